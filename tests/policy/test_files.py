"""Files are found by being there, and hashed together."""

from pathlib import Path

from makewhole.policy.files import PolicyFiles


def write(root: Path, name: str, text: str = "a: 1\n") -> None:
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def test_the_path_of_a_file_is_the_name_of_its_parameter(tmp_path: Path) -> None:
    for name in (
        "window/x.yaml",
        "wait/soft/y.yaml",
        "sources/s.yaml",
        "safety.yaml",
        "fees/f.yaml",
    ):
        write(tmp_path, name)
    write(tmp_path, "__pycache__/z.yaml")
    write(tmp_path, "window/notes.txt")
    files = PolicyFiles(tmp_path)
    assert files.parameter_keys() == ["wait.soft.y", "window.x"]
    assert files.names("sources") == ["s"]
    assert files.names("wait") == []
    assert files.read("nothing") is None


def test_the_digest_changes_with_any_text_and_with_nothing_else(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for root in (one, other):
        write(root, "window/x.yaml")
        write(root, "window/y.yaml", "b: 2\n")
    assert PolicyFiles(one).digest == PolicyFiles(other).digest
    write(other, "window/y.yaml", "b: 3\n")
    assert PolicyFiles(one).digest != PolicyFiles(other).digest
