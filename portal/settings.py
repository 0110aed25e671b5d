"""Settings of the project, all of them from the environment (docs/settings.md lists them).

Nothing set: a development machine without any server, with all state below ``DATA_DIR``.
"""

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import storage
from portal.development_defaults import kept_secret
from portal.logs import logging_config
from portal.sites import meeting_sites
from portal.webhook_settings import webhook_ca_file, webhook_networks

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")
# An empty value is the same as none.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}

DEBUG: bool = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

# --- secrets -------------------------------------------------------------------------------
SECRET_KEY: str = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR, "SECRET_KEY", debug=DEBUG)
FIELD_ENCRYPTION_KEYS: list[str] = env.list("FIELD_ENCRYPTION_KEYS", default=[]) or [
    kept_secret(DATA_DIR, "FIELD_ENCRYPTION_KEYS", debug=DEBUG)
]

# --- where it is reached -------------------------------------------------------------------
PORTAL_URL: str = env.str("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
_IS_HTTPS = PORTAL_URL.startswith("https://")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=_IS_HTTPS)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if _IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=_IS_HTTPS)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=_IS_HTTPS)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.csrf_failure.answer_csrf_failure"
X_FRAME_OPTIONS = "DENY"
# The number of proxies in front that set X-Forwarded-For and X-Forwarded-Proto.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# By which a collector of metrics is known; without one there are none.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")

# --- the organisation ----------------------------------------------------------------------
PORTAL_NAME: str = env.str("PORTAL_NAME", default="Qingshan Meetings" if DEBUG else "Meetings")
# The colour of what can be acted on, as #1e4fb0; and the path of an SVG or PNG file in the place of the mark.
PORTAL_COLOUR: str = env.str("PORTAL_COLOUR", default="").strip()
PORTAL_LOGO: str = env.str("PORTAL_LOGO", default="").strip()
HELP_URL: str = env.str("HELP_URL", default="")

# --- the meeting service -------------------------------------------------------------------
# Keys are what an Application stores as its site; the values are never asked from a person.
MEETING_SITES = meeting_sites(env)

# --- applications --------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "insights",
    "control",
    "history",
    "meetings",
    "directory",
    "accounts",
    "notifications",
    "ui",
    "encryption",
    "portal.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "auditlog",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "oauth2_provider",
    "csp",
    "django_htmx",
    "template_partials",
]
MIDDLEWARE = [
    "portal.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.readable_form",
    "portal.middleware.guest_join_without_cookies",
    "portal.middleware.live_tick_without_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.middleware.AuthenticationMiddleware",
    "portal.middleware.person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.signed_out_part",
    "portal.middleware.api_rate_limit",
    "portal.middleware.lead_to_page_above",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.portal",
            ],
            "builtins": ["ui.templatetags.ui", "meetings.templatetags.meetings"],
        },
    },
    # What a page has fifty of; escaped like everything else.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates_jinja2"],
        "OPTIONS": {
            "environment": "ui.jinja.environment",
            "autoescape": True,
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
]

# --- storage -------------------------------------------------------------------------------
DATABASES = {
    "default": storage.database(
        env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"),
        conn_max_age=env.int("CONN_MAX_AGE", default=60),
        statement_timeout=env.int("STATEMENT_TIMEOUT", default=30),
        pool_size=env.int("DATABASE_POOL_SIZE", default=0),
    )
}
CACHES = {"default": storage.cache(env.str("CACHE_URL", default="dbcache://portal_cache"))}
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=14 * 24 * 3600)

# --- people --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.password_length.PasswordLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "meetings:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.PasswordByLinkForm",
    "change_password": "accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # whoever is not known here gets no mail from here
