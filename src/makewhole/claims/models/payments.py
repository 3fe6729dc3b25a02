"""Reimbursements taken in for cases, how they are matched, and rates between currencies."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from makewhole.claims.models.accounts import Account
from makewhole.claims.models.cases import Case
from makewhole.claims.models.fields import AmountField


class PaymentKind(models.TextChoices):
    """What a reimbursement row does."""

    PAYMENT = "payment", "units paid in cash or in kind"
    TOP_UP = "top_up", "money added to an earlier reimbursement"
    REVERSAL = "reversal", "an earlier reimbursement taken back"


class Payment(models.Model):
    """One row of the reimbursements report that concerns a case.

    `key` is the row's own content with a number where equal rows occur, so that the same download
    read again gives the same rows. Amounts are as printed (a reversal's are negative).
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="payments")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=PaymentKind.choices)
    approval_date = models.DateField()
    reimbursement_id = models.CharField(max_length=100)
    case_id = models.CharField(max_length=60, null=True)
    order_id = models.CharField(max_length=100, null=True)
    reason = models.CharField(max_length=100, null=True)
    msku = models.CharField(max_length=400, null=True)
    fnsku = models.CharField(max_length=100, null=True)
    asin = models.CharField(max_length=40, null=True)
    currency = models.CharField(max_length=3, null=True)
    amount_per_unit = AmountField(null=True)
    amount_total = AmountField(null=True)
    cash_units = models.BigIntegerField(default=0)
    inventory_units = models.BigIntegerField(default=0)
    original_reimbursement_id = models.CharField(max_length=100, null=True)
    file = models.TextField(default="")
    line = models.BigIntegerField(null=True)
    settlement_id = models.CharField(max_length=100, null=True)
    settlement_line = models.CharField(max_length=500, null=True)
    deposit_date = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        db_table = "payments"
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="one_payment"),)
        indexes = (
            models.Index(fields=["account", "case_id"], name="payments_case_id"),
            models.Index(fields=["account", "reimbursement_id"], name="payments_reimbursement"),
        )


class PaymentMatch(models.Model):
    """The share of one payment that belongs to one case; negative for a reversal.

    `cash_units` and `inventory_units` are units of that share, `amount` its cash in the payment's
    currency. `how` says what joined the two.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="matches")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="matches")
    cash_units = models.BigIntegerField(default=0)
    inventory_units = models.BigIntegerField(default=0)
    amount = AmountField(default=Decimal("0.00"))
    currency = models.CharField(max_length=3, null=True)
    how = models.CharField(max_length=20)
    who = models.CharField(max_length=150)
    is_void = models.BooleanField(default=False)

    class Meta:
        db_table = "payment_matches"
        constraints = (
            models.UniqueConstraint(
                fields=["payment", "case"], condition=Q(is_void=False), name="one_match"
            ),
        )


class Rate(models.Model):
    """What one unit of a currency is worth in another on a day, and who says so."""

    day = models.DateField()
    source_currency = models.CharField(max_length=3)
    target_currency = models.CharField(max_length=3)
    rate = models.CharField(max_length=40)  # decimal text: rates have more places than money
    stated_by = models.CharField(max_length=200)

    class Meta:
        db_table = "rates"
        constraints = (
            models.UniqueConstraint(
                fields=["day", "source_currency", "target_currency"], name="one_rate"
            ),
        )
