"""Opening books from paths: what is said where only a part of the work could be done."""

from importlib.resources import files
from pathlib import Path

import pytest

from makewhole.audit.session import open_books
from makewhole.books import Books
from makewhole.books.errors import DiskFull, TextNotKept

DEMO = Path(str(files("makewhole.demo").joinpath("reports")))


def test_rows_are_kept_where_their_text_finds_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = Books.keep_source, iter(range(99))

    def keep(books: Books, read: object) -> bool:
        if next(calls) == 2:
            raise DiskFull(tmp_path)
        return real(books, read)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Books, "keep_source", keep)
        with pytest.raises(TextNotKept) as said, open_books(DEMO, home=tmp_path, keep_sources=True):
            pass
    assert str(said.value) == (
        f"{tmp_path}: the disk is full. The rows of all 22 files are in the books and count in "
        "every audit, but the text of 20 of them could not be kept, so their rows cannot be quoted "
        "once the downloads are gone. Free some space and read the files again: they are "
        "recognised, and only their text is added."
    )
    with open_books(DEMO, home=tmp_path, keep_sources=True) as opened:
        assert opened.imported.files == ()
        for each in opened.books.files():
            opened.books.quote(each.source, 2)  # else SourceNotKept
