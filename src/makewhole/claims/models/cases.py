"""Cases: our request for findings of one claim type, and its thread at Amazon."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from makewhole.claims.models.accounts import Account
from makewhole.claims.models.fields import AmountField
from makewhole.claims.models.findings import Finding


class State(models.TextChoices):
    """Where a case stands."""

    DRAFTED = "drafted", "drafted"
    NEEDS_DOCUMENTS = "needs_documents", "needs documents"
    READY = "ready", "ready to file"
    FILED = "filed", "filed"
    INFORMATION_REQUESTED = "information_requested", "information requested"
    GRANTED = "granted", "granted"
    PART_GRANTED = "part_granted", "granted in part"
    DENIED = "denied", "denied"
    APPEALED = "appealed", "appealed"
    PAID = "paid", "paid"
    PART_PAID = "part_paid", "paid in part"
    REVERSED = "reversed", "reversed"
    CLOSED = "closed", "closed"
    EXPIRED = "expired", "expired"


BEFORE_FILING = (State.DRAFTED, State.NEEDS_DOCUMENTS, State.READY)
ENDED = (State.CLOSED, State.EXPIRED)
WITH_AMAZON = (State.FILED, State.INFORMATION_REQUESTED, State.APPEALED)
AWAITING_MONEY = (*WITH_AMAZON, State.GRANTED, State.PART_GRANTED, State.PART_PAID)


class Move(models.Model):
    """One allowed move between states; `before` is empty for the state a case may begin in.

    The triggers of the database read this table, so a move that is not here cannot be stored.
    """

    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)

    class Meta:
        db_table = "case_moves"
        constraints = (models.UniqueConstraint(fields=["before", "after"], name="one_move"),)


class Tag(models.Model):
    """A word people sort cases by, within an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)

    class Meta:
        db_table = "tags"
        constraints = (models.UniqueConstraint(fields=["account", "name"], name="one_tag"),)

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One request for findings of one claim type of one account, and what became of it.

    `bundle` is what its findings share (`fnsku=X001`). `version` grows by one with every change;
    the database refuses a change that does not raise it. Amounts are in `currency`; `paid_amount`
    is the net cash of matched reimbursements in that currency, `paid_units` cash and kind.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cases")
    claim_type = models.CharField(max_length=60)
    bundle = models.CharField(max_length=400)
    marketplace = models.CharField(max_length=10, null=True)
    currency = models.CharField(max_length=3, null=True)
    state = models.CharField(max_length=30, choices=State.choices)
    origin = models.CharField(max_length=20, default="drafted")
    version = models.IntegerField(default=1)
    amazon_case_id = models.CharField(max_length=60, null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    tags = models.ManyToManyField(Tag, related_name="cases", db_table="case_tags")
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    drafted_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    last_message_on = models.DateField(null=True)
    nudged_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    appeals = models.IntegerField(default=0)
    denial_reason = models.CharField(max_length=60, default="")
    ended_reason = models.CharField(max_length=60, default="")
    next_action = models.CharField(max_length=40, default="")
    next_action_due = models.DateField(null=True)
    claimed_units = models.BigIntegerField(default=0)
    claimed_amount = AmountField(null=True)
    granted_units = models.BigIntegerField(null=True)
    granted_amount = AmountField(null=True)
    paid_units = models.BigIntegerField(default=0)
    paid_amount = AmountField(default=Decimal("0.00"))

    class Meta:
        db_table = "cases"
        constraints = (
            models.UniqueConstraint(
                fields=["account", "amazon_case_id"],
                condition=Q(amazon_case_id__isnull=False),
                name="one_case_per_case_id",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*BEFORE_FILING, *ENDED])
                | Q(filed_on__isnull=False, amazon_case_id__isnull=False),
                name="filed_with_day_and_case_id",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DENIED) | ~Q(denial_reason=""),
                name="denied_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.GRANTED, State.PART_GRANTED])
                | Q(granted_units__isnull=False)
                | Q(granted_amount__isnull=False),
                name="granted_with_a_figure",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | (Q(ended_on__isnull=False) & ~Q(ended_reason="")),
                name="ended_with_day_and_reason",
            ),
        )
        indexes = (
            models.Index(fields=["account", "state", "next_action_due"], name="cases_work"),
            models.Index(fields=["account", "drafted_on"], name="cases_drafted"),
        )

    @property
    def label(self) -> str:
        """The case's own number as people quote it."""
        return f"C-{self.pk}"

    def __str__(self) -> str:
        return self.label


class CaseLine(models.Model):
    """One finding within one case. At most one open line per finding: the database sees to it.

    `units` and `amount` are what the case asks for; `documented_unit_value` is what the papers
    attached prove, where that has been established.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="lines")
    units = models.BigIntegerField()
    amount = AmountField(null=True)
    documented_unit_value = AmountField(null=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "case_lines"
        constraints = (
            models.UniqueConstraint(
                fields=["finding"], condition=Q(is_open=True), name="one_open_case_per_finding"
            ),
            models.UniqueConstraint(fields=["case", "finding"], name="one_line_per_finding"),
            models.CheckConstraint(condition=Q(units__gte=0), name="line_units_not_negative"),
        )


class Message(models.Model):
    """One step of the talk with Amazon, or a note of our own, as text. Never edited."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=30)
    day = models.DateField()
    who = models.CharField(max_length=150)
    text = models.TextField()

    class Meta:
        db_table = "messages"


class Statement(models.Model):
    """What a person vouches for: that a finding under review stands, that one is dismissed,
    or a fact only the seller knows. Withdrawn by a day, never deleted.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="statements")
    finding = models.ForeignKey(
        Finding, null=True, on_delete=models.PROTECT, related_name="statements"
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=60)
    text = models.TextField()
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "statements"
        indexes = (models.Index(fields=["finding", "kind"], name="statements_finding"),)
