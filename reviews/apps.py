from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "TKKSD"

    def ready(self) -> None:
        """Tell the notices room what this one owes."""
        from reviews import notice_kinds

        notice_kinds.register()