# Only the mailbox has the link, it works once, and its owner has just typed the password.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# --- API -----------------------------------------------------------------------------------
OAUTH2_PROVIDER_APPLICATION_MODEL = "accounts.ApiClient"
OAUTH2_PROVIDER = {
    "SCOPES_BACKEND_CLASS": "accounts.api.oauth.ClientScopes",
    "OAUTH2_VALIDATOR_CLASS": "accounts.api.oauth.Validator",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    # Client credentials are the one grant; what the others could do wrong is off nevertheless (RFC 9700).
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # Nobody who reads the database can use a token.
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    **{
        f"COMPLIANT_BCP_RFC9700_{rule}": True
        for rule in (
            "IMPLICIT_GRANT",
            "PASSWORD_GRANT",
            "PKCE_METHOD",
            "ACCESS_TOKEN_TRANSPORT",
            "AUTHZ_RESPONSE_ISS",
            "REFRESH_TOKEN",
            "REDIRECT_URI_SCHEME",
            "REDIRECT_URI_MATCHING",
            "PKCE_REQUIRED",
        )
    },
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.permissions.HasScope", "rest.bodies.HasReadableBody"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.throttling.CallsPerMinute"],
    "DEFAULT_PARSER_CLASSES": ["rest.parsers.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "rest.problem_details.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Meeting portal API",
    "VERSION": "1",
    "DESCRIPTION": "Book and change meetings on Huawei Cloud Meeting for the people of an organisation.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Without a null it would send the document's address to a host of its own.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "MeetingState": "meetings.models.Meeting.State",
        "OperationState": "meetings.models.VendorWrite.State",
        "OperationKind": "meetings.models.VendorWrite.Kind",
        "MeetingKind": "meetings.models.Meeting.Kind",
        "InviteeRole": "meetings.models.Invitee.Role",
        "AttendanceState": "history.models.EndedSession.Details",
        "AttendeeKind": "history.models.Presence.Kind",
    },
    "WEBHOOKS": [
        *(
            f"meetings.api.webhooks.{name}"
            for name in (
                "BOOKED",
                "CHANGED",
                "CANCELLED",
                "STARTED",
                "ENDED",
                "OCCURRENCE_CHANGED",
                "OCCURRENCE_CANCELLED",
            )
        ),
        "control.api.webhooks.PARTICIPANT_JOINED",
        "control.api.webhooks.PARTICIPANT_LEFT",
        "control.api.webhooks.RECORDING_STARTED",
        "history.api.webhooks.SESSION_STORED",
        "history.api.webhooks.RECORDING_AVAILABLE",
        "accounts.api.webhooks.IDENTITY_FAILED",
    ],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "rest.document.add_problem_details",
    ],
}

# --- events of the meeting service ---------------------------------------------------------
# Whether they are asked for at an address that the vendor can't reach; a sandbox on this machine can.
VENDOR_EVENTS_ANYWHERE = env.bool("VENDOR_EVENTS_ANYWHERE", default=False)
VENDOR_EVENT_DAYS = env.int("VENDOR_EVENT_DAYS", default=14)
# Whether a watcher is told of running meetings by WebSocket; else it asks every five seconds.
LIVE_SOCKETS = env.bool("LIVE_SOCKETS", default=True)

# How long before its start a meeting is looked at, and its organiser told where it won't work; 0: never.
READINESS_MINUTES = env.int("READINESS_MINUTES", default=30)

# --- series --------------------------------------------------------------------------------
# What one may have that the portal keeps itself, of single meetings: the meeting service takes 50 in a year.
SERIES_MOST_OCCURRENCES = env.int("SERIES_MOST_OCCURRENCES", default=100)
SERIES_LONGEST_YEARS = env.int("SERIES_LONGEST_YEARS", default=2)

# --- webhooks ------------------------------------------------------------------------------
# Networks to which deliveries may go besides the public Internet; there by http, too.
WEBHOOK_NETWORKS = webhook_networks(env)
WEBHOOK_CA_FILE = webhook_ca_file(env)

# --- language and time ---------------------------------------------------------------------
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["l10n.formats"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
# Where a person has not chosen one.
DEFAULT_TIME_ZONE: str = env.str("DEFAULT_TIME_ZONE", default="Asia/Shanghai")

# --- pages ---------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- mail ----------------------------------------------------------------------------------
# Development keeps mails as files, shown at /dev/mail/; production has EMAIL_URL.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEV_MAIL_DIR = DATA_DIR / "mail"
if DEBUG and not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "notifications.kept_mail.KeptMailBackend"
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="meetings@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- jobs ----------------------------------------------------------------------------------
CELERY_BROKER_URL: str = env.str("CELERY_BROKER_URL", default="filesystem://localhost//")
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_BROKER_TRANSPORT_OPTIONS = storage.broker(CELERY_BROKER_URL, folder=DATA_DIR)

LOGGING_CONFIG = None
logging_config(debug=DEBUG, level=env.str("LOG_LEVEL", default="INFO"))
