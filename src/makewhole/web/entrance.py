"""The one-time key: how the person at the terminal becomes the person in the browser.

A key is a file in the home that only its owner can read; using it removes the file, so it works
once, in whichever process answers first.
"""

import hashlib
import secrets
import time
from pathlib import Path

_GOOD_FOR_SECONDS = 12 * 60 * 60


def make_key(home: Path) -> str:
    """A new key, good for one entrance within twelve hours."""
    folder = _folder(home)
    for old in folder.iterdir():
        if _age(old) > _GOOD_FOR_SECONDS:
            old.unlink(missing_ok=True)
    key = secrets.token_urlsafe(24)
    file = folder / _name(key)
    file.touch(mode=0o600)
    return key


def use_key(home: Path, key: str) -> bool:
    """Whether the key was good; from now on it is not."""
    file = _folder(home) / _name(key)
    try:
        fresh = _age(file) <= _GOOD_FOR_SECONDS
        file.unlink()
    except FileNotFoundError:
        return False
    return fresh


def _folder(home: Path) -> Path:
    folder = home / "web" / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _age(file: Path) -> float:
    return time.time() - file.stat().st_mtime
