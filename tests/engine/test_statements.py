"""Files of named statements under a header."""

import pytest

from makewhole.engine.statements import StatementFileBroken, parse

TEXT = """-- lost: what is lost.
--
-- Needs      A |
--            B C
-- Not owed   nothing
--
-- name: openings
select 1
;
-- name: closings
select 2;
"""


def test_a_file_is_taken_apart() -> None:
    file = parse("lost", TEXT)
    assert file.title == "what is lost."
    assert file.words("Needs") == ["A|B", "C"]
    assert file.fields["Not owed"] == ["nothing"]
    assert {name: sql.strip() for name, sql in file.statements.items()} == {
        "openings": "select 1",
        "closings": "select 2",
    }


def test_a_file_under_another_name_is_refused() -> None:
    with pytest.raises(StatementFileBroken, match=r"found\.sql: -- lost: what is lost\., where"):
        parse("found", TEXT)
