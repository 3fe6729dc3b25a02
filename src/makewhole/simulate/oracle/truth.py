"""All that a set of reports proves on a day, in the order of the contract's lines."""

from datetime import date

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.fees import Fees
from makewhole.simulate.oracle.findings import Finding
from makewhole.simulate.oracle.granted import granted_findings
from makewhole.simulate.oracle.inbound import Inbound
from makewhole.simulate.oracle.late_refunds import late_refund_findings
from makewhole.simulate.oracle.multi_channel import multi_channel_findings
from makewhole.simulate.oracle.orders import Orders
from makewhole.simulate.oracle.own_orders import own_order_findings
from makewhole.simulate.oracle.reimbursements import reimbursement_findings
from makewhole.simulate.oracle.removals import Removals
from makewhole.simulate.oracle.settlements import settlement_findings
from makewhole.simulate.oracle.stated_removals import stated_removal_findings
from makewhole.simulate.oracle.warehouse import Warehouse
from makewhole.simulate.oracle.wrong_items import wrong_item_findings
from makewhole.simulate.rows import Reports


def prove(reports: Reports, as_of: date) -> list[Finding]:
    """The findings these reports prove on a day, sorted by claim type, day and ids."""
    account = Account(reports, as_of)
    warehouse = Warehouse(account)
    found = warehouse.findings()
    found += Inbound(account, warehouse.leftover).findings()
    removals = Removals(account, warehouse.leftover)
    found += removals.findings()
    orders = Orders(account)
    found += orders.findings()
    found += reimbursement_findings(account)
    found += stated_removal_findings(account, removals, warehouse.leftover)
    found += wrong_item_findings(account, orders)
    found += multi_channel_findings(account, orders)
    found += granted_findings(account, found)
    found += late_refund_findings(account, found)
    found += settlement_findings(account)
    found += Fees(account).findings()
    found += own_order_findings(account)
    return sorted(found, key=lambda one: tuple(map(str, one.line().values())))
