"""Indexes by which lists of findings and of changes never read the wide rows beside them."""

# ruff: noqa: E501
# fmt: off
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0005_lists"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="finding",
            name="findings_lists",
        ),
        migrations.RemoveIndex(
            model_name="event",
            name="events_audit",
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(condition=models.Q(("audit__isnull", False), ("table", "findings")), fields=["audit", "row"], name="events_audits"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["account", "retired_reason", "decision", "closes_on", "amount", "currency", "units", "claim_type", "event_date", "marketplace", "confidence", "units_affected", "units_compensated", "opens_on", "remind_by", "fnsku", "msku", "asin", "order_id", "shipment_id", "removal_order_id", "reimbursement_id", "settlement_id", "reference_id", "finding_id"], name="findings_narrow"),
        ),
    ]
