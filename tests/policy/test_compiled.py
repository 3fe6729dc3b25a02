"""What is kept beforehand tells the same as the YAML, and a stale line is never believed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from makewhole.policy import compiled
from makewhole.policy.files import PolicyFiles


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "window").mkdir()
    (tmp_path / "window" / "x.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_days_and_exact_decimals_come_back_as_such(tmp_path: Path) -> None:
    root = folder_with(tmp_path, "a: 2026-11-21\nb: 0.20\nc: [1, true, null, 'é\u2028']\n")
    files = PolicyFiles(root)
    files.compiled_file.write_text(files.compiled_text(), encoding="utf-8")
    again = PolicyFiles(root)
    found = again.read("window/x")
    assert found == {"a": date(2026, 11, 21), "b": Decimal("0.20"), "c": [1, True, None, "é\u2028"]}
    assert str(found["b"]) == "0.20"


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    root = folder_with(tmp_path, "a: 1\n")
    files = PolicyFiles(root)
    files.compiled_file.write_text(files.compiled_text(), encoding="utf-8")
    (root / "window" / "x.yaml").write_text("a: 2\n", encoding="utf-8")
    assert PolicyFiles(root).read("window/x") == {"a": 2}


def test_a_damaged_line_is_left_out(tmp_path: Path) -> None:
    root = folder_with(tmp_path, "a: 1\n")
    (root / "compiled.txt").write_bytes(b"window/x\n\xff\xfe")
    assert PolicyFiles(root).read("window/x") == {"a": 1}
    assert compiled.index("one cell\ntwo\tcells\n") == {}


def test_the_kept_content_is_used_without_the_yaml(tmp_path: Path) -> None:
    root = folder_with(tmp_path, "a: 1\n")
    files = PolicyFiles(root)
    text = files.compiled_text().replace('{"a":1}', '{"a":3}')
    files.compiled_file.write_text(text, encoding="utf-8")
    assert PolicyFiles(root).read("window/x") == {"a": 3}
