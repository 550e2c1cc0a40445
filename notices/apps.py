from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "Pemberitahuan"

    def ready(self) -> None:
        """Tell readiness whether mail flows."""
        from kerjasama import health as readiness
        from notices.domain import health

        readiness.register("notices", health.owed)
        readiness.register("sweeps", health.sweeping)
