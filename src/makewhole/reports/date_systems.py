"""The day from which a workbook counts its days, where cells hold days as plain numbers.

Most workbooks count from the end of 1899; those once made on a Mac count from the first day of 1904
and say so in their settings. Read the wrong way a day is four years off, and nothing in the cell
would tell. Where the settings are not found nobody knows, and such numbers are no days.

Source    https://learn.microsoft.com/en-us/office/vba/api/excel.workbook.date1904, seen 2026-11-22
"""

import datetime
import re
import zipfile
import zlib
from pathlib import Path

_1900, _1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
_SETTINGS = re.compile(rb"<(?:\w+:)?workbook[\s>]")
_IS_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\sdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
_NULL_DATE = re.compile(rb"<table:null-date\b[^>]*\btable:date-value\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_TABLE = b"<table:table "  # the settings stand before the first
# The record of the date system (0x22) and the one that follows it (0x0E) in a workbook of old.
_OLD = re.compile(rb"\x22\x00\x02\x00([\x00\x01])\x00\x0e\x00\x02\x00")
_PROPERTIES = 153  # the record of a binary workbook whose first bit is the date system


def day_zero(path: Path) -> datetime.date | None:
    """The day a workbook's number 0 stands for; None where the workbook does not say."""
    try:
        if not zipfile.is_zipfile(path):
            return _of_old(path)
        with zipfile.ZipFile(path) as book:
            names = set(book.namelist())
            if "xl/workbook.xml" in names:
                return _of_settings(book.read("xl/workbook.xml"))
            if "xl/workbook.bin" in names:
                return _of_records(book.read("xl/workbook.bin"))
            return _of_open_document(book) if "content.xml" in names else None
    except _DAMAGED:
        return None


def _of_settings(settings: bytes) -> datetime.date | None:
    if not _SETTINGS.search(settings):
        return None
    return _1904 if _IS_1904.search(settings) else _1900


def _of_records(records: bytes) -> datetime.date | None:
    at = 0
    while at < len(records):
        kind, at = _number(records, at, most=2)
        size, at = _number(records, at, most=4)
        if kind == _PROPERTIES:
            return _1904 if records[at] & 1 else _1900
        at += size
    return None


def _number(records: bytes, at: int, *, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it."""
    number = 0
    for place in range(most):
        byte = records[at + place : at + place + 1]
        if not byte:
            break
        number |= (byte[0] & 0x7F) << (7 * place)
        if byte[0] < 0x80:
            break
    return number, at + place + 1


def _of_open_document(book: zipfile.ZipFile) -> datetime.date:
    head = b""
    with book.open("content.xml") as content:
        while _TABLE not in head and (block := content.read(1 << 16)):
            head += block
    told = _NULL_DATE.search(head.partition(_TABLE)[0])
    return datetime.date.fromisoformat(told.group(1).decode()) if told else _1900


def _of_old(path: Path) -> datetime.date | None:
    told = set(_OLD.findall(path.read_bytes()))
    if len(told) != 1:
        return None
    return _1904 if told == {b"\x01"} else _1900
