"""The web app as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, their templates and their files; it keeps no tables of its own."""

    name = "makewhole.web"
    label = "web"
