"""The back door: people and units as they lie in the database. Everyday work is done under /ruang/orang/."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from accounts.models import Government, Invitation, Membership, Unit, User


class _Undeletable(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who was what on which day stays answerable: nothing here is deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    ordering = ("name", "pk")
    list_display = ("name", "email", "is_active", "is_superuser", "last_login")
    search_fields = ("name", "email")
    list_filter = ("is_active", "is_superuser")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (None, {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Government)
class GovernmentAdmin(_Undeletable):
    list_display = ("name", "code", "level", "time_zone")


@admin.register(Unit)
class UnitAdmin(_Undeletable):
    list_display = ("name", "government", "kind", "ends_on", "successor")
    list_filter = ("government", "kind")
    search_fields = ("name", "short_name")
    raw_id_fields = ("successor",)


@admin.register(Membership)
class MembershipAdmin(_Undeletable):
    list_display = ("user", "role", "government", "unit", "starts_on", "ends_on")
    list_filter = ("government", "role")
    search_fields = ("user__name", "user__email")
    raw_id_fields = ("user", "unit")


@admin.register(Invitation)
class InvitationAdmin(_Undeletable):
    list_display = ("name", "email", "role", "government", "expires_at", "accepted_at", "revoked_at")
    list_filter = ("government", "role")
    readonly_fields = ("token_sha256",)
    raw_id_fields = ("unit", "invited_by", "accepted_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An invitation is worth nothing without its e-mail, and only the domain sends that."""
        return False
