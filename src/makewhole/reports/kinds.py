"""What a file is that is not a report: named politely, by its first bytes."""

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "a photo (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a sound, a film or a picture (RIFF)"),
    (b"\x00\x00\x00", "a photo or a film"),
    (b"ID3", "a sound (MP3)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"Rar!", "a RAR archive (unpack it, then give the folder)"),
    (b"7z\xbc\xaf", "a 7-Zip archive (unpack it, then give the folder)"),
    (b"BZh", "a bzip2 archive (unpack it, then give the file)"),
    (b"\xfd7zXZ", "an xz archive (unpack it, then give the file)"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive (unpack it, then give the file)"),
    (b"Payment made to:", "a payment advice to a vendor, which this version does not read"),
    (b"ISA*", "an EDI message (X12)"),
    (b"UNA", "an EDI message (EDIFACT)"),
    (b"UNB+", "an EDI message (EDIFACT)"),
)
WORKBOOK = "workbook"
_LOCKED = "a workbook locked with a password (save it without one)"
_OFFICE = (
    (b"xl/", WORKBOOK),
    (b"opendocument.spreadsheet", WORKBOOK),
    (b"word/", "a text document (Word)"),
    (b"ppt/", "a presentation (PowerPoint)"),
    (b"opendocument.text", "a text document (OpenDocument)"),
)


def kind_of(start: bytes, whole: bytes) -> str | None:
    """What the first bytes say the file is; `workbook` for one that may hold reports; else None.

    `start` are the first bytes without blanks before them, `whole` as many as are at hand.
    """
    if whole.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _OFFICE if mark in whole), "an office document")
    if whole.startswith(b"\xd0\xcf\x11\xe0"):
        return _LOCKED if "EncryptedPackage".encode("utf-16-le") in whole else WORKBOOK
    if whole[257:262] == b"ustar":
        return "a TAR archive (unpack it, then give the folder)"
    if not start.strip(b"\0"):
        return "a file of NUL bytes only, as a broken download or disk leaves it"
    for magic, kind in _MAGIC:
        if whole.startswith(magic) or start.startswith(magic):
            return kind
    opening = start[:200].lower()
    if opening.startswith((b"<!doctype html", b"<html")):
        return "a web page that was saved"
    if opening.startswith(b"<?xml") or (opening.startswith(b"<") and b">" in opening):
        return "an XML document"
    return None
