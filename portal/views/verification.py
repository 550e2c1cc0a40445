"""Whether a printed card is ours: its code names the document, and the page says what the register holds today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from agreements.domain import verification
from agreements.models import Agreement, File
from portal.domain import rows
from portal.domain.register import Register
from portal.publishing import answer, published

LONGEST = 60  # letters of a code that are looked at


@require_safe
@published
def ask(request: HttpRequest, *, register: Register) -> HttpResponse:
    """The form for a code; a given one is taken to its own address."""
    code = request.GET.get("kode", "").strip().lower().replace(" ", "")[:LONGEST]
    if code and verification.agreement_id_of(code) is not None:
        return redirect("portal:verified", code)
    return answer(request, register, "portal/verification.html", {"code": code, "unknown": bool(code)})


@require_safe
@published
def verified(request: HttpRequest, code: str, *, register: Register) -> HttpResponse:
    """What a code stands for. A document that is not public is confirmed and not told."""
    pk = verification.agreement_id_of(code[:LONGEST])
    if pk is None or not Agreement.objects.filter(pk=pk, register_no__isnull=False).exists():
        context = {"code": code[:LONGEST], "unknown": True}
        return answer(request, register, "portal/verification.html", context, status=404)
    files = File.objects.public().filter(agreement=pk).order_by("name", "-version")
    return answer(
        request,
        register,
        "portal/verified.html",
        {"code": code, "rows": rows.rows_of([pk], register), "files": list(files), "today": register.clock.today},
    )
