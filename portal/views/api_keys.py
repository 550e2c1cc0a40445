"""Keys of the read API: the administrator hands them out and takes them back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.guard import administered
from portal.domain import api_keys as domain
from portal.forms import ApiKeyForm
from portal.models import ApiKey

PERMISSION = "accounts.change_government"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All keys of this government, newest first; none of them can be read again."""
    _me, government = administered(request, PERMISSION)
    now = timezone.now()
    keys = ApiKey.objects.filter(government=government).select_related("government", "created_by", "revoked_by")
    rows = [{"key": key, "is_usable": key.is_usable(now)} for key in keys]
    return render(request, "portal/api_keys.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a key and show it, this one time: the page answers the POST itself, so no address leads to it again."""
    me, government = administered(request, PERMISSION)
    now = timezone.now()
    form = ApiKeyForm(request.POST or None, today=government.today(now))
    if request.method == "POST" and form.is_valid():
        made = domain.create(government, by=me, now=now, **form.cleaned_data)
        return render(request, "portal/api_key_made.html", {"key": made.key, "secret": made.secret})
    return render(request, "portal/api_key_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key back; whoever uses it is refused from the next request on."""
    me, government = administered(request, PERMISSION)
    key = get_object_or_404(ApiKey.objects.select_related("government"), pk=pk, government=government)
    if domain.revoke(key, by=me, now=timezone.now()):
        messages.success(request, _("Kunci “%(name)s” dicabut.") % {"name": key.name})
    else:
        messages.info(request, _("Kunci “%(name)s” sudah dicabut sebelumnya.") % {"name": key.name})
    return redirect("api_keys:list")
