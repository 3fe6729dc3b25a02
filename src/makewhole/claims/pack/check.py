"""Recompute the amount of this pack and check its hashes. Needs nothing but Python 3.8 or newer.

    python check.py            inside the unpacked pack
    python check.py PACK.zip   on the ZIP itself
    python check.py --reports FOLDER   also find the rows in the downloads themselves

Ends with 0 if all is as it says, with 1 and a list if not.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(arguments: list[str]) -> int:
    """Check a pack; gives the status to end with."""
    reports = None
    if "--reports" in arguments:
        at = arguments.index("--reports")
        reports = Path(arguments[at + 1])
        arguments = arguments[:at] + arguments[at + 2 :]
    files = read(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    wrong = list(check_hashes(files))
    if "case.json" in files:
        case = json.loads(files["case.json"].decode("utf-8"))
        wrong += check_rows(case)
        wrong += check_arithmetic(case)
        wrong += check_documents(case, files)
        if reports is not None:
            wrong += check_reports(case, reports)
    for each in wrong:
        sys.stdout.write(f"WRONG: {each}\n")
    if not wrong:
        sys.stdout.write(told(case) + "\n")
    return 1 if wrong else 0


def read(place: Path) -> dict[str, bytes]:
    """Every file of the pack by name."""
    if place.is_file():
        with zipfile.ZipFile(str(place)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}
    found = (each for each in place.rglob("*") if each.is_file())
    return {each.relative_to(place).as_posix(): each.read_bytes() for each in found}


def check_hashes(files: dict[str, bytes]) -> Iterator[str]:
    """Each file of the manifest is there with its hash, and no other file is."""
    if "manifest.json" not in files:
        yield "there is no manifest.json"
        return
    held = json.loads(files["manifest.json"].decode("utf-8"))["files"]
    for name, sha256 in sorted(held.items()):
        if name not in files:
            yield name + " is in the manifest, but not in the pack"
        elif hashlib.sha256(files[name]).hexdigest() != sha256:
            yield name + " is not the file the manifest names: its hash differs"
    for name in sorted(set(files) - set(held) - {"manifest.json"}):
        if "__pycache__" not in name:
            yield name + " is in the pack, but not in the manifest"


def check_rows(case: dict[str, Any]) -> Iterator[str]:
    """Each row has its hash, and the units read from it stand in its text."""
    for each in case["exhibits"]:
        if each["text"] is None:
            continue  # the download was not kept: there is no text to look in
        name = exhibit_name(each)
        if hashlib.sha256(each["text"].encode("utf-8")).hexdigest() != each["text_sha256"]:
            yield name + ": its text is not the one that was hashed"
        cells = re.findall(r"\d+", each["text"].replace(",", ""))
        cells += re.findall(r"\d+", each["text"])
        for part in each["as_read"]:
            units = part.get("units")
            if units is not None and units.lstrip("-") not in cells:
                yield name + ": it was read as " + units + " units, which its text does not hold"


def check_arithmetic(case: dict[str, Any]) -> Iterator[str]:
    """Units and amounts of each finding, and their sum, come out as they are stated."""
    step = Decimal(case["step"])
    units, amounts = 0, []
    for each in case["findings"]:
        name = "finding " + each["finding_id"]
        opened = sum(u["units"] for u in each["uses"] if u["counts"] == "opens")
        set_off = sum(u["units"] for u in each["uses"] if u["counts"] == "sets off")
        if each["about_money"]:
            yield from check_money(name, each, opened - set_off)
        else:
            yield from check_units(name, each, opened, set_off, step=step)
        if each["asked_units"] > each["units"]:
            yield name + ": more units are asked for than are open"
        asked, owed = each["asked_amount"], each["amount"]
        if asked is not None and owed is not None and Decimal(asked) > Decimal(owed):
            yield name + ": more is asked for than is owed"
        units += each["asked_units"]
        amounts.append(each["asked_amount"])
    if units != case["claimed_units"]:
        yield f"the findings ask for {units} units, the case for {case['claimed_units']}"
    total = None if not amounts or None in amounts else sum(map(Decimal, amounts), Decimal(0))
    stated = case["claimed_amount"]
    if total != (None if stated is None else Decimal(stated)):
        yield f"the findings ask for {total}, the case for {stated}"


def check_units(
    name: str, finding: dict[str, Any], opened: int, set_off: int, *, step: Decimal
) -> Iterator[str]:
    """Affected less compensated is owed; times the value of a unit is the amount."""
    settled = sum(u["units"] for u in finding["uses"] if u["role"] == "settled" and u["units"])
    if opened + settled != finding["units_affected"]:
        yield f"{name}: its rows open {opened + settled} units, it says {finding['units_affected']}"
    if set_off != finding["units_compensated"]:
        yield f"{name}: its rows set off {set_off} units, it says {finding['units_compensated']}"
    if finding["units_affected"] - finding["units_compensated"] != finding["units"]:
        yield name + ": affected less compensated is not what it says is open"
    if finding["unit_value"] is not None and finding["amount"] is not None:
        amount = Decimal(finding["unit_value"]) * finding["units"]
        amount = amount.quantize(step, rounding=ROUND_HALF_UP)
        if amount != Decimal(finding["amount"]):
            said = f"{finding['units']} times {finding['unit_value']} is {amount}"
            yield f"{name}: {said}, it says {finding['amount']}"


def check_money(name: str, finding: dict[str, Any], hundredths: int) -> Iterator[str]:
    """A finding about money: its rows, in hundredths, give its amount."""
    stated = finding["amount"]
    if stated is not None and Decimal(hundredths) / 100 != Decimal(stated):
        yield f"{name}: its rows give {Decimal(hundredths) / 100}, it says {stated}"


def check_documents(case: dict[str, Any], files: dict[str, bytes]) -> Iterator[str]:
    """Each paper named in the case is in the pack with its own hash."""
    held = {
        hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name.startswith("documents/")
    }
    for each in case["documents"]:
        if each["sha256"] not in held:
            yield "document " + each["name"] + ": the bytes in the pack are not those attached"


def check_reports(case: dict[str, Any], folder: Path) -> Iterator[str]:
    """The downloads in a folder have the hashes named here, and hold the rows on their lines."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}
    for each in case["exhibits"]:
        path = found.get(each["file_sha256"])
        name = exhibit_name(each)
        if path is None:
            yield name + ": no file in the folder has its hash (a file inside an archive has none)"
        elif not holds(path, each["text"]):
            yield name + ": the file does not hold the row"


def holds(path: Path, text: str | None) -> bool:
    """Whether a file holds a row; rows that are not plain ASCII depend on the file's encoding."""
    if text is None or not text.isascii():
        return True
    return text.split("\n")[0].encode("ascii") in path.read_bytes()


def told(case: dict[str, Any]) -> str:
    """What was found, in one paragraph."""
    amount = "of unknown value"
    if case["claimed_amount"] is not None:
        amount = f"{case['claimed_amount']} {case['currency']}"
    return (
        f"All is as stated: {case['case']}, {case['title']}: {len(case['findings'])} finding(s), "
        f"{len(case['exhibits'])} row(s), {case['claimed_units']} unit(s), {amount}."
    )


def exhibit_name(exhibit: dict[str, Any]) -> str:
    """An exhibit as messages name it."""
    return f"exhibit {exhibit['exhibit']} ({exhibit['file']}, line {exhibit['line']})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
