"""The product's conscience: what a set of reports proves, worked out row by row in plain Python.

In: `Reports` and the day of the audit. Out: findings as plain values. It shares no code with the
rules and has none of their machinery: every set-off is a loop over units, oldest first, as the
rule's sentence says it. When the two disagree, the sentence is read again.
"""
