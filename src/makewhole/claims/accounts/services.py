"""Making accounts and people, and keeping an account's settings."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from makewhole.claims.models import Account, Membership, Role, SellerKind, Setting, User
from makewhole.claims.recording import add, change

OWNER = "owner"  # the person of a single machine
SYSTEM = "makewhole"  # who does what nobody asked for: matching payments, retiring findings


@transaction.atomic
def ensure_owner() -> User:
    """The one person of a single machine, made on first use; without a password."""
    owner = User.objects.filter(username=OWNER).first()
    if owner is None:
        owner = User(username=OWNER, is_staff=True, is_superuser=True, date_joined=timezone.now())
        owner.set_unusable_password()
        add(owner, SYSTEM, "user added")
    return owner


@transaction.atomic
def ensure_account(name: str, by: str = SYSTEM) -> Account:
    """The account of that name, made on first use, with the owner as its member."""
    account = Account.objects.filter(name=name).first()
    if account is None:
        account = Account(name=name, created_at=timezone.now())
        add(account, by, "account added")
        admit(ensure_owner(), account, Role.OWNER, by)
    return account


@transaction.atomic
def admit(user: User, account: Account, role: Role, by: str) -> Membership:
    """Let a person work with an account, or change what they may do there."""
    membership = Membership.objects.filter(user=user, account=account).first()
    if membership is None:
        membership = Membership(user=user, account=account, role=role)
        add(membership, by, "member admitted")
    else:
        change(membership, by, "role changed", role=role)
    return membership


@transaction.atomic
def state_seller_kind(account: Account, kind: SellerKind, by: str) -> None:
    """Note whether the seller buys, brands or makes its goods."""
    change(account, by, "seller kind stated", seller_kind=kind)


@transaction.atomic
def keep_setting(key: str, value: Any, by: str, account: Account | None = None) -> None:
    """Store a choice that differs from the policy's default; None goes back to the default."""
    setting = Setting.objects.filter(key=key, account=account).first()
    if setting is None:
        if value is not None:
            add(Setting(key=key, value=value, account=account), by, "setting chosen")
    else:
        change(setting, by, "setting chosen", value=value)
