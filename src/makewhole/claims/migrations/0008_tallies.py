"""Findings counted by what is alike, and an index in the order that lists begin with."""

# ruff: noqa: E501
# fmt: off
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import CharField, Count, Sum
from django.db.models.functions import Cast, Substr

import makewhole.claims.models.fields

_ALIKE = ("account_id", "claim_type", "marketplace", "decision", "retired_reason", "currency")


def _count(apps: Any, schema_editor: Any) -> None:
    """The tallies of what is there; every later audit writes its own."""
    finding, tally = apps.get_model("claims", "Finding"), apps.get_model("claims", "Tally")
    month = Substr(Cast("event_date", CharField()), 1, 7)
    counted = finding.objects.order_by().values(*_ALIKE, month=month).annotate(
        n=Count("pk"), total_units=Sum("units"), good=Sum("units_compensated"), total=Sum("amount"), valued=Count("amount"),
    )
    tally.objects.bulk_create(
        tally(
            **{name: each[name] for name in _ALIKE}, month=f"{each['month']}-01", findings=each["n"],
            units=each["total_units"], units_compensated=each["good"], amount=each["total"], valued=each["valued"],
        )
        for each in counted
    )


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0007_narrow"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="finding",
            name="findings_work",
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["account", "closes_on", "amount"], name="findings_due"),
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("claim_type", models.CharField(max_length=60)),
                ("marketplace", models.CharField(max_length=10, null=True)),
                ("month", models.DateField()),
                ("decision", models.CharField(max_length=20)),
                ("retired_reason", models.CharField(max_length=20)),
                ("currency", models.CharField(max_length=3, null=True)),
                ("findings", models.BigIntegerField()),
                ("units", models.BigIntegerField()),
                ("units_compensated", models.BigIntegerField()),
                ("amount", makewhole.claims.models.fields.AmountField(null=True)),
                ("valued", models.BigIntegerField()),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tallies", to="claims.account")),
            ],
            options={
                "db_table": "tallies",
            },
        ),
        migrations.RunPython(_count, migrations.RunPython.noop),
    ]
