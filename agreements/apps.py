from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Naskah"

    def ready(self) -> None:
        """Tell the notices room what this one owes, and readiness how reading goes."""
        from agreements import notice_kinds
        from agreements.domain import file_text
        from kerjasama import health

        notice_kinds.register()
        health.register("file_text", file_text.health, title=_("Teks berkas publik"))
