"""Connections print nothing and fetch nothing."""

from makewhole.engine import connect


def test_no_bar_of_progress_is_drawn():
    with connect() as connection:
        for each in (connection, connection.cursor()):
            told = each.execute("select current_setting('enable_progress_bar')").fetchall()
            assert told == [(False,)]


def test_nothing_is_fetched():
    with connect(threads=1) as connection:
        names = "('autoinstall_known_extensions', 'autoload_known_extensions', 'threads')"
        told = connection.execute(
            f"select name, value from duckdb_settings() where name in {names} order by 1"
        ).fetchall()
    assert told == [
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("threads", "1"),
    ]
