"""Going back to the page that sent somebody here to add a partner."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

PARAMETER = "kembali"


def return_path(request: HttpRequest) -> str:
    """The address to go back to, from the form or the query; empty unless it lies on this site."""
    path = request.POST.get(PARAMETER) or request.GET.get(PARAMETER) or ""
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return ""


def with_partner(path: str, pk: int) -> str:
    """``path`` with ``mitra=<pk>`` in its query, so the page knows which partner was added or chosen."""
    parts = urlsplit(path)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "mitra"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("mitra", pk)])))
