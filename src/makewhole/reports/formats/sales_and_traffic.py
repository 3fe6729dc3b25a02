"""Sales and traffic by day and by ASIN: the figures of the business report.

Report    GET_SALES_AND_TRAFFIC_REPORT
Grain     one day, and one ASIN
Source    https://github.com/amzn/selling-partner-api-models (sellerSalesAndTrafficReport.json),
          seen
          2026-11-21
"""

from makewhole.reports.form import Json, Report


class SalesAndTraffic(Report):
    """One report document."""

    report = "GET_SALES_AND_TRAFFIC_REPORT"
    json = Json(".")
    recognised_by = {"reportSpecification.reportType", "salesAndTrafficByAsin"}
    not_read = "it counts sales and visits, and nothing Amazon owes. It was left alone."
