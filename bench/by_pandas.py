"""What a seller's own script would do: lost units less found and paid ones, with pandas.

It reads the same files and sets off per label, oldest first; it knows one claim type of all, no
windows, no evidence, no other use of a payment. `python -m bench.by_pandas LEDGER PAYMENTS`.
"""

import sys

import pandas as pd


def owed(ledger_path: str, payments_path: str) -> pd.DataFrame:
    """Losses with the units nobody found or paid for, oldest served first."""
    ledger = pd.read_csv(ledger_path, dtype=str, keep_default_na=False)
    payments = pd.read_csv(payments_path, sep="\t", dtype=str, keep_default_na=False)
    ledger["day"] = pd.to_datetime(ledger["Date"], format="%m/%d/%Y")
    ledger["units"] = pd.to_numeric(ledger["Quantity"])
    adjusted = ledger[ledger["Event Type"] == "Adjustments"]
    lost = adjusted[adjusted["Reason"] == "M"].sort_values(["FNSKU", "day", "Reference ID"])
    found = adjusted[adjusted["Reason"] == "F"].groupby("FNSKU")["units"].sum()
    payments["units"] = pd.to_numeric(payments["quantity-reimbursed-total"])
    paid = payments[payments["reason"] == "Lost_Warehouse"].groupby("fnsku")["units"].sum()
    closed = found.add(paid, fill_value=0).reindex(lost["FNSKU"]).fillna(0).to_numpy()
    asked = -lost.groupby("FNSKU")["units"].cumsum()
    left = (asked - closed).clip(lower=0)
    return lost.assign(owed=left.where(left < -lost["units"], -lost["units"])).query("owed > 0")


if __name__ == "__main__":
    sys.stdout.write(f"{len(owed(sys.argv[1], sys.argv[2]))} losses\n")
