"""Who works with which selling account."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person. On a single machine there is one, `owner`; teams add theirs."""

    class Meta:
        db_table = "users"


class SellerKind(models.TextChoices):
    """What a seller is to its goods; decides which papers prove ownership and cost."""

    UNKNOWN = "unknown", "not stated"
    RESELLER = "reseller", "buys from suppliers"
    BRAND = "brand", "owns the brand, has it made"
    MAKER = "maker", "makes the goods itself"


class Account(models.Model):
    """One selling account, under the name the books know it by."""

    name = models.CharField(max_length=200, unique=True)
    seller_kind = models.CharField(
        max_length=20, choices=SellerKind.choices, default=SellerKind.UNKNOWN
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "accounts"

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person may do in an account."""

    OWNER = "owner", "everything"
    WORKER = "worker", "works cases"
    READER = "reader", "looks"


class Membership(models.Model):
    """A person's place in an account: the one source of what a person may see."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.WORKER)

    class Meta:
        db_table = "memberships"
        constraints = (
            models.UniqueConstraint(fields=["user", "account"], name="one_membership_per_person"),
        )


class Setting(models.Model):
    """A choice of the seller's that differs from the policy's default; for one account, or all."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    value = models.JSONField(null=True)  # null: the default again

    class Meta:
        db_table = "settings"
        constraints = (
            models.UniqueConstraint(fields=["account", "key"], name="one_setting_per_account"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(account__isnull=True), name="one_general_setting"
            ),
        )
