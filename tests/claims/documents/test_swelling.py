"""A PDF that swells is told from one that is merely large."""

import pytest
from tests.claims.documents.papers import pdf, swelling_pdf

from makewhole.claims.documents import swelling
from makewhole.claims.documents.swelling import is_bomb

_SIZE = 8 * 2**20


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize(("largest", "expected"), [(_SIZE - 1, True), (_SIZE, False)])
def test_a_stream_is_measured_however_often_it_is_deflated(
    monkeypatch: pytest.MonkeyPatch, times: int, largest: int, expected: bool
) -> None:
    monkeypatch.setattr(swelling, "LARGEST_STREAM", largest)
    assert is_bomb(swelling_pdf(_SIZE, times)) is expected


def test_many_streams_are_measured_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swelling, "LARGEST_PDF", 3 * _SIZE)
    assert not is_bomb(swelling_pdf(_SIZE) * 3)
    assert is_bomb(swelling_pdf(_SIZE) * 4)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4\nstream\n", b"stream\r\nx\x9c broken", b"stream\nx", b"stream" * 5000],
)
def test_what_is_not_deflated_has_no_size(content: bytes) -> None:
    assert not is_bomb(content)


def test_an_ordinary_paper_is_none() -> None:
    assert not is_bomb(pdf("Invoice 2026-08-01"))
