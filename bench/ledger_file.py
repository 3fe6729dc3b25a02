"""A large invented inventory ledger, written as Amazon's quoted CSV; figures are plain "
"arithmetic."""

from pathlib import Path

import duckdb

_ROWS = """
copy (
  select
    strftime(date '2025-01-01' + (i * 7919 % 540)::int, '%m/%d/%Y') as "Date",
    'X00' || lpad((i * 31 % {skus})::varchar, 7, '0') as "FNSKU",
    'B0' || lpad((i * 31 % {skus})::varchar, 8, '0') as "ASIN",
    'SKU-' || (i * 31 % {skus}) as "MSKU",
    'Invented product number ' || (i * 31 % {skus}) || ', blue, pack of ' || (i % 5) as "Title",
    case when i % 40 = 0 then 'Adjustments' when i % 40 < 3 then 'CustomerReturns'
         when i % 40 < 5 then 'Receipts' when i % 40 < 12 then 'WhseTransfers'
         else 'Shipments' end as "Event Type",
    case when i % 40 = 0 then (2000000000 + i)::varchar else '' end as "Reference ID",
    case when i % 40 = 0 and i % 120 <> 0 then -1 - i % 3
         when i % 40 < 12 then 1 + i % 2 else -1 end as "Quantity",
    'FC' || (i % 90) as "Fulfillment Center",
    'SELLABLE' as "Disposition",
    case when i % 120 = 0 then 'F' when i % 40 = 0 then 'M' else '' end as "Reason",
    'US' as "Country",
    case when i % 40 = 0 then '0' else '' end as "Reconciled Quantity",
    case when i % 120 = 0 then (1 + i % 2)::varchar when i % 40 = 0 then (1 + i % 3)::varchar
         else '' end as "Unreconciled Quantity",
    strftime(date '2025-01-01' + (i * 7919 % 540)::int, '%Y-%m-%dT00:00:00-0700')
      as "Date and Time"
  from range({rows}) t(i)
) to '{path}' (format csv, header true, force_quote *)
"""


def write_ledger(path: Path, rows: int, skus: int = 200_000) -> Path:
    """Write a ledger of so many rows (about 175 bytes each) unless it is there already."""
    if not path.exists():
        beside = path.with_suffix(".part")
        with duckdb.connect() as connection:
            connection.execute(_ROWS.format(rows=rows, skus=skus, path=beside.as_posix()))
        beside.rename(path)
    return path


_PAYMENTS = """
copy (
  select
    strftime(date '2025-02-01' + (i * 104729 % 540)::int, '%Y-%m-%dT10:00:00+00:00')
      as "approval-date",
    (9000000000 + i)::varchar as "reimbursement-id", '' as "case-id", '' as "amazon-order-id",
    'Lost_Warehouse' as "reason", 'SKU-' || (i * 13 % {skus}) as "sku",
    'X00' || lpad((i * 13 % {skus})::varchar, 7, '0') as "fnsku",
    'B0' || lpad((i * 13 % {skus})::varchar, 8, '0') as "asin",
    'Invented product' as "product-name", 'NewItem' as "condition", 'USD' as "currency-unit",
    (4 + i % 20) || '.50' as "amount-per-unit", (4 + i % 20) || '.50' as "amount-total",
    '1' as "quantity-reimbursed-cash", '0' as "quantity-reimbursed-inventory",
    '1' as "quantity-reimbursed-total", '' as "original-reimbursement-id",
    '' as "original-reimbursement-type"
  from range({rows}) t(i)
) to '{path}' (format csv, header true, delimiter '\t', quote '')
"""


def write_reimbursements(path: Path, rows: int, skus: int = 200_000) -> Path:
    """Write a reimbursements report of so many rows, tab-separated, unless it is there already."""
    if not path.exists():
        with duckdb.connect() as connection:
            connection.execute(_PAYMENTS.format(rows=rows, skus=skus, path=path.as_posix()))
    return path
