"""/healthz/live and /healthz/ready, for the machine that watches the machine."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kerjasama import health


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """This process answers; a restart would not help if something else is broken."""
    return JsonResponse({"status": "baik"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Everything needed to serve works: 200, or 503 naming the part that does not."""
    found = health.findings(timezone.now())
    is_good = all(finding.is_good for finding in found.values())
    return JsonResponse(
        {
            "status": "baik" if is_good else "gagal",
            "checks": {name: {"ok": finding.is_good, "detail": finding.detail} for name, finding in found.items()},
        },
        status=200 if is_good else 503,
    )
