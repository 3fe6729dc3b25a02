"""One pass of reconciliation: every rule's openings and closings, family by family.

In: an engine with the books attached, the rules, the days. Out: the tables `lots`, `entries`,
`checked` and `lacking`, from which findings are assembled.
"""

from collections.abc import Sequence

from makewhole.engine import Engine, StatementFile
from makewhole.reconcile.accounts import AuditDay, stores
from makewhole.reconcile.family import Family, load_families
from makewhole.reconcile.lots import LOT, completed, leave_out, number_lots
from makewhole.reconcile.policy_tables import load_accounts, load_words
from makewhole.reconcile.reach import find_checks
from makewhole.reconcile.stages import run_stage
from makewhole.reconcile.views import make_facts, see_books

_DOOR = {"lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "from_day": "DATE",
         "to_day": "DATE", "seq": "BIGINT", "place": "VARCHAR"}  # fmt: skip
_OFFER = {"lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "seq": "BIGINT"}
_ENTRY = {"account": "VARCHAR", "family": "VARCHAR", "stage": "VARCHAR", "mode": "VARCHAR",
          "pool": "VARCHAR", "taker": "BIGINT", "giver": "BIGINT", "units": "BIGINT"}  # fmt: skip
_HINTS = {"store_hints"}


def reconcile(engine: Engine, rules: Sequence[StatementFile], days: list[AuditDay]) -> None:
    """Sets off every lot of every rule for the given accounts and days."""
    see_books(engine, days)
    make_facts(engine, _HINTS)
    load_words(engine, days[0].policy)
    load_accounts(engine, days, stores(engine, days))
    find_checks(engine, rules)
    make_facts(engine)
    engine.load("no_entries", _ENTRY, [])
    engine.view("entries", "select * from no_entries")
    pass_ = _Pass(engine, rules)
    for place, family in enumerate(load_families()):
        pass_.settle(family, place)


class _Pass:
    """What has been made so far: the tables of lots and entries, family by family."""

    def __init__(self, engine: Engine, rules: Sequence[StatementFile]) -> None:
        self.engine, self.rules = engine, rules
        self.lots: list[str] = []
        self.entries = ["no_entries"]

    def settle(self, family: Family, place: int) -> None:
        rules = [rule for rule in self.rules if family.name in rule.words("Family")]
        if not (rules or "closings" in family.statements):
            return
        self._make_lots(family, rules, place)
        if not family.stages:
            return
        self._collect("doors", family, rules)
        self._collect("offers", family, rules)
        self._run_stages(family)
        if "left_out" in family.statements:
            self._see_openings(family.name)
            self.lots[-1] = leave_out(self.engine, family.name, family.statements["left_out"])
            self._see_lots()

    def _make_lots(self, family: Family, rules: list[StatementFile], place: int) -> None:
        made = []
        for rule in rules:
            for part, side in (("openings", "ask"), ("closings", "give")):
                if part in rule.statements:
                    made.append((self._stated(rule, part), side))
        if "closings" in family.statements:
            self.engine.table(
                f"give_{family.name}", completed(self.engine, family.statements["closings"], LOT)
            )
            made.append((f"give_{family.name}", "give"))
        self.lots.append(number_lots(self.engine, family.name, place, made))
        self._see_lots()

    def _see_lots(self) -> None:
        union = " union all ".join(f"select * from {name}" for name in self.lots)
        self.engine.view("lots", union)
        self.engine.view("closings", "select * from lots where side = 'give'")

    def _see_openings(self, family: str, filter_: str = "") -> None:
        self.engine.view(
            "openings", f"select * from lots where side = 'ask' and family = '{family}'{filter_}"
        )

    def _stated(self, rule: StatementFile, part: str) -> str:
        """The rows of one statement of a rule, of the accounts in which the rule can be checked."""
        name = f"{part}_{rule.name}"
        rows = completed(self.engine, rule.statements[part], LOT, claim_type=rule.name)
        self.engine.table(
            name,
            f"select r.* from ({rows}) as r join checked as c "
            "on c.account = r.account and c.claim_type = r.claim_type",
        )
        return name

    def _collect(self, part: str, family: Family, rules: list[StatementFile]) -> None:
        """Doors or offers of a family and its rules; `openings` are those of whoever speaks."""
        form = _DOOR if part == "doors" else _OFFER
        made = []
        speakers: list[tuple[Family | StatementFile, str]] = [(family, "")]
        speakers += [(rule, f" and claim_type = '{rule.name}'") for rule in rules]
        for speaker, filter_ in speakers:
            if part in speaker.statements:
                self._see_openings(family.name, filter_)
                name = f"{part}_{family.name}_{speaker.name}"
                self.engine.table(name, completed(self.engine, speaker.statements[part], form))
                made.append(f"select * from {name} where key is not null")
        union = " union all ".join(made) or "select * from no_" + part
        self.engine.load(f"no_{part}", {"account": "VARCHAR", **form}, [])
        self.engine.table(f"{part}_{family.name}", union)

    def _run_stages(self, family: Family) -> None:
        doors, offers = f"doors_{family.name}", f"offers_{family.name}"
        live = {
            row[0]
            for row in self.engine.rows(
                f"select distinct d.stage from {doors} as d join "
                f"(select distinct stage from {offers}) as o on o.stage = d.stage"
            )
        }
        for number, stage in enumerate(family.stages):
            if stage.name not in live:
                continue
            self.engine.view("stage_doors", f"select * from {doors} where stage = '{stage.name}'")
            self.engine.view("stage_offers", f"select * from {offers} where stage = '{stage.name}'")
            name = f"entries_{family.name}_{number}"
            run_stage(self.engine, stage, name)
            self.entries.append(name)
            union = " union all ".join(f"select * from {entry}" for entry in self.entries)
            self.engine.view("entries", union)
