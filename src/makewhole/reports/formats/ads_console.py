"""Advertising downloads: what was spent and sold through Sponsored Products.

Report    ADS_SP_CONSOLE (Ads console download), ADS_SP_V3 (the interface's report)
Traps     headings end in blanks and carry currency signs; ids may be wrapped as spreadsheet
          formulas
Source    a report importer's public regression test, seen 2026-11-21
"""

from makewhole.reports.form import Json, Report

_WHY = "nothing in it bears on what Amazon owes. It was left alone."


class AdsConsole(Report):
    """One campaign, or one ad, and its figures."""

    report = "ADS_SP_CONSOLE"
    recognised_by = [
        {"Campaign name", "Clicks", "Total cost", "ROAS"},
        {"Campaign Name", "Ad Group Name", "Impressions", "Clicks", "Spend"},
    ]
    not_read = _WHY


class AdsInterface(Report):
    """One day of one ad."""

    report = "ADS_SP_V3"
    json = Json("[]")
    recognised_by = {"campaignId", "impressions", "clicks", "cost"}
    not_read = _WHY
