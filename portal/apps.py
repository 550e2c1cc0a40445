from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal publik"

    def ready(self) -> None:
        """Tell readiness whether open data, letters and the words of search are still coming."""
        from kerjasama import health as readiness
        from portal.domain import health

        readiness.register("open_data", health.open_data, title=_("Data terbuka"))
        readiness.register("letters", health.letters, title=_("Surat kepada pelanggan"))
        readiness.register("words", health.words, title=_("Kata pencarian"))
