"""What a person wants by e-mail, and on which further ways."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as say
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notices import kinds
from notices.domain import muting
from notices.forms import MailChoice
from notices.views.access import is_dispatcher


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """My choice of kinds; mandatory ones are listed so that nobody looks for their switch."""
    user = request.user
    options = muting.optional_kinds()
    wanted = [kind.code for kind in options if kind.code not in muting.muted_kinds(user)]  # type: ignore[arg-type]
    form = MailChoice(request.POST) if request.method == "POST" else MailChoice(initial={"jenis": wanted})
    if request.method == "POST" and form.is_valid():
        muting.choose(user, set(form.cleaned_data["jenis"]), now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, say("Pilihan surel disimpan."))
        return redirect("notices:preferences")
    mandatory = sorted({str(kind.label) for kind in kinds.all_kinds() if kind.mandatory})
    return render(
        request,
        "notices/preferences.html",
        {"form": form, "has_options": bool(options), "mandatory": mandatory, "is_dispatcher": is_dispatcher(request)},
        status=422 if form.is_bound else 200,
    )


@csrf_exempt  # one click in a mail program sends a POST without any cookie (RFC 8058); the signature is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because programs open every link of a mail; POST switches off. Once more answers the same."""
    found = muting.read_token(token)
    if found is None:
        raise Http404(say("Tautan ini tidak dikenali."))
    user, kind = found
    if request.method == "POST":
        muting.mute(user, kind.code, now=timezone.now())
    response = render(request, "notices/off.html", {"kind": kind, "is_done": request.method == "POST"})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
