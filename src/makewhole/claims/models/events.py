"""The append-only record of every change."""

from django.db import models


class Event(models.Model):
    """One change of one row: who, when, what, before and after. Never edited, never deleted.

    Triggers in the database refuse both. `table` and `row` name the row changed; `account` is kept
    as a plain number so that the record outlives what it tells of. `audit` is set where an audit
    made the change, `case` where the row belongs to a case.
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=60)
    table = models.CharField(max_length=40)
    row = models.BigIntegerField()
    account = models.BigIntegerField(null=True)
    audit = models.BigIntegerField(null=True)
    case = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "events"
        indexes = (
            models.Index(fields=["table", "row"], name="events_row"),
            models.Index(
                fields=["case"], name="events_case", condition=models.Q(case__isnull=False)
            ),
            models.Index(
                fields=["audit", "row"],
                name="events_audits",
                condition=models.Q(audit__isnull=False, table="findings"),
            ),
        )
