"""Figures of the queue for Prometheus, counted when they are asked for: true whichever process answers."""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector

from notices.domain.figures import figures


class NoticesCollector(Collector):
    """Owed, age of the oldest, given up, bounced, sent."""

    def describe(self) -> list[Metric]:
        """Nothing: else registering would ask the database before there is one."""
        return []

    def collect(self) -> Iterator[Metric]:
        """One row of figures per scrape."""
        now = figures(timezone.now())
        yield GaugeMetricFamily("kerjasama_notices_owed", "Messages that are due and not out", value=now.owed)
        yield GaugeMetricFamily("kerjasama_notices_oldest_owed_seconds", "Age of the oldest of them", value=now.age)
        yield GaugeMetricFamily("kerjasama_notices_given_up", "Messages only a person can help", value=now.given_up)
        yield GaugeMetricFamily("kerjasama_notices_bounced", "Messages that came back", value=now.bounced)
        yield CounterMetricFamily("kerjasama_notices_sent", "Messages taken by the mail server", value=now.sent)
        yield GaugeMetricFamily("kerjasama_channels_owed", "Rows of further channels not out", value=now.channel_owed)
        yield GaugeMetricFamily(
            "kerjasama_channels_given_up", "Rows of further channels given up", value=now.channel_given_up
        )


def register() -> None:
    """Add the figures to what /metrics shows; once per process."""
    global _registered  # noqa: PLW0603 - the registry of prometheus_client is one per process too
    if not _registered:
        REGISTRY.register(NoticesCollector())
        _registered = True


_registered = False
