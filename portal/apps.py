from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal publik"

    def ready(self) -> None:
        """Tell readiness what is still coming, and a new process which pages to make first."""
        from kerjasama import health as readiness
        from kerjasama import warming
        from portal.domain import health

        readiness.register("open_data", health.open_data, title=_("Data terbuka"))
        readiness.register("letters", health.letters, title=_("Surat kepada pelanggan"))
        readiness.register("words", health.words, title=_("Kata pencarian"))
        for path in ("/", "/naskah/"):
            warming.visit(path)
