"""Several JSON documents in one file; what is none is said."""

import pytest

from makewhole.books.answers import parse


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": 1}\n{"a": 2}\n',
        b'{\n  "a": 1\n}\r\n\r\n{\n  "a": 2\n}',
        b'{"a": 1}{"a": 2}',
        '{"a": 1}\n{"a": 2}'.encode("utf-8-sig"),
        '{"a": 1}\n{"a": 2}'.encode("utf-16"),
    ],
)
def test_documents_behind_one_another_are_a_list(content: bytes) -> None:
    assert parse(content) == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[" * 100_000, "nested deeper than any answer is"),
        (b'{"a": 1}\n{"a', "Unterminated string"),
        (b" \n", "there is no document"),
    ],
)
def test_what_is_no_document_is_said(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(content)
