"""One pass of reconciliation: every rule's openings and closings, family by family.

In: an engine with the books attached, the rules, the days. Out: the tables `lots`, `entries`,
`checked` and `lacking`, from which findings are assembled.
"""

from collections.abc import Collection, Sequence

from makewhole.engine import Engine, Schema, StatementFile, load_folder
from makewhole.reconcile.accounts import AuditDay, stores
from makewhole.reconcile.family import Family, load_families
from makewhole.reconcile.lots import LOT, add_lots, complete, leave_out
from makewhole.reconcile.policy_tables import load_accounts, load_words
from makewhole.reconcile.reach import find_checks
from makewhole.reconcile.stages import run_stage
from makewhole.reconcile.views import facts_for, make_facts, see_books, words_of

_DOOR = {"lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "from_day": "DATE",
         "to_day": "DATE", "seq": "BIGINT", "place": "VARCHAR"}  # fmt: skip
_OFFER = {"lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "seq": "BIGINT"}
_ENTRY = {"account": "VARCHAR", "family": "VARCHAR", "stage": "VARCHAR", "mode": "VARCHAR",
          "pool": "VARCHAR", "taker": "BIGINT", "giver": "BIGINT", "units": "BIGINT"}  # fmt: skip
# What the machinery itself reads besides what rules and families name.
_OWN = [
    text
    for file in load_folder("makewhole.reconcile.findings")
    for text in file.statements.values()
]


def reconcile(engine: Engine, rules: Sequence[StatementFile], days: list[AuditDay]) -> None:
    """Sets off every lot of every rule for the given accounts and days."""
    hints = facts_for({"store_hints"})
    find_checks(engine, rules, [day.account for day in days])
    checked = {row[0] for row in engine.rows("select distinct claim_type from checked")}
    live = [rule for rule in rules if rule.name in checked]
    families = load_families()
    texts = [text for rule in live for text in rule.statements.values()]
    texts += [text for family in families for text in family.statements.values()]
    used = words_of([*texts, *_OWN])
    facts = facts_for(used)
    said = [text for fact in (*facts, *hints) for text in fact.statements.values()]
    see_books(engine, days, used | words_of(said))
    make_facts(engine, hints)
    load_words(engine, days[0].policy)
    load_accounts(engine, days, stores(engine, days))
    make_facts(engine, [fact for fact in facts if fact not in hints])
    engine.load("entries", _ENTRY, [])
    engine.drop("lots")
    pass_ = _Pass(engine, rules, checked)
    for place, family in enumerate(families):
        pass_.settle(family, place)


class _Pass:
    """What has been made so far: the tables of lots and entries, family by family."""

    def __init__(
        self, engine: Engine, rules: Sequence[StatementFile], live: Collection[str]
    ) -> None:
        self.engine, self.rules, self.live = engine, rules, live

    def settle(self, family: Family, place: int) -> None:
        """Makes the lots of a family and runs its stages.

        A family in whose rules nobody asks is left out; one without rules serves those after it.
        """
        rules = [rule for rule in self.rules if family.name in rule.words("Family")]
        asked = [rule for rule in rules if rule.name in self.live and self._ask(rule)]
        if not asked and (rules or "closings" not in family.statements):
            return
        self._make_lots(family, asked, place)
        if not family.stages:
            return
        self._collect("doors", _DOOR, family, asked)
        self._collect("offers", _OFFER, family, asked)
        self._run_stages(family)
        if "left_out" in family.statements:
            self._see_openings(family.name)
            leave_out(self.engine, family.name, family.statements["left_out"])

    def _ask(self, rule: StatementFile) -> bool:
        """Makes the openings of a rule; whether there are any."""
        name = f"openings_{rule.name}"
        complete(self.engine, name, rule.statements["openings"], LOT, claim_type=rule.name)
        return bool(self.engine.rows(f"select 1 from {name} limit 1"))

    def _make_lots(self, family: Family, rules: list[StatementFile], place: int) -> None:
        made = [(f"openings_{rule.name}", "ask") for rule in rules]
        speakers: list[Family | StatementFile] = [family, *rules]
        for speaker in speakers:
            if "closings" in speaker.statements:
                name = f"closings_{family.name}_{speaker.name}"
                complete(self.engine, name, speaker.statements["closings"], LOT)
                made.append((name, "give"))
        add_lots(self.engine, family.name, place, made)
        self.engine.view("closings", "select * from lots where side = 'give'")

    def _see_openings(self, family: str, condition: str = "") -> None:
        self.engine.view(
            "openings", f"select * from lots where side = 'ask' and family = '{family}'{condition}"
        )

    def _collect(self, part: str, form: Schema, family: Family, rules: list[StatementFile]) -> None:
        """Doors or offers of a family and its rules; `openings` are those of whoever speaks."""
        self.engine.load(f"no_{part}", {"account": "VARCHAR", **form}, [])
        made = [f"no_{part}"]
        speakers: list[tuple[Family | StatementFile, str]] = [(family, "")]
        speakers += [(rule, f" and claim_type = '{rule.name}'") for rule in rules]
        for speaker, condition in speakers:
            if part in speaker.statements:
                self._see_openings(family.name, condition)
                made.append(f"{part}_{family.name}_{speaker.name}")
                complete(self.engine, made[-1], speaker.statements[part], form)
        union = " union all ".join(f"select * from {name}" for name in made)
        self.engine.table(
            f"{part}_{family.name}",
            "select u.*, l.side, l.units, l.event_date, l.rank, l.event_key, l.source, l.line "
            f"from ({union}) as u join lots as l on l.lot = u.lot where u.key is not null",
        )

    def _run_stages(self, family: Family) -> None:
        doors, offers = f"doors_{family.name}", f"offers_{family.name}"
        live = {
            row[0]
            for row in self.engine.rows(
                f"select distinct d.stage from {doors} as d where exists (select 1 from {offers} "
                "as o where o.stage = d.stage and o.account = d.account and o.key = d.key)"
            )
        }
        for stage in family.stages:
            if stage.name not in live:
                continue
            self.engine.view("stage_doors", f"select * from {doors} where stage = '{stage.name}'")
            self.engine.view("stage_offers", f"select * from {offers} where stage = '{stage.name}'")
            run_stage(self.engine, stage, "new_entries")
            self.engine.append("entries", "select * from new_entries")
