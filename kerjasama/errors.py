"""Pages for what goes wrong: each says what happened, why, and what to do next. Nothing typed is lost."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.debug import sensitive_post_parameters

SECRET_FIELDS = frozenset({"token", "code", "credential"})  # and every password; a region_code is no secret
CSRF_FIELD = "csrfmiddlewaretoken"  # every browser sends it; no secret of the person's


def conflict(request: HttpRequest, *, reason: str, back: str) -> HttpResponse:
    """409: somebody else was first. ``reason`` is a full sentence, ``back`` the page that shows the present state."""
    return render(request, "409.html", {"reason": reason, "back": back}, status=409)


def only_sent_to(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405 as a page, for who opens the address of a button, as a restored tab does; it leads to the page above."""
    back = f"{request.path.rstrip('/').rpartition('/')[0]}/"
    try:
        resolve(back)
    except Resolver404:
        back = ""
    page = render(request, "405.html", {"back": back}, status=405)
    page.headers["Allow"] = refused.headers["Allow"]
    return page


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser itself vouches that one of our own pages sent this form."""
    source = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER") or ""
    return bool(source) and urlsplit(source).netloc in {request.get_host(), urlsplit(settings.PUBLIC_URL).netloc}


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, without secrets: those are never written into a page again."""
    typed = [(name, values) for name, values in request.POST.lists() if name != CSRF_FIELD]
    if any(name in SECRET_FIELDS or "password" in name for name, _values in typed):
        return []
    return [(name, value) for name, values in typed for value in values]


@sensitive_post_parameters()
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose security token is out of date: hand the typed values back with a fresh one.

    Only for a form of our own pages (same origin): a stranger's form must not come back with a valid token.
    """
    fields = _typed(request) if _is_from_here(request) else []
    return held_form(request, fields=fields, signed_out=False)


def held_form(request: HttpRequest, *, fields: list[tuple[str, str]], signed_out: bool) -> HttpResponse:
    """The page that holds what was typed until it can be sent again (status 403)."""
    back = request.META.get("HTTP_REFERER", "")
    next_page = urlsplit(back).path if _is_from_here(request) and back else settings.LOGIN_REDIRECT_URL
    context = {
        "fields": fields,
        "signed_out": signed_out,
        "had_files": bool(request.FILES),
        "action": request.get_full_path(),
        "login_url": f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': next_page})}",
    }
    return render(request, "403_csrf.html", context, status=403)


def session_ended(request: HttpRequest) -> HttpResponse:
    """A form sent after the session ended: the typed values wait on the page while the person signs in elsewhere.

    Only those of our own pages: a browser sends a stranger's form without the cookie of somebody who is signed in, and
    must not be handed that form with a valid token.
    """
    fields = _typed(request) if _is_from_here(request) else []
    return held_form(request, fields=fields, signed_out=True)
