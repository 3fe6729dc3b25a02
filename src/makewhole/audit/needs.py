"""Which reports each rule needs, as its own header says."""

from makewhole.rules import load_rules


def needs_of_rules() -> dict[str, list[tuple[str, ...]]]:
    """Claim type to its needs; each need is a choice of report ids, any one of which will do."""
    return {
        rule.name: [tuple(word.split("|")) for word in rule.words("Needs")] for rule in load_rules()
    }
