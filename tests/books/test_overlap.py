"""Overlapping downloads: the same rows are shown whatever was read first, twice or in pieces."""

import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books.making import ledger, make_read, shown

from makewhole.books import Books
from makewhole.books.errors import BooksError

D1, D2, D3 = date(2026, 3, 1), date(2026, 3, 2), date(2026, 4, 1)


def both_ways(read, *files, table="ledger_events", columns="units, source, line"):
    """What is shown, checked to be the same in each order, in one import and with a file undone."""
    seen = []
    for order in (files, tuple(reversed(files))):
        with Books.temporary() as books:
            for file in order:
                books.add([read(*file[:-1], **file[-1])], "acme")
            seen.append(shown(books, table, columns))
            extra = books.add([read([ledger(units=-77)], name="extra.csv", last_day=D3)], "acme")
            books.undo(extra.import_id)
            seen.append(shown(books, table, columns))
    with Books.temporary() as books:
        books.add([read(*file[:-1], **file[-1]) for file in files], "acme")
        seen.append(shown(books, table, columns))
    assert all(rows == seen[0] for rows in seen)
    return seen[0]


def test_of_two_counts_the_larger_holds_never_the_sum(read):
    rows = both_ways(
        read,
        ([ledger(), ledger()], {"name": "a"}),
        ([ledger(), ledger(), ledger()], {"name": "b"}),
    )
    assert len(rows) == 3
    assert len({source for _, source, _ in rows}) == 1


def test_rows_on_different_days_are_all_kept(read):
    rows = both_ways(
        read, ([ledger(event_date=D1)], {"name": "a"}), ([ledger(event_date=D2)], {"name": "b"})
    )
    assert len(rows) == 2


def test_titles_and_reconciliation_are_not_part_of_a_row(read):
    rows = both_ways(
        read,
        ([ledger(title="old", store="x", country="US", reconciled_units=1)], {"name": "a"}),
        ([ledger(title="new")], {"name": "b"}),
    )
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("fnsku", "X002"), ("asin", "B002"), ("msku", None), ("reference_id", "R2"), ("units", -2),
     ("fulfillment_center", "LGB8"), ("disposition", "DEFECTIVE"), ("reason", None),
     ("event_type", "Receipts")],
)  # fmt: skip
def test_rows_that_differ_in_a_column_of_the_key_are_two(read, column, value):
    rows = both_ways(read, ([ledger()], {}), ([ledger(**{column: value})], {}))
    assert len(rows) == 2


def test_the_smaller_open_quantity_holds_and_an_empty_one_counts_as_all(read):
    open_units = "unreconciled_units, line"
    empty = ([ledger(units=-5)], {"last_day": D3})
    some = ([ledger(units=-5, unreconciled_units=2)], {"last_day": D1})
    more = ([ledger(units=-5, unreconciled_units=4)], {"last_day": D2})
    assert both_ways(read, empty, some, more, columns=open_units) == [(2, 2)]


def test_the_larger_count_goes_before_the_smaller_open_quantity(read):
    twice = ([ledger(unreconciled_units=1), ledger(unreconciled_units=1)], {})
    once = ([ledger(unreconciled_units=0)], {})
    assert both_ways(read, twice, once, columns="unreconciled_units") == [(1,), (1,)]


def test_equal_rows_are_compared_one_by_one(read):
    left = ([ledger(units=-5, unreconciled_units=0), ledger(units=-5, unreconciled_units=3)], {})
    right = ([ledger(units=-5, unreconciled_units=2), ledger(units=-5, unreconciled_units=1)], {})
    assert both_ways(read, left, right, columns="unreconciled_units") == [(0,), (2,)]


def test_of_files_that_agree_the_one_with_the_later_last_row_is_cited(read):
    early, late = ([ledger()], {"last_day": D1}), ([ledger(title="t")], {"last_day": D3})
    ((_, source, _),) = both_ways(read, early, late)
    assert source == read(late[0], **late[1]).source


def test_else_the_one_with_the_smaller_hash(read):
    one, two = ([ledger(title="1")], {}), ([ledger(title="2")], {})
    ((_, source, _),) = both_ways(read, one, two)
    assert source == min(read(*one[:1]).source, read(*two[:1]).source)


