"""The rules: one `.sql` file per reason to be paid, each a page of the handbook.

In: the shared facts of `reconcile`. Out: which rows open a claim, which close it, under which key.
"""

from makewhole.engine import StatementFile, load_folder

__all__ = ["load_rules"]


def load_rules() -> list[StatementFile]:
    """Every rule, by claim type."""
    return load_folder("makewhole.rules")
