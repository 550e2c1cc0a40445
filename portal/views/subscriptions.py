"""Subscribe to a saved search, confirm it, end it. No page here tells whether an address is subscribed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal import filters, limits, share
from portal.domain import subscriptions
from portal.forms import SubscribeForm

PER_VISITOR, PER_ADDRESS = 10, 3  # requests an hour


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@share.bounded()
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; what is asked for is always answered with "look into your mail"."""
    try:
        query = filters.tidy(request.GET)
    except ValueError:
        return HttpResponse(
            _("Saringan pada alamat ini tidak dikenali."), status=400, content_type="text/plain; charset=utf-8"
        )
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        visitor = limits.network(request.META.get("REMOTE_ADDR", ""))
        for name, most in ((f"ip-{visitor}", PER_VISITOR), (email, PER_ADDRESS)):
            quota = limits.take(f"langganan-{name}", most, now=timezone.now(), window=limits.HOUR)
            if quota.is_exceeded:
                response = render(request, "429.html", status=429)
                response["Retry-After"] = str(quota.reset)
                return response
        try:
            subscriptions.ask(email, query, now=timezone.now(), language=get_language() or settings.LANGUAGE_CODE)
        except ValidationError as error:
            form.add_error("email", error)
        else:
            return redirect("portal:subscription_asked")
    status = 422 if form.is_bound else 200
    return render(request, "portal/subscribe.html", {"form": form, "search": filters.words_of(query)}, status=status)


@never_cache
@require_safe
@share.bounded()
def asked(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "portal/subscription_asked.html", {"days": subscriptions.CONFIRM_WITHIN.days})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@share.bounded()
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: programs that open every link in a mail must not confirm for a person."""
    found = subscriptions.to_confirm(token)
    if found is None:
        raise Http404(_("Tautan ini tidak berlaku lagi. Mintalah yang baru dari halaman naskah."))
    if request.method == "POST":
        subscriptions.confirm(found, now=timezone.now())
        found.refresh_from_db()
    context = {"search": filters.words_of(found.query), "is_done": found.confirmed_at is not None}
    return _private(render(request, "portal/subscription_confirm.html", context))


@csrf_exempt  # one click in a mail program sends a POST without any cookie (RFC 8058); the signature is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@share.bounded()
def end(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends. A link that was used answers the same again."""
    found = subscriptions.to_end(token)
    if found is None:
        raise Http404(_("Tautan ini tidak dikenali."))
    if request.method == "POST":
        subscriptions.end(*found)
    context = {"is_done": request.method == "POST", "is_all": found[1] == 0}
    return _private(render(request, "portal/subscription_end.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
