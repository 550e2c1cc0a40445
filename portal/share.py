"""What a guest may take of the whole, so that a crawler that walks everything does not slow those who work here.

Three bounds stand around every public page that has to be made (one from memory or a 304 costs nothing and is free):

- a statement of the database runs ``PATIENCE`` at most, whatever was asked for (503);
- one address has so many pages a minute made for it, far more than a person reads (429);
- guests hold all but one of a process's threads: the next waits ``WAIT`` at most, then gives its thread back (503).

Colleagues who are signed in are under the first bound only.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from psycopg.errors import QueryCanceled

from portal import limits
from portal.places import Places

PATIENCE, LONG_PATIENCE = 5_000, 30_000  # milliseconds of one statement: of a page, of a large file
WAIT = 1.0  # second for a place
HEAVY = 10  # pages that a drawn PDF or a large file count for
RETRY_SOON, RETRY_LATER = 5, 60  # seconds
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
_places = Places(settings.PUBLIC_AT_ONCE)


def within(
    request: HttpRequest, make: Callable[[], HttpResponseBase], *, cost: int = 1, patience: int = PATIENCE
) -> HttpResponseBase:
    """What ``make`` answers, or a page that says why not now. ``cost`` in pages, ``patience`` in milliseconds."""
    if _is_colleague(request):
        return _in_time(make, patience)
    if (refused := charge(request, cost=cost)) is not None:
        return refused
    with place() as is_free:
        return _in_time(make, patience) if is_free else _refused("503.html", 503, RETRY_SOON)


def charge(request: HttpRequest, *, cost: int) -> HttpResponseBase | None:
    """Count ``cost`` more pages against the address of a guest; the page that refuses it when those are spent.

    For what a view learns only within its own bounds, such as that a picture has to be drawn.
    """
    if not settings.PAGES_PER_MINUTE or _is_colleague(request):
        return None
    who = f"halaman-{limits.network(request.META.get('REMOTE_ADDR', ''))}"
    quota = limits.take(who, settings.PAGES_PER_MINUTE, now=timezone.now(), cost=cost)
    return _refused("429_public.html", 429, quota.reset) if quota.is_exceeded else None


@contextmanager
def place() -> Iterator[bool]:
    """One of the places guests have in this process; False when none became free within ``WAIT``."""
    is_free = _places.acquire(timeout=WAIT)
    try:
        yield is_free
    finally:
        if is_free:
            _places.release()


def bounded(*, cost: int = 1, patience: int = PATIENCE) -> Callable[[View[P]], View[P]]:
    """``within`` as a decorator, for views that make their answer anew each time."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return within(request, lambda: view(request, *args, **kwargs), cost=cost, patience=patience)

        return wrapped

    return decorate


def limit_statements(patience: int = PATIENCE) -> None:
    """To be called in a transaction: until it ends, PostgreSQL cancels what takes longer (milliseconds)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(patience)])


def _in_time(make: Callable[[], HttpResponseBase], patience: int) -> HttpResponseBase:
    try:
        with transaction.atomic():
            limit_statements(patience)
            return make()
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return _refused("503.html", 503, RETRY_LATER)


def _is_colleague(request: HttpRequest) -> bool:
    """Only who has a session cookie is looked up."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _refused(template: str, status: int, seconds: int) -> HttpResponseBase:
    # Without the request: a page that refuses work must not look anything up.
    response = HttpResponse(render_to_string(template, {"seconds": seconds}), status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
