"""Settings of casetracker; what a place may change is read from the environment (docs/operating.md)."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from casetracker.databases import make_room, replica_settings, tuned
from casetracker.logs import report_errors
from casetracker.secret_key import stored_secret_key

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# --- What a place may change -------------------------------------------------------------------------

DEBUG: bool = env.bool("DEBUG", default=False)
HTTPS: bool = env.bool("HTTPS", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="") or stored_secret_key(VAR_DIR / "secret_key")
# Second factors are encrypted under the first; the others still read what they encrypted.
FACTORS_KEYS: list[str] = env.list("FACTORS_KEYS", default=[]) or [stored_secret_key(VAR_DIR / "factors_key")]
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PROXIES: int = env.int("PROXIES", default=0)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO")
LOG_FORMAT: str = env.str("LOG_FORMAT", default="line")  # or json
SENTRY_DSN: str = env.str("SENTRY_DSN", default="")
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")
DATABASES = {
    "default": tuned(env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'casetracker.sqlite3'}")),
}
make_room(DATABASES["default"])
# Streaming replicas that answer anonymous readers: casetracker/middleware/read_replicas.py.
DATABASES |= replica_settings(
    DATABASES["default"], map(env.db_url_config, env.list("READ_DATABASE_URLS", default=[]))
)
READ_MAX_LAG: int = env.int("READ_MAX_LAG", default=10)  # seconds a replica may be behind and still answer
DATA_DIR = Path(env.str("DATA_DIR", default=str(VAR_DIR / "data")))
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(VAR_DIR / "backups")))
DATA_LICENCE: str = env.str("DATA_LICENCE", default="")

# --- Who publishes the site: shown at the foot of every page; with none of them it is a demonstration -------

PUBLISHER: str = env.str("PUBLISHER", default="")
PUBLISHER_CONTACT: str = env.str("PUBLISHER_CONTACT", default="")  # an e-mail address, or one of the web
REPORT_DAYS: int = env.int("REPORT_DAYS", default=14)  # in which whoever writes about a record is answered
SOURCES_READ: str = env.str("SOURCES_READ", default="")  # how the sources were read, in a sentence

# --- What the site calls itself in citations and feeds; ids are made of it, so it never changes -------------

SITE_NAME = "casetracker"
SITE_HOST: str = env.str("SITE_HOST", default="casetracker.invalid")
SITE_SINCE: date = date.fromisoformat(env.str("SITE_SINCE", default="2026-01-01"))

# --- Budgets: no page, count or download costs more than these allow -----------------------------------

PAGE_SIZE = 50
SITEMAP_SIZE = 5_000  # numbers of records to a page of a sitemap
COUNT_LIMIT = 10_000
EXPORT_LIMIT = 200_000  # rows of a file
XLSX_LIMIT = 50_000  # rows of a workbook, which is built whole before its first byte is sent
EXPORT_BATCH = 1_000  # rows of a file that are read at once; asked for more, PostgreSQL may sort them all
CALENDAR_LIMIT = 2_000  # hearings of a calendar
BODY_LIMIT = 64 * 1024  # bytes of a request of a reader
DESK_BODY_LIMIT = 12 * 1024 * 1024  # bytes of a request of an editor: an import is the largest
FEED_LIMIT = 50  # entries of the feed of a list
DATA_LIVE_LIMIT = 20_000  # statuses up to which /data/ writes the whole data set when somebody asks
RELEASE_LIVE_LIMIT = 200_000  # rows up to which a release is cleaned on the spot when it is asked for

ANSWER_CACHE: bool = env.bool("ANSWER_CACHE", default=True)
ANSWER_CACHE_BYTES: int = env.int("ANSWER_CACHE_BYTES", default=64 * 1024 * 1024)  # of each process
CACHE_URL: str = env.str("CACHE_URL", default="")  # of a Valkey or Redis; unset, each process keeps its own
ANSWER_CACHE_SECONDS = 24 * 60 * 60  # an answer is not found after its day anyway

# Numbers are kept beside the process that counted them, under the version of the data they were counted from.
CACHES = {
    # Attempts to sign in are counted for all processes and machines: in the database, which they share.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Whole answers to anonymous readers: kit/answer_cache.py.
    "answers": {"TIMEOUT": ANSWER_CACHE_SECONDS}
    | (
        {"BACKEND": "kit.shared_answer_cache.SharedAnswerCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {
            "BACKEND": "kit.bounded_cache.ByteBoundedCache",
            "LOCATION": "answers",
            "OPTIONS": {"MAX_BYTES": ANSWER_CACHE_BYTES},
        }
    ),
}
ANSWER_CACHE_VERSION = "casetracker.answer_version.answer_version"
ANSWER_CACHE_BYPASS = ("/account/", "/admin/", "/healthz", "/metrics", "/reports/", "/static/")

# --- The application ---------------------------------------------------------------------------------

ROOT_URLCONF = "casetracker.urls"
WSGI_APPLICATION = "casetracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "csp",
    "simple_history",
    "django_filters",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "casetracker",
    "accounts",
    "people",
    "proceedings",
    "tools",
]

MIDDLEWARE = [
    "casetracker.logs.RequestIdMiddleware",
    "casetracker.middleware.metrics.MetricsMiddleware",
    "casetracker.middleware.body_limit.BodyLimitMiddleware",
    "casetracker.middleware.read_replicas.ReadReplicaMiddleware",
    "kit.answer_cache.AnswerCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "casetracker.middleware.browser_policy.BrowserPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "casetracker.middleware.api.CrossOriginMiddleware",
    "casetracker.middleware.api.RateLimitMiddleware",
    "casetracker.middleware.work_limit.WorkLimitMiddleware",
    "casetracker.middleware.noindex.OnlyPagesMiddleware",
    "casetracker.middleware.tracking_params.TrackingTagsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor_gate.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

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
                "casetracker.site_context.site",
            ],
        },
    },
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False  # there is no catalogue yet: every text marked for translation is shown as it is written
warnings.filterwarnings("ignore", "The FORMS_URLFIELD_ASSUME_HTTPS transitional setting is deprecated")
FORMS_URLFIELD_ASSUME_HTTPS = True  # an address typed without its scheme is taken as https, as Django 6 will

# --- Files the browser fetches -------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
FONTS_DIR = VAR_DIR / "fonts"  # written when the site is made ready: kit/fonts.py
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", FONTS_DIR)]
# Hashed names need `collectstatic` first: a developer's server should not.
HASHED_STATIC_FILES = not DEBUG
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not HASHED_STATIC_FILES
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if HASHED_STATIC_FILES
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
    },
}

# --- History -------------------------------------------------------------------------------------------

SIMPLE_HISTORY_REVERT_DISABLED = True  # the admin's own revert forgets inlines and spans; ours puts all back
SIMPLE_HISTORY_DATE_INDEX = "composite"

# --- How much is done for readers at once, and how long for one of them ---------------------------------

HEAVY_AT_ONCE: int = env.int("HEAVY_AT_ONCE", default=2)  # by all processes of a machine; zero: no limit
HEAVY_FOLDER = VAR_DIR / "heavy"
READER_COST_A_MINUTE: int = env.int("READER_COST_A_MINUTE", default=600)  # of a network; zero: no limit
READER_TURNS_FILE = VAR_DIR / "reader_turns"
ANSWER_SECONDS: int = env.int("ANSWER_SECONDS", default=30)  # zero: an answer may take as long as it likes

# --- The API -------------------------------------------------------------------------------------------

API_MOST_A_MINUTE: int = env.int("API_MOST_A_MINUTE", default=600)  # zero: no limit
API_TURNS_FILE = VAR_DIR / "api_turns"

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,  # `format` is no parameter of ours: refused like any unknown one
}

# --- Safety --------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Both bind other sites of the domain, and a preload cannot be taken back: only who asks for them has them.
HSTS_SUBDOMAINS: bool = env.bool("HSTS_SUBDOMAINS", default=False)
HSTS_PRELOAD: bool = env.bool("HSTS_PRELOAD", default=False)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and (HSTS_SUBDOMAINS or HSTS_PRELOAD)
SECURE_HSTS_PRELOAD = HTTPS and HSTS_PRELOAD
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS of subdomains: see above
    "security.W021",  # and preload
    "staticfiles.W004",  # there is no folder of fonts before the site was made ready, or without the packages
]
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a probe inside the machine speaks plain HTTP
MINIMUM_PASSWORD_LENGTH = 12
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": MINIMUM_PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Signing in (docs/decisions.md tells why) ---------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]  # closed; allauth checks them
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation verifies the address; there need be no mail server
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds for which a proof given counts as recent
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the rule guards open sign-up, and there is none
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute that clocks may differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # http://localhost

# --- E-mail: only invitations are sent, and only where a server is named ------------------------------------

EMAIL_URL: str = env.str("EMAIL_URL", default="")
SENDS_EMAIL = bool(EMAIL_URL)
_mail = env.email_url_config(EMAIL_URL or "dummymail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST") or "localhost", _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    _mail.get("EMAIL_HOST_USER") or "",
    _mail.get("EMAIL_HOST_PASSWORD") or "",
)
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL: str = env.str("EMAIL_FROM", default="casetracker@localhost")

# --- What the server says --------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "casetracker.logs.JsonFormatter"},
    },
    "filters": {"no_traceback": {"()": "casetracker.log_filters.NoTraceback"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "casetracker.security": {"level": "INFO"},  # sign-ins, seals and roles, whatever else is quiet
        "django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        # Anybody can send a strange Host: a line each, without a traceback.
        "django.security.DisallowedHost": {
            "handlers": ["stderr"],
            "level": "ERROR",
            "filters": ["no_traceback"],
            "propagate": False,
        },
    },
}
if SENTRY_DSN:
    report_errors(SENTRY_DSN)
