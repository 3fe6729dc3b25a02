"""The bundled demo account is what its seed plays, and shows what a first reader should see."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

from makewhole.demo import AS_OF
from makewhole.simulate import demo
from makewhole.simulate.oracle.truth import prove


def test_the_bundled_files_are_those_the_seed_gives() -> None:
    folder = Path(str(files("makewhole.demo").joinpath("reports")))
    bundled = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    made = {one.name: one.content for one in demo.demo_files()}
    assert AS_OF == demo.AS_OF
    assert bundled == set(made)
    for name, content in made.items():
        assert (folder / name).read_bytes() == content, (
            f"{name} is stale: run python -m makewhole.simulate.demo"
        )


def test_it_is_small_and_shows_every_kind_of_decision() -> None:
    made = list(demo.demo_files())
    assert len(made) < 25
    assert sum(len(one.content) for one in made) < 1_500_000
    decisions = Counter(one.decision for one in prove(demo.demo_world().reports, AS_OF))
    assert {"claim", "wait", "review", "expired"} <= set(decisions)