def test_a_reimbursement_with_its_original_named_holds(read):
    paid = {
        "approval_date": D1, "reimbursement_id": "1", "reason": "Lost_Warehouse", "fnsku": "X",
        "cash_units": 1,
    }  # fmt: skip
    short = ({"reimbursements": [paid]}, {"last_day": D3})
    long = (
        {"reimbursements": [{**paid, "original_reimbursement_id": "9", "total_units": 1}]},
        {"last_day": D1},
    )
    columns = "original_reimbursement_id"
    assert both_ways(read, short, long, table="reimbursements", columns=columns) == [("9",)]


def test_the_newest_file_says_how_a_return_stands(read):
    unit = {"return_date": D1, "order_id": "1", "msku": "S", "license_plate_number": "LPN1"}
    old = ({"returns": [{**unit, "status": "Unit returned", "units": 1}]}, {"last_day": D1})
    new = ({"returns": [{**unit, "status": "Reimbursed", "units": 1}]}, {"last_day": D3})
    assert both_ways(read, old, new, table="returns", columns="status") == [("Reimbursed",)]


def test_a_title_is_no_part_of_a_date_range_row_either(read):
    sale = {"transaction_date": D1, "type": "Refund", "order_id": "O1", "msku": "S1", "total": -5}
    fee = {"transaction_date": D1, "type": "Service Fee", "total": -5}
    rows = both_ways(
        read,
        ({"transactions": [sale | {"description": "Old title"}]}, {"name": "a"}),
        (
            {
                "transactions": [
                    sale | {"description": "New title"},
                    fee | {"description": "Subscription"},
                    fee | {"description": "Vine"},
                ]
            },
            {"name": "b"},
        ),
        table="transactions",
        columns="type, description",
    )
    assert sorted(kind for kind, _ in rows) == ["Refund", "Service Fee", "Service Fee"]


def test_a_removal_order_holds_as_last_updated(read):
    def order(updated, units):
        return {
            "removal_order_id": "1", "msku": "S", "fnsku": "X", "disposition": "Sellable",
            "request_date": D1, "last_updated_date": updated, "disposed_units": units,
        }  # fmt: skip

    old, new = ({"removal_orders": [order(D1, 1)]}, {}), ({"removal_orders": [order(D2, 2)]}, {})
    within = ({"removal_orders": [order(D3, 4), order(D1, 3)]}, {})
    columns = "disposed_units"
    assert both_ways(read, old, new, table="removal_orders", columns=columns) == [(2,)]
    assert both_ways(read, old, new, within, table="removal_orders", columns=columns) == [(4,)]


def test_a_parcel_that_was_delivered_stays_delivered(read):
    delivered = ({"tracking": [{"tracking_number": "T1", "status": "delivered"}]}, {"name": "a"})
    later = ({"tracking": [{"tracking_number": "T1", "status": "lost", "last_event_date": D3}]}, {})
    on_a_day = {"tracking_number": "T1", "status": "in_transit", "delivered_date": D1}
    assert both_ways(read, delivered, later, table="tracking", columns="status") == [("delivered",)]
    rows = both_ways(read, ({"tracking": [on_a_day]}, {"name": "a"}), later, table="tracking",
                     columns="status, delivered_date")  # fmt: skip
    assert rows == [("in_transit", D1)]


