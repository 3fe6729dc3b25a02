"""A heap of files gives up its papers; what cannot be used is told, and stays where it was."""

from pathlib import Path

import pytest
from tests.claims.documents.papers import email, locked_zip, pdf, zipped

from makewhole.claims.documents import heap
from makewhole.claims.documents.heap import Given, walk
from makewhole.errors import PathMissing, Problem


def _walked(tmp_path: Path, **files: bytes) -> list[Given | Problem]:
    for name, content in files.items():
        file = tmp_path / name.replace("__", ".")
        file.write_bytes(content)
    return list(walk([tmp_path]))


def test_archives_and_emails_give_up_what_is_in_them(tmp_path: Path) -> None:
    paper = pdf("Invoice")
    inner = zipped({"deep/b.pdf": paper})
    (tmp_path / "mail.eml").write_bytes(email(paper, "c.pdf"))
    found = _walked(tmp_path, all__zip=zipped({"a.pdf": paper, "inner.zip": inner}))
    names = [each.name for each in found if isinstance(each, Given)]
    assert names == ["all.zip!a.pdf", "all.zip!inner.zip!deep/b.pdf", "mail.eml!c.pdf"]
    assert all(each.content == paper for each in found if isinstance(each, Given))


@pytest.mark.parametrize(
    ("name", "content", "kind", "message"),
    [
        ("a.pdf", b"", "empty", "it is empty, 0 bytes; expected was a paper. It was not taken in. "
         "Get it again from where it came."),
        ("a.rar", b"Rar!\x1a\x07\x00", "archive_unknown", "it is an archive of the kind RAR; only "
         "ZIP is opened. It was left where it is. Unpack it and add what was in it."),
        ("a.eml", b"From: a@example.com\nSubject: x\n\nhello", "nothing_attached", "it is an "
         "e-mail without attachments; an e-mail itself is no paper that Amazon takes. It was left "
         "where it is. Add the paper it speaks of."),
        ("a.zip", b"PK\x03\x04 broken", "damaged", "it begins as a ZIP but cannot be read as one "
         "(File is not a zip file). It was left where it is. Get it again from where it came."),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_told(
    tmp_path: Path, name: str, content: bytes, kind: str, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert list(walk([tmp_path])) == [Problem(name, None, None, kind, message)]
    assert (tmp_path / name).read_bytes() == content


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "LARGEST_ARCHIVE", 1_000_000)
    (found,) = _walked(tmp_path, bomb__zip=zipped({"a.pdf": b"0" * 2_000_000}))
    assert isinstance(found, Problem) and found.kind == "bomb"
    assert found.message.startswith(
        "it would unpack to 2,000,000 bytes in 1 file(s); at most 2,000"
    )


def test_many_members_are_a_bomb_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "MOST_MEMBERS", 10)
    (found,) = _walked(tmp_path, many__zip=zipped({f"{n}.pdf": b"x" for n in range(11)}))
    assert isinstance(found, Problem) and found.kind == "bomb"


def test_archives_within_archives_share_what_one_may_unpack_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heap, "LARGEST_ARCHIVE", 1_000_000)
    inner = zipped({"a.pdf": b"%PDF" + b"0" * 400_000})
    found = _walked(tmp_path, nested__zip=zipped({f"{n}.zip": inner for n in range(5)}))
    assert [each.kind for each in found if isinstance(each, Problem)] == ["bomb"] * 3
    assert [each.name for each in found if isinstance(each, Given)] == [
        "nested.zip!0.zip!a.pdf", "nested.zip!1.zip!a.pdf",
    ]  # fmt: skip


def test_a_member_that_asks_for_a_password_is_told(tmp_path: Path) -> None:
    (found,) = _walked(tmp_path, locked__zip=locked_zip("a.pdf", pdf("x")))
    assert found == Problem(
        "locked.zip!a.pdf", None, None, "encrypted", "it is locked with a password inside the "
        "archive. It was left where it is. Unpack it with the password and add what was in it.",
    )  # fmt: skip


def test_a_member_of_200_mb_is_not_unpacked(tmp_path: Path) -> None:
    packed = zipped({"scan.pdf": bytes(200 * 2**20), "b.pdf": pdf("x")})
    (large, good) = _walked(tmp_path, all__zip=packed)
    assert isinstance(large, Problem) and large.kind == "too_large"
    assert isinstance(good, Given) and good.name == "all.zip!b.pdf"


def test_an_archive_within_archives_without_end_is_left(tmp_path: Path) -> None:
    nested = pdf("x")
    for _ in range(5):
        nested = zipped({"next.zip": nested})
    (found,) = _walked(tmp_path, nested__zip=nested)
    assert isinstance(found, Problem) and found.kind == "too_deep"


def test_a_file_of_200_mb_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "scan.pdf").open("wb") as out:
        out.truncate(200 * 2**20)
    (found,) = list(walk([tmp_path]))
    assert isinstance(found, Problem) and found.kind == "too_large"
    assert "209,715,200 bytes" in found.message


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PathMissing):
        list(walk([tmp_path / "nothing"]))
