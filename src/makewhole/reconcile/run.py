"""One pass of reconciliation: every rule's openings and closings, family by family.

In: an engine with the books attached, the rules, the days. Out: the tables `lots`, `entries`,
`checked` and `lacking`, from which findings are assembled.
"""

from collections.abc import Sequence
from functools import partial

from makewhole.engine import Engine, Job, Schema, StatementFile, load_folder
from makewhole.reconcile.accounts import AuditDay, stores
from makewhole.reconcile.family import Family, before, load_families, needed_by
from makewhole.reconcile.lots import (
    LOT,
    LOTS,
    add_lots,
    complete,
    complete_all,
    leave_out,
    of_openings,
)
from makewhole.reconcile.policy_tables import load_accounts, load_words
from makewhole.reconcile.reach import find_checks
from makewhole.reconcile.stages import run_stage
from makewhole.reconcile.views import facts_for, jobs_of, see_books, words_of

_DOOR = {"lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "from_day": "DATE",
         "to_day": "DATE", "seq": "BIGINT", "place": "VARCHAR"}  # fmt: skip
_OFFER = {"lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "seq": "BIGINT"}
_MEETING: dict[str, Schema] = {"doors": _DOOR, "offers": _OFFER}
_ENTRY = {"account": "VARCHAR", "family": "VARCHAR", "stage": "VARCHAR", "mode": "VARCHAR",
          "pool": "VARCHAR", "taker": "BIGINT", "giver": "BIGINT", "units": "BIGINT"}  # fmt: skip
# What there is only family by family; openings that do not ask for it are made beforehand.
_MADE = {"lots", "entries"}
# What the machinery itself reads besides what rules and families name.
_OWN = {
    file.name: list(file.statements.values())
    for file in load_folder("makewhole.reconcile.findings")
}


def reconcile(engine: Engine, rules: Sequence[StatementFile], days: list[AuditDay]) -> None:
    """Sets off every lot of every rule for the given accounts and days."""
    hints = facts_for({"store_hints"})
    find_checks(engine, rules, [day.account for day in days])
    checked = {row[0] for row in engine.rows("select distinct claim_type from checked")}
    live = [rule for rule in rules if rule.name in checked]
    families = needed_by({name for r in live for name in r.words("Family")}, load_families())
    texts = [text for rule in live for text in rule.statements.values()]
    texts += [text for family in families for text in family.statements.values()]
    used = words_of([*texts, *_own_texts(live, days)])
    facts = facts_for(used)
    said = [text for fact in (*facts, *hints) for text in fact.statements.values()]
    see_books(engine, days, used | words_of(said))
    engine.as_ready(jobs_of(engine, hints))
    load_words(engine, days[0].policy)
    load_accounts(engine, days, stores(engine, days))
    engine.load("entries", _ENTRY, [])
    engine.load("lots", LOTS, [])
    engine.view("closings", "select * from lots where side = 'give'")
    pass_ = _Pass(engine, live)
    made = jobs_of(engine, [fact for fact in facts if fact not in hints])
    engine.as_ready([*made, *pass_.jobs(families)])
    pass_.end(families)


def _own_texts(rules: Sequence[StatementFile], days: Sequence[AuditDay]) -> list[str]:
    """The machinery's own statements; those of what orders brought only for who is valued by it."""
    kinds = days[0].policy.claim_types if days else {}
    valued = {kinds[rule.name].valuation for rule in rules if rule.name in kinds}
    left_out = set() if "valuation.post_order" in valued else {"order_prices"}
    return [text for name, texts in _OWN.items() if name not in left_out for text in texts]


def _openings(rule: StatementFile) -> str:
    return rule.statements["openings"]


def _with_lots(questions: list[str]) -> str:
    """The doors or offers asked for, with what their lots say of order and size."""
    union = " union all ".join(questions)
    return (
        "select u.*, l.side, l.units, l.event_date, l.rank, l.event_key, l.source, l.line "
        f"from ({union}) as u join lots as l on l.lot = u.lot where u.key is not null"
    )


def _settled(family: str) -> str:
    """The name of a family's job: facts may be called as families are."""
    return f"{family} settled"


class _Pass:
    """What has been made so far: the tables of lots and entries, family by family."""

    def __init__(self, engine: Engine, rules: Sequence[StatementFile]) -> None:
        self.engine = engine
        self._rules, self._asked = rules, dict[str, str | None]()

    def jobs(self, families: Sequence[Family]) -> list[Job]:
        """The openings that ask for nothing made here, and every family after those it is tied to.

        Each needs the facts it names; families that see all are left to the `end`.
        """
        alone = {r.name: words_of([_openings(r)]) for r in self._rules}
        alone = {name: words for name, words in alone.items() if not words & _MADE}
        jobs = [
            Job(f"openings_{rule.name}", partial(self._ask, rule), frozenset(alone[rule.name]))
            for rule in self._rules
            if rule.name in alone
        ]
        earlier = before(families)
        for place, family in enumerate(families):
            if family.sees_all:
                continue
            rules = self._rules_of(family)
            texts = [*family.statements.values()]
            texts += [text for rule in rules for text in rule.statements.values()]
            needs = words_of(texts) | {f"openings_{rule.name}" for rule in rules}
            needs |= {_settled(name) for name in earlier[family.name]}
            settle = partial(self._settle, family, place)
            length = 1 + len(family.stages)
            name = _settled(family.name)
            jobs.append(Job(name, settle, frozenset(needs), private=True, length=length))
        return jobs

    def end(self, families: Sequence[Family]) -> None:
        """What families leave out of their own lots, and then those that see all."""
        for family in families:
            if "left_out" in family.statements:
                leave_out(self.engine, family.name, family.statements["left_out"])
        for place, family in enumerate(families):
            if family.sees_all:
                self._settle(family, place)

    def _rules_of(self, family: Family) -> list[StatementFile]:
        return [rule for rule in self._rules if family.name in rule.words("Family")]

    def _settle(self, family: Family, place: int) -> None:
        """Makes the lots of a family and runs its stages.

        A family in whose rules nobody asks is left out; one without rules serves those after it.
        """
        rules = self._rules_of(family)
        for rule in rules:
            if rule.name not in self._asked:
                self._ask(rule)
        asked = [rule for rule in rules if self._asked[rule.name]]
        if not asked and (rules or "closings" not in family.statements):
            return
        self._make_lots(family, asked, place)
        if family.stages and self._meet(family, asked):
            self._run_stages(family)

    def _ask(self, rule: StatementFile) -> None:
        """Makes the openings of a rule, and notes the question for them, if there are any."""
        name, asked = f"openings_{rule.name}", _openings(rule)
        self._asked[rule.name] = complete(self.engine, name, asked, LOT, claim_type=rule.name)

    def _make_lots(self, family: Family, rules: list[StatementFile], place: int) -> None:
        asked = [self._asked[rule.name] for rule in rules]
        made = [(question, "ask") for question in asked if question is not None]
        speakers: list[Family | StatementFile] = [family, *rules]
        said = {
            f"closings_{family.name}_{speaker.name}": (speaker.statements["closings"], LOT)
            for speaker in speakers
            if "closings" in speaker.statements
        }
        made += [(question, "give") for question in complete_all(self.engine, said).values()]
        if made:
            add_lots(self.engine, family.name, place, made)

    def _meet(self, family: Family, rules: list[StatementFile]) -> bool:
        """Doors and offers of a family and its rules; whether there are both.

        `openings` are those of whoever speaks.
        """
        speakers: list[tuple[Family | StatementFile, str]] = [(family, "")]
        speakers += [(rule, f" and claim_type = '{rule.name}'") for rule in rules]
        said = {
            part: {
                f"{part}_{family.name}_{speaker.name}": (
                    of_openings(speaker.statements[part], f"family = '{family.name}'{condition}"),
                    form,
                )
                for speaker, condition in speakers
                if part in speaker.statements
            }
            for part, form in _MEETING.items()
        }
        filled = complete_all(self.engine, {n: e for own in said.values() for n, e in own.items()})
        made = {p: [filled[n] for n in own if n in filled] for p, own in said.items()}
        if not all(made.values()):
            return False
        self.engine.tables({f"{p}_{family.name}": _with_lots(asked) for p, asked in made.items()})
        return True

    def _run_stages(self, family: Family) -> None:
        doors, offers = f"doors_{family.name}", f"offers_{family.name}"
        live = dict(
            self.engine.rows(
                f"select d.stage, max(case when d.to_day is null then 0 else 1 end) from {doors} "
                f"as d where exists (select 1 from {offers} as o where o.stage = d.stage "
                "and o.account = d.account and o.key = d.key) group by d.stage"
            )
        )
        for stage in family.stages:
            if stage.name not in live:
                continue
            for name, rows in (("stage_doors", doors), ("stage_offers", offers)):
                asked = f"select * from {rows} where stage = '{stage.name}'"
                self.engine.view(name, asked, private=True)
            run_stage(self.engine, stage, "entries", shuts=bool(live[stage.name]))
