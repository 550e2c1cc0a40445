"""Settings from the environment. Production is the default; development switches things off.

Every variable may also be given as ``NAME_FILE``, the path of a file that holds the value (secrets).
"""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ

from kerjasama import logs, schedule, storage_url

django_stubs_ext.monkeypatch()  # ModelAdmin[Agreement] and its like mean something at run time too

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# --- What kind of installation this is -------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # invented data, printed passwords, no second factor required
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY")
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(PUBLIC_URL).hostname or "localhost"])
SITE_NAME = env.str("SITE_NAME", default="Register Kerja Sama Daerah")
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
CSRF_FAILURE_VIEW = "kerjasama.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
IS_HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "kerjasama.apps.KerjasamaConfig",
    "accounts.apps.AccountsConfig",
    "notices.apps.NoticesConfig",
    "partners.apps.PartnersConfig",
    "agreements.apps.AgreementsConfig",
    "reviews.apps.ReviewsConfig",
    "workspace.apps.WorkspaceConfig",
    "portal.apps.PortalConfig",
    "kerjasama.apps.BackDoorConfig",  # django.contrib.admin, for superusers only
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "django_htmx",
    "template_partials",
    "csp",
    "django_linear_migrations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kerjasama.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "accounts.middleware.workplace",
    "accounts.middleware.gate",
]

ROOT_URLCONF = "kerjasama.urls"
WSGI_APPLICATION = "kerjasama.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kerjasama.context.site",
                "accounts.context.workplaces",
                "notices.context.unread",
            ],
            "builtins": [
                "kerjasama.templatetags.ui",
                "kerjasama.templatetags.ui_forms",
                "kerjasama.templatetags.ui_formats",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    },
]

# --- Database, cache, queue ------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
DATABASES["default"].setdefault("OPTIONS", {})
# Compiling a statement takes PostgreSQL up to a second; ours read through indexes and are over before that.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
DATABASES["default"]["OPTIONS"]["pool"] = (
    {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 10}
    if env.int("DATABASE_POOL", default=8)
    else False
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# --- Sweeps in the background: they hold no truth, so they may be killed, repeated and forgotten ---------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 10 * 60  # seconds
CELERY_TASK_TIME_LIMIT = 11 * 60
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10  # seconds for the task at hand once the worker is asked to stop
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE = schedule.BEAT_SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Files -----------------------------------------------------------------------------------------------------------
STORAGES = {
    "default": storage_url.storage(env.str("FILES_URL", default=f"file://{VAR_DIR / 'files'}")),
    "staticfiles": {"BACKEND": "kerjasama.static_files.StaticFiles"},
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "static_root")))
STATIC_COMPRESSED = env.bool("STATIC_COMPRESSED", default=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
# The official picture of the state emblem (SVG or PNG) for printed papers; never shipped, see docs/decisions/.
NATIONAL_EMBLEM = env.str("NATIONAL_EMBLEM", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ruang/beranda/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this device stays signed in, the others are signed out
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told by e-mail
# Attempts, per time, per whom; every value may be changed by RATE_LIMITS (JSON) in the environment.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "signup": "20/m/ip",
    **env.json("RATE_LIMITS", default={}),
}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False  # a link alone must not start a sign-in
# Single sign-on (OpenID Connect), off until OIDC_SERVER_URL names the provider; docs/operating.md has the table.
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.str("OIDC_NAME", default="akun pemerintah daerah"),
                    "client_id": env.str("OIDC_CLIENT_ID", default=""),
                    "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                    "settings": {"server_url": env.str("OIDC_SERVER_URL")},
                }
            ],
        }
    }
    if env.str("OIDC_SERVER_URL", default="")
    else {}
)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is the proof of the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Register Kerja Sama Daerah"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Roles that must have a second factor before they enter the workspace.
MFA_REQUIRED_ROLES = env.list("MFA_REQUIRED_ROLES", default=[] if DEMO else ["staf", "tkksd", "admin"])
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # one working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# --- Mail ------------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
if "EMAIL_FILE_PATH" in vars():  # filemail:///srv/surat is an absolute path; the package drops its first slash
    EMAIL_FILE_PATH = "/" + str(vars()["EMAIL_FILE_PATH"]).lstrip("/")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="kerjasama@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20  # seconds
# Returned mail: each letter leaves from pantulan+<number>.<mark>@BOUNCE_DOMAIN; without it, from our own address.
BOUNCE_DOMAIN = env.str("BOUNCE_DOMAIN", default="")
# The mailbox with returned mail, read every five minutes: maildir:///path or imaps://user:password@host/INBOX.
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", default="")
# Further ways to a person, JSON of Apprise's addresses: {"telegram": "tgram://TOKEN/{address}"}.
CHANNELS = env.json("CHANNELS", default={})

# --- Open data -------------------------------------------------------------------------------------------------------
DATA_LICENCE_NAME = env.str("DATA_LICENCE_NAME", default="Creative Commons Atribusi 4.0 Internasional (CC BY 4.0)")
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")
OCDS_PREFIX = env.str("OCDS_PREFIX", default="")  # "ocds-" and six signs, given out by the Open Contracting Partnership

# --- What guests may take of the whole (portal/share.py) --------------------------------------------------------------
PAGES_PER_MINUTE = env.int("PAGES_PER_MINUTE", default=600)  # made anew for one address; 0: no limit
PUBLIC_AT_ONCE = env.int("PUBLIC_AT_ONCE", default=3)  # in one process: one less than its --blocking-threads

# --- Read API: requests a minute, by address and with a key ----------------------------------------------------------
API_PER_MINUTE = env.int("API_PER_MINUTE", default=120)
API_KEY_PER_MINUTE = env.int("API_KEY_PER_MINUTE", default=1200)
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}

# --- Language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "kerjasama.formats"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- Security --------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = False  # the proxy redirects
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
if SOCIALACCOUNT_PROVIDERS:  # browsers hold the redirect after our sign-in form against form-action too
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "https://" + (urlsplit(env.str("OIDC_SERVER_URL")).netloc or "invalid.example")
    )
SILENCED_SYSTEM_CHECKS = [
    "security.W008",
    "security.W005",
    "security.W021",
]  # TLS redirect and HSTS belong to the proxy

# --- Audit -----------------------------------------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True

# --- Logs, errors, metrics -------------------------------------------------------------------------------------------
LOGGING = logs.configuration(is_plain=DEBUG or DEMO, level="WARNING" if DEMO else "INFO")
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(
        dsn=SENTRY_DSN, send_default_pii=False, include_local_variables=False, max_request_body_size="never"
    )
PROMETHEUS = env.bool("PROMETHEUS", default=False)  # figures on /metrics, for the monitoring of this installation
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # who asks with "Authorization: Bearer …" may read them
METRICS_NETWORKS = env.list("METRICS_NETWORKS", default=[])  # addresses or networks that may read them without it
if PROMETHEUS:
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE.insert(0, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")
