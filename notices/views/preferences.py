"""What a person wants by e-mail, and on which further ways."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as say
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from notices import kinds
from notices.domain import channels, muting
from notices.forms import ChannelAddress, ChannelCode, MailChoice
from notices.models import Channel
from notices.views.access import is_dispatcher


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """My choice of kinds; mandatory ones are listed so that nobody looks for their switch."""
    form = _choice(request)
    if request.method == "POST":
        form = MailChoice(request.POST)
        if form.is_valid():
            muting.choose(_me(request), set(form.cleaned_data["jenis"]), now=timezone.now())
            messages.success(request, say("Pilihan surel disimpan."))
            return redirect("notices:preferences")
    return _page(request, form=form)


@require_POST
@login_required
def set_channel(request: HttpRequest) -> HttpResponse:
    """Take an address on a further way and send a code there."""
    form = ChannelAddress(request.POST)
    if form.is_valid():
        try:
            channels.set_address(_me(request), **form.cleaned_data, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("Kode sudah dikirim. Masukkan kode itu di bawah."))
            return redirect("notices:preferences")
    return _page(request, address=form)


@require_POST
@login_required
def verify_channel(request: HttpRequest, name: str) -> HttpResponse:
    """The code came through: the address is mine."""
    form = ChannelCode(request.POST)
    if form.is_valid():
        try:
            channels.verify(_me(request), name, form.cleaned_data["code"], now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("Saluran terverifikasi. Pesan yang segera kini juga dikirim ke sana."))
            return redirect("notices:preferences")
    return _page(request, code=form, code_of=name)


@require_POST
@login_required
def remove_channel(request: HttpRequest, name: str) -> HttpResponse:
    """No messages this way any more."""
    channels.remove(_me(request), name)
    messages.success(request, say("Saluran dihapus."))
    return redirect("notices:preferences")


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _choice(request: HttpRequest) -> MailChoice:
    muted = muting.muted_kinds(_me(request))
    return MailChoice(initial={"jenis": [kind.code for kind in muting.optional_kinds() if kind.code not in muted]})


def _page(
    request: HttpRequest,
    *,
    form: MailChoice | None = None,
    address: ChannelAddress | None = None,
    code: ChannelCode | None = None,
    code_of: str = "",
) -> HttpResponse:
    """The whole page; 422 when one of the forms came back with errors."""
    given = [one for one in (form, address, code) if one is not None and one.is_bound]
    rows = Channel.objects.filter(user=_me(request), name__in=channels.offered())
    context = {
        "form": form or _choice(request),
        "address": address or ChannelAddress(),
        "channels": [(row, code if code and row.name == code_of else ChannelCode()) for row in rows],
        "bound": given[0] if given else None,
        "has_channels": bool(channels.offered()),
        "has_options": bool(muting.optional_kinds()),
        "mandatory": sorted({str(kind.label) for kind in kinds.all_kinds() if kind.mandatory}),
        "is_dispatcher": is_dispatcher(request),
    }
    return render(request, "notices/preferences.html", context, status=422 if given else 200)


@csrf_exempt  # one click in a mail program sends a POST without any cookie (RFC 8058); the signature is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because programs open every link of a mail; POST switches off. Once more answers the same."""
    found = muting.read_token(token)
    if found is None:
        raise Http404(say("Tautan ini tidak dikenali."))
    user, ending = found
    if request.method == "POST":
        for kind in ending:
            muting.mute(user, kind.code, now=timezone.now())
    response = render(request, "notices/off.html", {"ending": ending, "is_done": request.method == "POST"})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
