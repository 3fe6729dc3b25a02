"""Statements of this part of the reconciliation; each file is found by being there."""
