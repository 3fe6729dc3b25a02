"""Answers of the Finances interfaces: the money of an account, as events or transactions.

Report    FINANCES_V0 (financial events and their groups), FINANCES_2024_06_19 (transactions)
Traps     v0 events have no id; in 2024-06-19 a parent stands for its children, never add both
Source    https://developer-docs.amazon.com/sp-api/docs/finances-api-v0-reference, seen 2026-11-21
"""

from makewhole.reports.form import Json, Report

_WHY = "this version takes the same money from settlement reports. Give those instead."


class FinancesV0(Report):
    """One answer of the first Finances interface."""

    report = "FINANCES_V0"
    json = Json("payload", ".", "[].payload")
    recognised_by = [{"FinancialEventGroupList"}, {"FinancialEvents"}]
    not_read = _WHY


class Finances2024(Report):
    """One answer of the Finances interface of 2024-06-19."""

    report = "FINANCES_2024_06_19"
    json = Json("payload.transactions[]", "transactions[]", "[].payload.transactions[]")
    recognised_by = {"transactionType", "postedDate", "totalAmount"}
    not_read = _WHY
