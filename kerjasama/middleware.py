"""The language of a page: what its address says, nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kerjasama import languages


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Indonesian, and English below ``/en/``; never ``Accept-Language`` and never a cookie.

    Many Indonesian offices run English browsers: Django's own middleware would mix English field names and dates into
    Indonesian pages for them. An address that shows one language is also the only kind that can be shared and cached.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(languages.of_path(request.path_info)):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "id")
            return response

    return middleware
