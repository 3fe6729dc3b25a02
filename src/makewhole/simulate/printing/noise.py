"""What real folders have besides clean downloads.

Noise changes no truth: the same files again, other people's files, a report saved anew by a
spreadsheet or in another encoding, one download split in two, columns in another order, rows that
cannot be read, a repeated header, and a zip of some of it all.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime

from xlsxwriter import Workbook

from makewhole.simulate.dice import Dice
from makewhole.simulate.printing.file import File

_FIXED = (2026, 1, 1, 0, 0, 0)  # a zip member's time: the same bytes every time
_CREATED = datetime(2026, 1, 1)  # likewise of a workbook
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_NOTES = "call the prep centre about pallet 7\nask Dana which invoice covers the mugs\n"


def noisy(files: Iterable[File], seed: int) -> list[File]:
    """The files of a folder with everyday disorder added."""
    dice = Dice(f"noise {seed}")
    held = list(files)
    for change in (_split, _reorder, _legacy_encoding, _as_workbook, _spoil_rows, _repeat_header):
        place = _pick(dice, held, _TARGETS[change])
        if place is not None:
            held[place : place + 1] = change(held[place])
    again = [dice.one_of(held) for _ in range(3)]
    held += [
        File(f"copies/{n}/{one.name.split('/')[-1]}", one.content) for n, one in enumerate(again)
    ]
    held += [
        File("invoices/INV-2026-0417.pdf", _PDF),
        File("notes.txt", _NOTES.encode()),
        File("sales by colour.csv", b"colour,units\nred,12\nblue,7\n"),
        File(".DS_Store", b"\x00\x01Bud1"),
        File("empty.csv", b""),
    ]
    return [*held, _zipped(dice, held)]


def _pick(dice: Dice, files: list[File], stem: str) -> int | None:
    fit = [
        n for n, one in enumerate(files)
        if one.name.removeprefix("settlements/").startswith(stem) and one.name.endswith(".txt")
    ]  # fmt: skip
    return dice.one_of(fit) if fit else None


def _split(one: File) -> list[File]:
    """One download cut in two, each part with the header."""
    header, *rows = one.content.splitlines(keepends=True)
    half = len(rows) // 2
    stem, ending = one.name.rsplit(".", 1)
    return [
        File(f"{stem} part 1.{ending}", header + b"".join(rows[:half])),
        File(f"{stem} part 2.{ending}", header + b"".join(rows[half:])),
    ]


def _opened(one: File) -> tuple[str, str]:
    """A file's text and its encoding: UTF-8, or Shift-JIS where it is not that."""
    try:
        return one.content.decode(), "utf-8"
    except UnicodeDecodeError:
        return one.content.decode("cp932"), "cp932"


def _reorder(one: File) -> list[File]:
    """Columns in another order, and one more that nobody asked for."""
    text, encoding = _opened(one)
    rows = [line.split("\t") for line in text.splitlines()]
    turned = [[*row[3:], *row[:3], "checked" if n == 0 else ""] for n, row in enumerate(rows)]
    lines = "\n".join("\t".join(row) for row in turned) + "\n"
    return [File(one.name, lines.encode(encoding))]


def _legacy_encoding(one: File) -> list[File]:
    """Saved in the old Windows encoding; what is in Japan's, as a spreadsheet's Unicode text."""
    text, encoding = _opened(one)
    return [File(one.name, text.encode("utf-16" if encoding == "cp932" else "cp1252"))]


def _as_workbook(one: File) -> list[File]:
    """Saved anew as a workbook, every cell as text."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet("Sheet1")
    for row, line in enumerate(_opened(one)[0].splitlines()):
        for column, cell in enumerate(line.split("\t")):
            sheet.write_string(row, column, cell)
    book.close()
    return [File(one.name.rsplit(".", 1)[0] + ".xlsx", target.getvalue())]


def _spoil_rows(one: File) -> list[File]:
    """A few rows that cannot be read, beside the good ones: they must be set aside."""
    text, encoding = _opened(one)
    header, first, *rest = text.splitlines()
    cells = first.split("\t")
    bad_day = ["13/45/2026", *cells[1:]]
    empty = [*cells[:7], "", *cells[8:]]
    short = cells[:5]
    spoilt = ["\t".join(row) for row in (bad_day, empty, short)]
    lines = "\n".join([header, first, *spoilt, *rest]) + "\n"
    return [File(one.name, lines.encode(encoding))]


def _repeat_header(one: File) -> list[File]:
    """The header once more inside the file, and an empty line at its end."""
    text, encoding = _opened(one)
    lines = text.splitlines()
    half = len(lines) // 2
    spoilt = "\n".join([*lines[:half], lines[0], *lines[half:], "", ""])
    return [File(one.name, spoilt.encode(encoding))]


def _zipped(dice: Dice, files: list[File]) -> File:
    """Some files once more, in an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            if dice.chance(0.3):
                archive.writestr(zipfile.ZipInfo(one.name, _FIXED), one.content)
    return File("backup.zip", target.getvalue())


# Which download each disorder befalls.
_TARGETS: dict[Callable[[File], list[File]], str] = {
    _split: "reimbursements",
    _reorder: "customer-shipment",
    _legacy_encoding: "fba-customer-returns",
    _as_workbook: "removal-shipment",
    _spoil_rows: "inventory-ledger",
    _repeat_header: "settlement",
}
