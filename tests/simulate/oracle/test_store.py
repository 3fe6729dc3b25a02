"""Which store rows belong to, and which SKU, FNSKU and ASIN are one product."""

from tests.simulate.building import ledger, paid, reports, settled, sold

from makewhole.simulate.oracle.store import Products, store_of


def test_the_currency_of_most_settlement_rows_then_of_reimbursements_then_of_the_ledger() -> None:
    lines = settled(sold("08-01"), currency="CAD")
    for line in lines.lines:
        line.marketplace = "Amazon.ca"
    euro = [paid("09-01", "Lost_Warehouse", 1, currency="EUR")]
    rows = [ledger("09-01", "M", -1, country="GB"), ledger("09-01", "M", -1, country="GB")]
    assert store_of(reports(settlements=[lines], reimbursements=euro, ledger=rows)) == ("CA", "CAD")
    assert store_of(reports(reimbursements=euro, ledger=rows)) == ("DE", "EUR")
    assert store_of(reports(ledger=rows)) == ("UK", "GBP")
    assert store_of(reports()) == ("US", "USD")


def test_stock_abroad_does_not_move_the_store() -> None:
    euro = [paid("09-01", "Lost_Warehouse", 1, currency="EUR")]
    rows = [ledger("09-01", "M", -1, country="PL")] * 3 + [ledger("09-01", "M", -1, country="FR")]
    assert store_of(reports(reimbursements=euro, ledger=rows)) == ("FR", "EUR")


def test_of_several_names_the_first_as_text() -> None:
    products = Products(
        reports(ledger=[ledger("09-01", "M", -1, msku="S2"), ledger("09-01", "M", -1)])
    )
    assert (products.sku("X1"), products.fnsku("S2"), products.asin("X1"), products.sku("X9")) == (
        "S1", "X1", "B1", "")  # fmt: skip
