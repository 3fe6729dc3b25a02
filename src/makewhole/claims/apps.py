"""The Django application that holds the app database of a home."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Accounts, findings, cases, payments, events and jobs: everything people work on."""

    name = "makewhole.claims"
    label = "claims"
    verbose_name = "Claims"
    default_auto_field = "django.db.models.BigAutoField"
