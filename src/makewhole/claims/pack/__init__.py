"""The proof pack: one ZIP with everything about a case, which a stranger can check without us.

In: the facts of a case and its papers. Out: letter, PDF with numbered exhibits, rows as Amazon
wrote them, arithmetic, policy values with their sources, papers unaltered, a manifest of hashes and
a script that recomputes the amount.
"""
