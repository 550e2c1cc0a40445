from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "TKKSD"

    def ready(self) -> None:
        """Tell the notices room what this one owes, and the moves what stands in the way of a signature."""
        from agreements.domain import gates
        from reviews import notice_kinds
        from reviews.domain import conditions

        notice_kinds.register()
        gates.register(conditions.gate)
