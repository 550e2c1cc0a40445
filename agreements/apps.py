from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Naskah"

    def ready(self) -> None:
        """Tell the notices room what this one owes."""
        from agreements import notice_kinds

        notice_kinds.register()
