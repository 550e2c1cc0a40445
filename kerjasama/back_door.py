"""Django's admin as the operator's back door: superusers only, through the same sign-in as everybody."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class BackDoor(AdminSite):
    site_header = _("Pintu belakang")
    site_title = _("Pintu belakang")
    index_title = _("Data apa adanya")

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """No second sign-in form: this one would skip the second factor and the rate limits."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next") or request.get_full_path())
