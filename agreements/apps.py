from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Naskah"

    def ready(self) -> None:
        """Tell the notices room what this one owes, readiness how reading goes, a new process what to read first."""
        from agreements import notice_kinds
        from agreements.domain import counting, file_text
        from kerjasama import health, warming

        notice_kinds.register()
        health.register("file_text", file_text.health, title=_("Teks berkas publik"))
        warming.register(counting.now_counts)
