"""A person's own desk: views they saved, and how far they had read when they were last here."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A list as a person likes to see it: its page and the filters, order and groups as a query."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    query = models.TextField()

    class Meta:
        db_table = "saved_views"
        constraints = (
            models.UniqueConstraint(fields=["user", "page", "name"], name="one_view_per_name"),
        )


class Visit(models.Model):
    """When a person is here, and up to which event they had seen things when they came.

    Written without an event, as a heartbeat is: it tells of reading, not of a change.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visit"
    )
    begun_at = models.DateTimeField()
    last_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)
    seen_event = models.BigIntegerField(default=0)
    latest_event = models.BigIntegerField(default=0)

    class Meta:
        db_table = "visits"
