from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "Pemberitahuan"

    def ready(self) -> None:
        """Tell readiness whether mail flows."""
        from kerjasama import health as readiness
        from notices.domain import forwarding, health, planning, snoozing

        readiness.register("notices", health.owed, label=_("Antrean pesan"))
        readiness.register("sweeps", health.sweeping, label=_("Proses latar"))
        if settings.PROMETHEUS:
            from notices import metrics

            metrics.register()
        planning.register(snoozing.plan_waking)
        planning.register(forwarding.plan_forwarding)
