"""Bookkeeping: what settlements and reimbursements mean in a double-entry journal.

In: the books. Out: entries that balance to the cent, as beancount, and as the CSV that QuickBooks
Online and Xero import. Needs no app database.
"""
