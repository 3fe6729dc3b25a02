"""Mapping files made in the browser: the same text the command line reads, kept by account.

Every later import of the account is read with them, so that a file mapped once is known from then
on. They lie in `HOME/mappings/<account>/`, where a person may also put or edit them.
"""

import hashlib
from pathlib import Path

from makewhole.claims.models import Account, Job, JobState
from makewhole.reports.glance import Glance, check_mapping, glance
from makewhole.web.place import home

_ENDED = (JobState.DONE, JobState.FAILED)


def folder_of(account: Account | int) -> Path:
    """Where the mapping files of an account lie."""
    number = account if isinstance(account, int) else account.pk
    return home() / "mappings" / str(number)


def kept(account: Account | int) -> list[Path]:
    """The mapping files of an account, by name."""
    folder = folder_of(account)
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def keep(account: Account, text: str, headings: list[str]) -> Path:
    """Keep a mapping under a name made of the headings it is for; made again, it is replaced.

    Errors: MappingUnfit; then nothing is kept.
    """
    folder = folder_of(account)
    folder.mkdir(parents=True, exist_ok=True)
    known_by = hashlib.sha256("\t".join(sorted(headings)).encode()).hexdigest()[:12]
    part = folder / f"{known_by}.part"
    part.write_text(text, "utf-8")
    try:
        check_mapping(part)
        return part.replace(folder / f"{known_by}.yaml")
    finally:
        part.unlink(missing_ok=True)


def remove(account: Account, name: str) -> bool:
    """Forget one mapping file; whether it was there."""
    found = [each for each in kept(account) if each.name == name]
    for each in found:
        each.unlink()
    return bool(found)


def unread(job: Job) -> list[Path]:
    """The files a job was given and could not read: they wait for a person to map them."""
    if job.state not in _ENDED:
        return []
    uploads = (home() / "uploads").resolve()
    paths = [Path(each) for each in job.arguments.get("paths", [])]
    return [each for each in paths if each.resolve().is_relative_to(uploads) and each.is_file()]


def looked_at(job: Job, place: int) -> tuple[Path, Glance] | None:
    """One of those files with what it seems to hold; None where it is no table."""
    files = unread(job)
    if place >= len(files):
        return None
    seen = glance(files[place])
    return None if seen is None else (files[place], seen)
