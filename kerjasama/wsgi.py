"""The web application that granian serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from kerjasama import warming

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")
application = get_wsgi_application()
warming.warm(application)
if settings.TRUSTED_PROXIES:
    # Only from these peers are X-Forwarded-For and X-Forwarded-Proto believed; from anybody else they mean nothing.
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.TRUSTED_PROXIES)
