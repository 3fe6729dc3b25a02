"""Auditing the auditor: a recovery service's statement against the account's own books.

In: the statement (CSV or XLSX) and the books. Out: for each billed line what the reimbursements
report says of it, and the windows that closed with money still owed. Needs no app database.
"""
