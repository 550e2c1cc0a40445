"""How django-allauth behaves here: nobody signs up by themselves; single sign-on only finds people we know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def is_safe_url(self, url: Any) -> bool:
        """Only our own pages: ``next`` must never lead to another site."""
        return bool(url) and str(url).startswith("/") and super().is_safe_url(url)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on (OIDC): a known, active person with the same verified address; nobody is created."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link the provider's account to our person of the same address, when the provider vouches for it."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        proven = [address.email for address in sociallogin.email_addresses if address.verified]
        known = User.objects.filter(email__in=[email.lower() for email in proven], is_active=True).first()
        if known is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.connect(request, known)
