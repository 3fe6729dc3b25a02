"""Django's settings for the web app: those of the app database, and pages on top."""

import os
from datetime import date
from pathlib import Path

from makewhole.claims.django_settings import *  # noqa: F403
from makewhole.claims.django_settings import DATABASES
from makewhole.claims.django_settings import INSTALLED_APPS as _CLAIMS
from makewhole.settings import load_settings

_settings = load_settings()
_given = os.environ.get("MAKEWHOLE_WEB_AS_OF")

MAKEWHOLE_HOME: Path = _settings.home
MAKEWHOLE_AS_OF: date | None = date.fromisoformat(_given) if _given else None  # a fixed clock
MAKEWHOLE_DEMO = os.environ.get("MAKEWHOLE_WEB_DEMO") == "1"
_HTTPS = os.environ.get("MAKEWHOLE_WEB_HTTPS") == "1"

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
# Each thread keeps its connection: SQLite would else read its pages anew for every request, and the
# last to close would write and flush the log while somebody waits for a page.
DATABASES["default"]["CONN_MAX_AGE"] = None
INSTALLED_APPS = [*_CLAIMS, "django.contrib.staticfiles", "django_htmx", "makewhole.web"]
ROOT_URLCONF = "makewhole.web.urls"
WSGI_APPLICATION = "makewhole.web.application.application"
MIDDLEWARE = [
    "makewhole.web.middleware.security.ContentSecurity",
    "makewhole.web.middleware.security.OwnHost",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "makewhole.web.middleware.trouble.Trouble",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "makewhole.web.middleware.desk.AtTheDesk",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "makewhole.web.context.everywhere",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "makewhole.web.templatetags.figures",
                "makewhole.web.templatetags.pieces",
            ],
        },
    }
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the files lie in the package; nothing is collected
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 86_400  # their addresses carry the version

LANGUAGE_CODE = _settings.language
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [str(Path(__file__).parent / "locale")]
USE_I18N = True

SESSION_COOKIE_NAME = "makewhole_demo" if MAKEWHOLE_DEMO else "makewhole"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_csrf"
CSRF_USE_SESSIONS = True  # no second cookie, and nothing a script could read
CSRF_FAILURE_VIEW = "makewhole.web.views.trouble.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A file of any size goes to disk as it comes in; only the form's own fields are held in memory.
FILE_UPLOAD_HANDLERS = ["makewhole.web.uploads.StraightToDisk"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
