"""Audits and what they found."""

from django.db import models

from makewhole.claims.models.accounts import Account
from makewhole.claims.models.fields import AmountField


class Audit(models.Model):
    """One audit whose findings were taken in. `checked` lists the claim types it could judge.

    `not_checked` maps each other claim type to the sentence that says which report was missing;
    findings of such a type are kept as they were.
    """

    as_of = models.DateField()
    recorded_at = models.DateTimeField()
    who = models.CharField(max_length=150)
    accounts = models.ManyToManyField(Account, related_name="audits", db_table="audit_accounts")
    version = models.CharField(max_length=40)
    not_checked = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "audits"


class Retired(models.TextChoices):
    """Why a finding is no longer there to be claimed."""

    FOUND = "found", "the units were found or returned"
    PAID = "paid", "Amazon paid for it"
    EXPIRED = "expired", "its claim window closed"
    NO_LONGER_OWED = "no_longer_owed", "newer reports show that nothing is owed"


# What lists filter, count, sum, group, search and sort by; those that narrow most come first.
NARROW = [
    "account", "retired_reason", "decision", "closes_on", "amount", "currency", "units",
    "claim_type", "event_date", "marketplace", "confidence", "units_affected",
    "units_compensated", "opens_on", "remind_by", "fnsku", "msku", "asin", "order_id",
    "shipment_id", "removal_order_id", "reimbursement_id", "settlement_id", "reference_id",
    "finding_id",
]  # fmt: skip


class Finding(models.Model):
    """What a rule says is owed; one row per account and finding id, as the latest audit has it.

    The columns are those of the findings contract. `retired_reason` is empty while it stands.
    `unchecked_since` is the first of the latest audits that could not judge its claim type.
    `fingerprint` tells at a glance whether an audit brings anything new.
    """

    # without indexes of their own: each costs a tenth of the time that recording an audit takes
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="findings", db_index=False
    )
    finding_id = models.CharField(max_length=200)
    claim_type = models.CharField(max_length=60)
    decision = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    marketplace = models.CharField(max_length=10, null=True)
    fnsku = models.CharField(max_length=100, null=True)
    msku = models.CharField(max_length=400, null=True)
    asin = models.CharField(max_length=40, null=True)
    order_id = models.CharField(max_length=100, null=True)
    shipment_id = models.CharField(max_length=100, null=True)
    removal_order_id = models.CharField(max_length=100, null=True)
    reimbursement_id = models.CharField(max_length=100, null=True)
    settlement_id = models.CharField(max_length=100, null=True)
    reference_id = models.CharField(max_length=200, null=True)
    event_date = models.DateField()
    opens_on = models.DateField(null=True)
    remind_by = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    units_affected = models.BigIntegerField()
    units_compensated = models.BigIntegerField()
    units = models.BigIntegerField()
    unit_value = AmountField(null=True)
    amount = AmountField(null=True)
    currency = models.CharField(max_length=3, null=True)
    valuation = models.CharField(max_length=30)
    confidence = models.CharField(max_length=10)
    explanation = models.TextField()
    evidence = models.JSONField(default=list)
    policy = models.JSONField(default=list)
    first_seen = models.ForeignKey(
        Audit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unchecked_since = models.ForeignKey(
        Audit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    fingerprint = models.CharField(max_length=40)
    retired_on = models.DateField(null=True)
    retired_reason = models.CharField(max_length=20, choices=Retired.choices, default="")

    class Meta:
        db_table = "findings"
        constraints = (
            models.UniqueConstraint(fields=["account", "finding_id"], name="one_finding"),
            models.CheckConstraint(
                condition=models.Q(retired_reason="", retired_on__isnull=True)
                | (~models.Q(retired_reason="") & models.Q(retired_on__isnull=False)),
                name="retired_with_a_reason",
            ),
        )
        indexes = (
            # the order lists begin with: any page of it without sorting what comes before
            models.Index(fields=["account", "closes_on", "amount"], name="findings_due"),
            models.Index(fields=["account", "fnsku"], name="findings_fnsku"),
            models.Index(fields=["account", "order_id"], name="findings_order"),
            models.Index(fields=["account", "amount"], name="findings_amount"),
            models.Index(fields=["account", "event_date"], name="findings_day"),
            # every light column, so that lists never read the wide rows beside them
            models.Index(fields=NARROW, name="findings_narrow"),
        )

    def __str__(self) -> str:
        return self.finding_id


class Tally(models.Model):
    """How many findings are alike; one row per account and what lists are counted by.

    `month` is the first day of the month of the event. `units` and `units_compensated` are sums,
    as is `amount`, in which unknown amounts count nothing (null where none is known); `valued`
    says how many have one. Written anew with every audit that changes a finding, without events:
    it repeats what the findings say.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tallies")
    claim_type = models.CharField(max_length=60)
    marketplace = models.CharField(max_length=10, null=True)
    month = models.DateField()
    decision = models.CharField(max_length=20)
    retired_reason = models.CharField(max_length=20)
    currency = models.CharField(max_length=3, null=True)
    findings = models.BigIntegerField()
    units = models.BigIntegerField()
    units_compensated = models.BigIntegerField()
    amount = AmountField(null=True)
    valued = models.BigIntegerField()

    class Meta:
        db_table = "tallies"
