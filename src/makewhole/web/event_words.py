"""What happened, in the app's words: events keep short fixed texts, pages say them by language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from makewhole.claims.models import State
from makewhole.web import words

EVENTS: dict[str, Promise] = {
    "account added": _("Account added"),
    "answered": _("Answer to Amazon noted"),
    "appealed": _("Appeal noted"),
    "assigned": _("Case given to a person"),
    "audit counted": _("Audit counted"),
    "audit recorded": _("Audit recorded"),
    "case drafted": _("Case made"),
    "case id corrected": _("Case id corrected"),
    "case taken over from the reimbursements report": _(
        "Case known from the reimbursements report"
    ),
    "claimed figures counted": _("Claimed figures counted again"),
    "closing day moved": _("Closing day moved"),
    "cost proven": _("Cost proven by a paper"),
    "document added": _("Document added"),
    "document read": _("Document read"),
    "document stated": _("Document described"),
    "document withdrawn": _("Document withdrawn"),
    "escalated": _("Escalation noted"),
    "evidence confirmed": _("Paper vouched for"),
    "filed": _("Filed at Amazon"),
    "finding accepted": _("Finding judged to stand"),
    "finding changed": _("Finding changed"),
    "finding dismissed": _("Finding set aside by a person"),
    "finding new": _("New finding"),
    "finding not checked": _("Finding could not be checked"),
    "finding owed again": _("Finding owed again"),
    "finding put into case": _("Finding put into a case"),
    "finding released": _("Finding free again"),
    "finding retired": _("Finding no longer open"),
    "finding taken back": _("Finding taken back into its case"),
    "found to need documents": _("Found to need documents"),
    "information requested": _("Amazon asked a question"),
    "job asked for": _("Work asked for"),
    "job asked to stop": _("Work asked to stop"),
    "job cancelled": _("Work cancelled"),
    "job done": _("Work done"),
    "job failed": _("Work failed"),
    "job started": _("Work begun"),
    "job to be tried again": _("Work to be tried again"),
    "line amended": _("What is asked for was amended"),
    "line follows its finding": _("What is asked for follows its finding"),
    "made ready": _("Made ready to file"),
    "made ready: filed already": _("Made ready, having been filed already"),
    "match undone": _("Payment taken off a case"),
    "member admitted": _("Member admitted"),
    "nudged": _("Follow-up noted"),
    "paper confirmed": _("Paper confirmed"),
    "paper proposed": _("Paper proposed"),
    "paper refused": _("Paper refused"),
    "payment in the reports again": _("Payment in the reports again"),
    "payment matched": _("Payment matched to a case"),
    "payment no longer in the reports": _("Payment no longer in the reports"),
    "payment seen in a settlement": _("Payment seen in a settlement"),
    "payment taken in": _("Payment taken in"),
    "payments counted": _("Payments counted"),
    "rate stated": _("Exchange rate stated"),
    "rate corrected": _("Exchange rate corrected"),
    "role changed": _("Role changed"),
    "seller kind stated": _("Kind of seller stated"),
    "setting chosen": _("Setting chosen"),
    "statement withdrawn": _("Statement withdrawn"),
    "tag made": _("Tag made"),
    "tagged": _("Tag added"),
    "untagged": _("Tag taken off"),
    "user added": _("Person added"),
    "view saved": _("View saved"),
}
_KEPT = " kept"
_MAKES_IT = "payments make it "
_STATES = {state.label: state.value for state in State}


def happened(what: str) -> str:
    """What an event says, in the page's language; a text nobody foresaw is shown as it stands."""
    if what in EVENTS:
        return str(EVENTS[what])
    if what.startswith(_MAKES_IT):
        return translated("Payments: %(state)s") % {"state": _state(what.removeprefix(_MAKES_IT))}
    if what.endswith(_KEPT):
        return translated("Noted: %(kind)s") % {
            "kind": words.message_kind(what.removesuffix(_KEPT))
        }
    before, colon, reason = what.partition(": ")
    if not colon:
        return what
    told = str(EVENTS[before]) if before in EVENTS else _state(before)
    because = words.said(words.RETIRED, reason) if before == "finding retired" else reason
    return f"{told}: {because.replace('_', ' ')}"


def _state(label: str) -> str:
    return words.said(words.STATES, _STATES.get(label, label))
