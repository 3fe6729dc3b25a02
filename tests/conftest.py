"""One Django for all tests, set up once with the web app's settings, which hold all others."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makewhole.web.django_settings")
