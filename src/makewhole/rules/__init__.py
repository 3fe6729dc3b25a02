"""The rules: one `.sql` file per reason to be paid, each a page of the handbook.

In: the shared facts of `reconcile`. Out: which rows open a claim, which close it, under which key.
"""

from makewhole.rules.loading import load_rules

__all__ = ["load_rules"]