def test_where_no_day_tells_the_version_holds_that_asks_for_less(read):
    def one(table, **cells):
        return ({table: [cells]}, {})

    sent = {"shipment_id": "FBA1", "kind": "v0"}
    states = [one("inbound_shipments", **sent, status=s) for s in ("RECEIVING", "CLOSED")]
    assert both_ways(read, *states, table="inbound_shipments", columns="status") == [("CLOSED",)]
    gone = one("inbound_shipments", **sent, status="CANCELLED")
    rows = both_ways(read, *states, gone, table="inbound_shipments", columns="status")
    assert rows == [("CANCELLED",)]
    items = [one("inbound_items", **sent, msku="S", shipped_units=n) for n in (9, 8, 10)]
    assert both_ways(read, *items, table="inbound_items", columns="shipped_units") == [(8,)]
    costs = [one("costs", msku="S", currency="USD", cost=cost) for cost in (7, 5, 6)]
    assert both_ways(read, *costs, table="costs", columns="cast(cost as int)") == [(5,)]
    inches = {"msku": "S", "length_in": 10, "width_in": 10, "height_in": 1}
    centimetres = {"msku": "S", "length_cm": 20, "width_cm": 20, "height_cm": 5}
    sizes = [one("measurements", **inches), one("measurements", **centimetres)]
    rows = both_ways(read, *sizes, table="measurements", columns="cast(length_cm as int)")
    assert rows == [(20,)]
    back = {"order_id": "O1", "rma_id": "R1", "request_date": D1}
    states = ({}, {"safet_claim_id": "C1"}, {"return_delivery_date": D1})
    returns = [one("seller_returns", **back, **state) for state in states]
    columns = "return_delivery_date is not null"
    assert both_ways(read, *returns, table="seller_returns", columns=columns) == [(True,)]
    columns = "safet_claim_id"
    assert both_ways(read, *returns[:2], table="seller_returns", columns=columns) == [("C1",)]


def test_received_units_hold_at_their_largest_and_unknown_is_least(read):
    def item(received):
        item = {"shipment_id": "FBA1", "fnsku": "X", "msku": "S", "kind": "v0"}
        return ({"inbound_items": [{**item, "received_units": received}]}, {})

    files = [item(None), item(7), item(5)]
    assert both_ways(read, *files, table="inbound_items", columns="received_units") == [(7,)]


def test_of_one_settlement_the_fuller_document_holds_whole(read):
    def document(lines, total, **facts):
        return (
            {
                "settlements": [
                    {"settlement_id": "9", "total_amount": total, "end_date": D1, "line": 2}
                ],
                "settlement_lines": [
                    {"settlement_id": "9", "amount": amount, "line": line, "part": part}
                    for line, part, amount in lines
                ],
            },
            facts,
        )

    wide = document([(3, 0, 1), (3, 1, 2), (3, 2, 3)], 6, last_day=D3)
    full = document([(3, None, 10), (4, None, 20)], 30)
    assert both_ways(read, wide, full, table="settlements", columns="total_amount") == [(30,)]
    amounts = both_ways(read, wide, full, table="settlement_lines", columns="amount")
    assert amounts == [(10,), (20,)]


def test_a_document_is_chosen_once_for_all_its_tables(read):
    lines = [{"settlement_id": "9", "amount": n} for n in range(3)]
    headless = ({"settlement_lines": lines}, {})
    whole = ({"settlements": [{"settlement_id": "9"}], "settlement_lines": lines[:1]}, {})
    assert both_ways(read, headless, whole, table="settlements", columns="line") == []
    seen = both_ways(read, headless, whole, table="settlement_lines", columns="line")
    assert len(seen) == 3


def test_a_snapshot_of_prices_holds_per_key_from_the_newest_file(read):
    old = ({"overage_fees": [{"country": "US", "storage_type": t, "charged_fee": 1,
                              "charge_date": D1} for t in "ab"]}, {"last_day": D1})  # fmt: skip
    new = ({"overage_fees": [{"country": "US", "storage_type": "a", "charged_fee": 2,
                              "charge_date": D1}] * 2}, {"last_day": D2})  # fmt: skip
    columns = "storage_type, cast(charged_fee as int)"
    seen = both_ways(read, old, new, table="overage_fees", columns=columns)
    assert seen == [("a", 2), ("a", 2), ("b", 1)]


def test_rows_without_any_key_are_never_another_telling(read):
    file = ({"referral_previews": [{"price": 1}, {"price": 2}]}, {})
    other = ({"referral_previews": [{"price": 3}]}, {})
    seen = both_ways(read, file, other, table="referral_previews", columns="line")
    assert len(seen) == 3


def test_rows_without_a_day_are_compared_too(read):
    rows = both_ways(
        read, ([ledger(event_date=None)], {}), ([ledger(event_date=None, title="t")], {})
    )
    assert len(rows) == 1


