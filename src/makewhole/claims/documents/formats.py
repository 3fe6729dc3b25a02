"""What a file is, told by its bytes and never by its name."""

import io
import zipfile

# What Amazon takes as a paper; names as policy writes them, see `formats` of its claim types.
_BEGINNINGS = (
    (b"%PDF-", "PDF"),
    (b"\xff\xd8\xff", "JPG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),  # also .xls and .ppt of the same age
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"\x1f\x8b", "GZIP"),
)
_OFFICE = (("word/", "DOCX"), ("xl/", "XLSX"), ("ppt/", "PPTX"), ("content.xml", "ODT"))
_ENDINGS = {
    "jpeg": "JPG", "tif": "TIFF", "xls": "DOC", "ppt": "DOC", "htm": "HTML", "txt": "TEXT",
    "csv": "TEXT", "tsv": "TEXT", "ods": "ODT", "odp": "ODT", "xlsm": "XLSX", "docm": "DOCX",
}  # fmt: skip
EDITABLE = frozenset({"DOC", "DOCX", "XLSX", "PPTX", "ODT", "RTF", "TEXT", "HTML"})
PICTURES = frozenset({"JPG", "PNG", "TIFF", "GIF", "WEBP"})  # whose text a program may recognise
_EMAIL = (b"received:", b"from:", b"return-path:", b"delivered-to:", b"message-id:", b"subject:",
          b"date:", b"mime-version:", b"to:", b"x-")  # fmt: skip


def format_of(content: bytes) -> str:
    """The format of a file's bytes: PDF, JPG, ..., ZIP, EML, TEXT; UNKNOWN where none fits.

    >>> format_of(b"%PDF-1.7 ..."), format_of(b"From: a@example.com\\nDate: Mon\\n\\nHello")
    ('PDF', 'EML')
    """
    head = content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return _office(content) if name == "ZIP" else name
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if head.lower().startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if _is_email(head):
        return "EML"
    return "UNKNOWN" if b"\x00" in content[:4096] else _text(content)


def said_by(name: str) -> str:
    """The format a file's name says; empty where it has no ending.

    >>> said_by("invoice.JPEG"), said_by("README")
    ('JPG', '')
    """
    _, dot, ending = name.rpartition(".")
    return _ENDINGS.get(ending.lower(), ending.upper()) if dot else ""


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except zipfile.BadZipFile:
        return "ZIP"
    for part, name in _OFFICE:
        if any(each.startswith(part) for each in names):
            return name
    return "ZIP"


def _is_email(head: bytes) -> bool:
    lines = head.partition(b"\n\n")[0].replace(b"\r", b"").splitlines()[:3]
    return len(lines) > 1 and all(
        line.lower().startswith(_EMAIL) or line[:1] in (b" ", b"\t") for line in lines
    )


def _text(content: bytes) -> str:
    try:
        content[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return "TEXT" if error.start > 4090 else "UNKNOWN"
    return "TEXT"
