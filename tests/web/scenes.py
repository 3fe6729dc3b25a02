"""Two accounts in one home: the owner's, and another the owner may not see."""

from dataclasses import dataclass
from typing import Any

from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY

from makewhole.claims.cases.drafting import draft
from makewhole.claims.findings.services import record_audit
from makewhole.claims.models import Account, Case, Finding, Membership


@dataclass(frozen=True)
class Others:
    """What the owner must never see: another account's finding, case and words."""

    account: Account
    finding: Finding
    case: Case


def record(*findings: dict[str, Any], account: str = "demo") -> None:
    """Record an audit of DAY with these findings."""
    record_audit(findings, as_of=DAY, accounts=[account])


def somebody_elses() -> Others:
    """An account with a finding in a case, whose membership the owner has lost."""
    stranger = finding(7, account="stranger", fnsku="XSECRET99", msku="SECRET-SKU")
    record(stranger, account="stranger")
    case = draft(owned_scope(), on=DAY, finding_ids=[stranger["finding_id"]]).cases[0]
    account = Account.objects.get(name="stranger")
    Membership.objects.filter(account=account).delete()
    return Others(account, Finding.objects.get(finding_id=stranger["finding_id"]), case)
