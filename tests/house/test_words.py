"""Words that do not belong here: unfinished work, places of one machine, hosts of downloads."""

import re

from tests.house.tree import ROOT, nothing, short, text_files

UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b")
PLACES = re.compile(
    r"(?:^|[\s\"'(=:])(?:/wo" r"rk/|/ho" r"me/\w|/Us" r"ers/\w|/tm" r"p/\w|[A-Z]:\\\w)"
)
HOSTS = re.compile(
    r"pypi\.o" r"rg|pythonho" r"sted|registry\.npm" r"js|jsde" r"livr|unp" r"kg\.com"
    r"|repo1?\.ma" r"ven|githubuser" r"content|--(?:extra-)?index-" r"url|--find-li" r"nks"
)  # fmt: skip
OTHERS = re.compile(r"\b(?:clau" r"de|anthro" r"pic|chat" r"gpt|copi" r"lot|open" r"ai)\b", re.I)
PAPERS = re.compile(r"\b(?:decisions|machinery|stack)\.m" r"d\b|/BRI" r"EF|/BOA" r"RD")


def found(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands, as file and line."""
    return [
        f"{short(path)}:{number}: {match.group(0).strip()}"
        for path in text_files()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        for match in pattern.finditer(line)
    ]


def test_nothing_is_left_for_later() -> None:
    nothing(found(UNFINISHED))


def test_no_file_names_a_place_of_one_machine() -> None:
    nothing(found(PLACES))


def test_no_file_names_a_host_to_download_from() -> None:
    nothing(found(HOSTS))


def test_the_project_speaks_of_itself_alone() -> None:
    nothing(found(OTHERS))
    nothing(found(PAPERS))


def test_the_lock_files_pin_by_hash_and_name_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[A-Za-z0-9_.\[\]-]+==\S+", text, re.M)
        assert pinned and text.count("--hash=sha256:") >= len(pinned)
