"""Jobs are done after those they need, however many hands there are, and errors are not lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makewhole.engine import Job, open_engine
from makewhole.engine.jobs import InACircle, as_ready, jobs_in_order


class _Log:
    """What was begun and ended, in order, and how many private jobs were ever under way."""

    def __init__(self) -> None:
        self.lock, self.said = threading.Lock(), list[tuple[str, str]]()
        self.private = self.most_private = self.under_way = self.most = 0

    def do(self, name: str, private: bool = False) -> None:
        with self.lock:
            self.said.append(("begun", name))
            self.private += private
            self.under_way += 1
            self.most_private = max(self.most_private, self.private)
            self.most = max(self.most, self.under_way)
        with self.lock:
            self.said.append(("done", name))
            self.private -= private
            self.under_way -= 1

    def job(self, name: str, *needs: str, private: bool = False, length: int = 1) -> Job:
        do = partial(self.do, name, private)
        return Job(name, do, frozenset(needs), private=private, length=length)


@given(
    needs=st.lists(st.lists(st.integers(0, 30), max_size=3), max_size=14),
    shuffled=st.randoms(use_true_random=False),
    privately=st.booleans(),
)
@settings(deadline=None, max_examples=60)
def test_no_job_begins_before_those_it_needs_are_done(
    needs: list[list[int]], shuffled: object, privately: bool
) -> None:
    log = _Log()
    jobs = [
        log.job(str(n), *(str(m) for m in asked if m < n), private=n % 3 == 0)
        for n, asked in enumerate(needs)
    ]
    shuffled.shuffle(jobs)  # type: ignore[attr-defined]
    with ThreadPoolExecutor(2) as pool:
        as_ready(jobs, pool, privately=privately)
    assert sorted(log.said) == sorted((w, j.name) for j in jobs for w in ("begun", "done"))
    for job in jobs:
        begun = log.said.index(("begun", job.name))
        assert all(log.said.index(("done", name)) < begun for name in job.needs)
    assert log.most <= 2
    assert privately or log.most_private <= 1


def test_of_those_ready_the_first_given_comes_first() -> None:
    log = _Log()
    jobs = [log.job("c", "b"), log.job("a"), log.job("d"), log.job("b", "not one of these")]
    assert [job.name for job in jobs_in_order(jobs)] == ["a", "d", "b", "c"]


def test_the_longest_row_is_begun_first() -> None:
    log = _Log()
    jobs = [log.job("short"), log.job("first"), log.job("long", "first", length=9), log.job("x")]
    with ThreadPoolExecutor(1) as pool:
        as_ready(jobs, pool, privately=True)
    begun = [name for what, name in log.said if what == "begun"]
    assert begun[0] == "first" and sorted(begun) == ["first", "long", "short", "x"]


def test_jobs_in_a_circle_are_named() -> None:
    log = _Log()
    with pytest.raises(InACircle, match="a, b: each waits") as raised:
        jobs_in_order([log.job("a", "b"), log.job("free"), log.job("b", "a")])
    assert raised.value.names == ("a", "b")


def test_an_error_ends_it_and_nothing_that_waits_for_it_is_begun() -> None:
    log = _Log()

    def fail() -> None:
        raise ValueError("spoiled")

    jobs = [Job("bad", fail), log.job("after", "bad"), log.job("beside")]
    with ThreadPoolExecutor(2) as pool, pytest.raises(ValueError, match="spoiled"):
        as_ready(jobs, pool, privately=True)
    assert ("begun", "after") not in log.said


def test_private_names_are_seen_by_the_thread_alone_that_made_them() -> None:
    with open_engine("duckdb", threads=1) as engine:
        engine.prepare_for(10)  # few rows: two at a time
        both = threading.Barrier(2)
        found = dict[str, object]()

        def keep(name: str) -> None:
            engine.view("mine", f"select '{name}' as a", private=True)
            engine.table("kept", "select a, 1 as n from mine", private=True)
            both.wait(timeout=30)
            found[name] = engine.rows("select a, n from kept")
            engine.table("mine", "select 'a table now' as a", private=True)
            found[f"{name} again"] = engine.rows("select a from mine")

        engine.as_ready([Job(name, partial(keep, name), private=True) for name in "ab"])
        assert found["a"] == [("a", 1)] and found["b"] == [("b", 1)]
        assert found["a again"] == found["b again"] == [("a table now",)]
        assert not {"mine", "kept"} & engine.names()
