"""Folders that live as long as their process, and sweeping those whose process has died.

A lease is a folder with a lock file beside it. The lock is an open exclusive transaction of SQLite:
it exists on every platform and ends with the process, however that ends, so it says reliably whose
leftovers may be removed. (A process id would not: ids are used again.)
"""

import shutil
import sqlite3
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

TEMPORARY = "makewhole-"  # how leases in the system's own folder for passing files begin
_LOCK = ".lock"


class Lease:
    """A folder of this process below `parent`; removed on release, or swept after a crash."""

    def __init__(self, parent: Path, prefix: str = "") -> None:
        parent.mkdir(parents=True, exist_ok=True)
        while True:
            self.folder = parent / f"{prefix}{uuid.uuid4().hex}"
            self._lock_file = _lock_of(self.folder)
            self._lock = _locked(self._lock_file)
            # A sweep between making and locking the file may have taken it for a dead one.
            if self._lock is not None and self._lock_file.exists():
                break
        self.folder.mkdir(mode=0o700)

    def release(self) -> None:
        """Remove the folder with all that is in it, and the lock."""
        if self._lock is None:
            return
        _remove(self.folder, self._lock_file)
        self._lock.close()
        self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def sweep_dead(parent: Path, prefix: str = "") -> list[Path]:
    """Remove the leases below `parent` whose processes have died; gives their folders."""
    swept = []
    for lock_file in sorted(parent.glob(f"{prefix}*{_LOCK}")):
        lock = _locked(lock_file)
        if lock is None:
            continue
        folder = lock_file.with_name(lock_file.name.removesuffix(_LOCK))
        _remove(folder, lock_file)
        lock.close()
        swept.append(folder)
    return swept


def any_alive(parent: Path) -> bool:
    """Whether some process, this one included, holds a lease below `parent`."""
    for lock_file in parent.glob(f"*{_LOCK}"):
        lock = _locked(lock_file)
        if lock is None:
            return True
        lock.close()
    return False


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + _LOCK)


def _locked(lock_file: Path) -> sqlite3.Connection | None:
    """The lock, or None where a living process holds it (or it is another user's)."""
    lock = sqlite3.connect(lock_file, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("pragma journal_mode = off")
        lock.execute("begin exclusive")
    except sqlite3.Error:
        lock.close()
        return None
    return lock


def _remove(folder: Path, lock_file: Path) -> None:
    # The folder first: a lock without folder is swept later, a folder without lock never.
    shutil.rmtree(folder, ignore_errors=True)
    lock_file.unlink(missing_ok=True)
