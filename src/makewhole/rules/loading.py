"""Finding the rules: every `.sql` file of this room is one."""

from makewhole.engine import StatementFile, load_folder


def load_rules() -> list[StatementFile]:
    """Every rule, by claim type."""
    return load_folder("makewhole.rules")
