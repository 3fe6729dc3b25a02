"""An index by which lists of findings count, sum and sort without reading the wide rows."""

# ruff: noqa: E501
# fmt: off
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0004_documents"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["account", "retired_reason", "decision", "closes_on", "amount", "currency", "units"], name="findings_lists"),
        ),
    ]
