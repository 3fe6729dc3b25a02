"""Full disks, two imports at once, a process killed: told in words, and the books stay whole."""

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import DEMO, FILES, environment, makewhole

from makewhole.cli.main import UNEXPECTED, run


def reading(home: Path) -> list[str]:
    """The command line that reads the demo's reports into a home."""
    return [sys.executable, "-m", "makewhole", "read", str(DEMO), "--home", str(home)]


def told(home: Path) -> dict[str, int]:
    """What reading the demo's reports into a home tells."""
    row: dict[str, int] = json.loads(
        makewhole("read", DEMO, "--home", home, "--format", "json").out
    )
    return row


def test_a_full_disk(tmp_path: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    home = tmp_path / "home"
    done = subprocess.run(
        reading(home), capture_output=True, text=True, env=environment(), check=False,
        preexec_fn=no_room,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1,
        f"{home}: the disk is full. The import was stopped and the books are unchanged. Free some "
        "space and read the files again; files already read are recognised.\n",
    )
    assert told(home)["new_files"] == FILES


def test_two_imports_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    both = [subprocess.Popen([*reading(home), "--format", "json"], env=environment(),
                             stdout=subprocess.PIPE, text=True) for _ in range(2)]  # fmt: skip
    ended = [json.loads(each.communicate()[0]) for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sorted(each["new_files"] for each in ended) == [0, FILES]
    assert told(home)["new_files"] == 0


def test_killed_while_reading(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for seconds in (0.8, 1.6):
        process = subprocess.Popen(
            reading(home), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        counted = told(home)
        assert (counted["new_files"], counted["known_files"]) in ((FILES, 0), (0, FILES))
        if counted["known_files"]:
            break
        home = tmp_path / f"home{seconds}"


def test_what_nobody_expected_is_told_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyError("a gear")

    (tmp_path / "x.csv").write_text("a,b\n")
    monkeypatch.setattr("makewhole.cli.commands.identify.identify", stop)
    with pytest.raises(SystemExit) as end:
        run(["identify", str(tmp_path)])
    assert end.value.code == UNEXPECTED
    assert capsys.readouterr().err == (
        "makewhole stopped at something it did not expect (KeyError: 'a gear'). Books of a home "
        "are as they were before. This is a fault of makewhole, not of your files: run the command "
        "again with `makewhole --verbose` and report what it prints.\n"
    )
