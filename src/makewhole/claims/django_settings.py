"""Django's settings for the app database, made from the settings of makewhole.

The web application's settings begin with these and add pages, middleware and templates.
"""

from makewhole.claims.database import database_settings, secret_key
from makewhole.settings import load_settings

_settings = load_settings()

SECRET_KEY = secret_key(_settings.home)
DATABASES = {"default": database_settings(_settings.home, _settings.database_url)}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "makewhole.claims",
]
AUTH_USER_MODEL = "claims.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"  # our own instants; a report's day is never shifted
LOGGING_CONFIG = None
