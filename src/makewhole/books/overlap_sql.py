"""The questions that say which rows another file tells again, one per kind of overlap.

Each gives `source, line, part, day` of the rows left out. They ask relations made by `overlap`:
`given`, the rows of a table that files may share, and `places`, the order of the files.
"""

from collections.abc import Mapping

from makewhole.books.form import Document, Multiset, Newest, Replace, Table


def left_out_sql(table: Table) -> str:
    """The rows of a table that are left out, by the kind of its overlap."""
    columns = f"source, line, {part_of(table)} as part, {day_of(table)} as day"
    match table.overlap:
        case Multiset(key=key, prefer=prefer):
            better = f"{prefer}, " if prefer else ""
            # The n-th of the equal rows of one file is the n-th of the others: never their sum.
            return f"""
                with numbered as (
                  select *, count(*) over (partition by key_1, key_2, source) as copies,
                    row_number() over (partition by key_1, key_2, source order by {better}line) as n
                  from (select *, {_digests(key)} from given)
                )
                select {columns} from numbered
                qualify row_number() over (
                  partition by key_1, key_2, n order by copies desc, {better}place) > 1"""
        case Newest(key=key, newest=newest):
            newer = f"{newest} desc nulls last, " if newest else ""
            return f"""
                select {columns} from (select *, {_digests(key)} from given where {_known(key)})
                qualify row_number() over (
                  partition by key_1, key_2 order by {newer}place, line desc) > 1"""
        case Replace(key=key):
            return f"""
                select {columns} from (select *, {_digests(key)} from given where {_known(key)})
                qualify place > min(place) over (partition by key_1, key_2)"""
        case Document(key=key_column):
            return f"""
                select {columns} from given
                semi join lesser on given.source = lesser.source
                  and given.{key_column} = lesser.document"""


def lesser_documents_sql(key: str, tables: Mapping[str, str]) -> str:
    """Documents of a file that another file holds with more rows; `tables`: name to its rows.

    Rows are counted as lines of the file, so that layouts which put several amounts on one line
    compare with those that do not; all tables of a document follow one decision.
    """
    lines = " union ".join(
        f"select source, {key} as document, line from {rows}" for rows in tables.values()
    )
    return f"""
        with counted as (
          select source, document, count(*) as held from ({lines})
          where document is not null group by source, document
        )
        select source, document from counted join places using (source)
        qualify row_number() over (partition by document order by held desc, place) > 1"""


def day_of(table: Table) -> str:
    """The day of a row, or NULL."""
    return table.dated_by or "cast(null as date)"


def part_of(table: Table) -> str:
    """What tells the rows of one record apart: `part` where the table has it."""
    return "coalesce(part, 0)" if "part" in table.schema else "0"


def _digests(key: tuple[str, ...]) -> str:
    # Grouping by ten columns of text takes many times as long as by two numbers. One hash of 64
    # bits would mix two events up once in 100,000 large imports; the second puts the columns
    # together in another order, so that both agree only where every column does.
    forth, back = ", ".join(key), ", ".join(reversed(key))
    return f"hash({forth}) as key_1, hash({back}, 0) as key_2"


def _known(key: tuple[str, ...]) -> str:
    # A row whose whole key is empty is not another telling of anything.
    return "(" + " or ".join(f"{column} is not null" for column in key) + ")"