def test_rows_of_one_line_are_told_apart_by_their_part(read):
    def tier(part, name):
        return {"snapshot_date": D1, "msku": "S", "age_tier": name, "part": part, "line": 2}

    two = ({"aged_fees": [tier(0, "old"), tier(1, "older")]}, {"last_day": D1})
    one = ({"aged_fees": [tier(None, "old")]}, {"last_day": D3})
    seen = both_ways(read, two, one, table="aged_fees", columns="age_tier, part")
    assert seen == [("old", None), ("older", 1)]


def test_two_accounts_never_meet(read):
    with Books.temporary() as books:
        books.add([read([ledger()], name="a")], "one")
        books.add([read([ledger(title="t")], name="b")], "two")
        assert len(shown(books, "ledger_events")) == 2


def test_undoing_brings_back_what_was_hidden(read):
    with Books.temporary() as books:
        first = books.add([read([ledger(unreconciled_units=1)])], "acme")
        before = shown(books, "ledger_events")
        second = books.add([read([ledger(unreconciled_units=0)])], "acme")
        assert shown(books, "ledger_events") != before
        books.undo(second.import_id)
        assert shown(books, "ledger_events") == before
        assert first.left_out == 0


def test_a_first_or_disjoint_file_costs_no_comparison(read, monkeypatch):
    def refuse(*_: object) -> None:
        raise BooksError("compared")

    monkeypatch.setattr("makewhole.books.overlap.Settling._ask", refuse)
    with Books.temporary() as books:
        books.add([read([ledger(event_date=D1)], name="a")], "acme")
        books.add([read([ledger(event_date=D3)], name="b")], "acme")
        with pytest.raises(BooksError, match="compared"):
            books.add([read([ledger(event_date=D1, title="t")], name="c")], "acme")


CELLS = st.builds(
    lambda day, units, left, ref: ledger(
        event_date=day, units=-units, unreconciled_units=left, reference_id=ref
    ),
    st.sampled_from([D1, D2, D3]),
    st.just(3),
    st.sampled_from([None, 0, 1, 3]),
    st.sampled_from(["R1", "R2"]),
)
FILES = st.lists(
    st.tuples(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from([D1, D3])),
    min_size=1, max_size=4, unique_by=str,
)  # fmt: skip


def settled_by_hand(reads):
    """The rule in plain Python: per row and copy, the best telling of all files."""
    groups = defaultdict(lambda: defaultdict(list))
    for read, rows, last_day in reads:
        for line, row in enumerate(rows, start=2):
            left = row["unreconciled_units"]
            left = abs(row["units"]) if left is None else left
            place = (-last_day.toordinal(), read.sha256)
            groups[row["event_date"], row["reference_id"]][place].append((left, line, read.source))
    kept = []
    for files in groups.values():
        for copy in range(max(len(copies) for copies in files.values())):
            ranked = []
            for place, copies in files.items():
                if copy < len(copies):
                    left, line, source = sorted(copies)[copy]
                    ranked.append((-len(copies), left, place, source, line))
            kept.append(min(ranked)[-2:])
    return sorted(kept)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=FILES, data=st.data())
def test_the_books_depend_on_the_set_of_files_alone(files, data):
    with tempfile.TemporaryDirectory() as place, Books.temporary() as books:
        folder = Path(place)
        order = data.draw(st.permutations(range(len(files))))
        undone = data.draw(st.sets(st.sampled_from(range(len(files)))))
        made = {}
        for number in order:
            rows, last_day = files[number]
            file = make_read(folder, {"ledger_events": rows}, last_day=last_day)
            made[number] = (books.add([file], "acme").import_id, (file, rows, last_day))
            again = make_read(folder, {"ledger_events": rows}, last_day=last_day)
            assert books.add([again], "acme").import_id is None
        for number in undone:
            if made[number][0] is not None:
                books.undo(made[number][0])
        # a second file of the same content entered nothing, so it goes when the first is undone
        left = [
            facts
            for number, (entered, facts) in made.items()
            if entered is not None and number not in undone
        ]
        distinct = {read.sha256: (read, rows, day) for read, rows, day in left}
        assert shown(books, "ledger_events", "source, line") == settled_by_hand(distinct.values())
