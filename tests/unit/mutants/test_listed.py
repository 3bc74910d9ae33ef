"""What is listed as no fault is a change that can be made to code that is there, with a reason, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.__main__ import Choice, main, sampled
from tests.mutants.changes import mutants
from tests.mutants.left import Left
from tests.mutants.parts import PARTS, files, listed
from tests.shared import ROOT

LISTED = list(listed())


def test_each_names_code_that_is_there() -> None:
    names = {
        path: {mutant.name for mutant in mutants((ROOT / path).read_text(), path)}
        for path in {each.path for each in LISTED}
    }
    assert [each for each in LISTED if each.name not in names[each.path]] == []


def test_each_is_of_a_part_has_a_reason_and_comes_once() -> None:
    judged = {path.relative_to(ROOT).as_posix() for part in PARTS.values() for path in files(part.sources)}
    assert {each.path for each in LISTED} <= judged
    assert all(len(each.why) > 20 for each in LISTED)
    assert len({each[:2] for each in LISTED}) == len(LISTED)


def test_a_part_that_is_none_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert "there are protection" in capsys.readouterr().err


def test_a_sample_is_in_order_and_the_same_each_time() -> None:
    some = sampled(range(1000), 60)
    assert some == sorted(set(some)) == sampled(range(1000), 60)
    assert len(some) == 60
    assert max(some) > 900
    assert sampled(range(5), 60) == [0, 1, 2, 3, 4]


def test_a_sample_is_of_faults_within_functions_or_of_those_outside() -> None:
    path = str(ROOT / "services/vocabulary/protection.py")
    every = [(path, mutant) for mutant in mutants(Path(path).read_text(), path)]
    inside = Choice(sample=1000).of(every, set())
    outside = Choice(sample=1000, loading=True).of(every, set())
    assert all(mutant.in_function for _, mutant in inside)
    assert not any(mutant.in_function for _, mutant in outside)
    assert len(inside) + len(outside) == len(every) > len(inside) > 0
    assert Choice(frozenset({"another"})).of(every, set()) == []
    again = Choice(again=True).of(every, {(path, every[3][1].name), ("another", every[0][1].name)})
    assert again == [every[3]]


def test_what_no_test_finds_is_written_at_once_but_for_what_is_listed(tmp_path: Path) -> None:
    (tmp_path / "some.tsv").write_text(f"{LISTED[0].path}\t7\tof the last run\n")
    left = Left("some", tmp_path)
    path = str(ROOT / LISTED[0].path)
    assert left.last == {(path, "of the last run")}
    every = {mutant.name: mutant for mutant in mutants(Path(path).read_text(), path)}
    other = next(mutant for name, mutant in every.items() if (LISTED[0].path, name) not in {e[:2] for e in LISTED})
    left.begin()
    left(path, every[LISTED[0].name])
    assert (tmp_path / "some.tsv").read_text() == ""
    left(path, other)
    assert (tmp_path / "some.tsv").read_text() == f"{LISTED[0].path}\t{other.lines[0]}\t{other.name}\n"
    assert Left("some", tmp_path).last == {(path, other.name)}
