"""The long runs find what they run, and say what there is."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import pytest

from tests.conformance.exchange.disks import DISKS
from tests.shared import ROOT
from tests.soak import __main__ as soak
from tests.soak.__main__ import BAD_LINE, FUZZES, MACHINE, PARTS, STORES, STORIES, environment, failover, main


def test_every_fuzz_of_a_reader_is_run_for_longer() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "conformance").rglob("test_*fuzz.py")}
    assert set(FUZZES) == found


def test_every_state_machine_of_a_store_is_run_for_longer() -> None:
    conformance = ROOT / "tests" / "conformance"
    found = {*conformance.glob("*store/test_machine.py"), conformance / "log" / "test_machine.py"}
    assert set(STORES) == {path.relative_to(ROOT).as_posix() for path in found}
    for path in STORES:
        text = (ROOT / path).read_text("utf-8")
        assert "RABTA_STORE_STEPS" in text or "settings=RUNS" in text


def test_a_long_run_has_the_full_budget_and_a_number_that_is_stated_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RABTA_BUDGET", "quarter")
    monkeypatch.delenv("RABTA_STORE_STEPS", raising=False)
    found = environment(RABTA_STORE_STEPS="5000")
    assert (found["RABTA_BUDGET"], found["RABTA_STORE_STEPS"]) == ("full", "5000")
    monkeypatch.setenv("RABTA_STORE_STEPS", "7")
    assert environment(RABTA_STORE_STEPS="5000")["RABTA_STORE_STEPS"] == "7"


def test_the_stories_of_nodes_are_told_more_often_and_on_both_engines() -> None:
    assert STORIES.keys() == DISKS.keys()
    told = (ROOT / MACHINE).read_text("utf-8")
    assert all(word in told for word in ("RABTA_SYNC_STORIES", "RABTA_SYNC_SEED", "def test_at_rest"))


def test_the_bad_line_between_nodes_is_longer_bad() -> None:
    told = (ROOT / BAD_LINE).read_text("utf-8")
    assert all(word in told for word in ("RABTA_SYNC_ROUNDS", "RABTA_SYNC_CHANGES"))


def test_a_part_that_is_none_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert (
        "there are fuzz, stores, sync_sqlite, sync_postgres, sync_faults, judging, detect, demo, demo_postgres, "
        "kills, attack, histories, failover, suite" in capsys.readouterr().err
    )


def test_the_first_part_that_fails_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def part(name: str, code: int) -> int:
        ran.append(name)
        return code

    for name, code in (("fuzz", 3), ("stores", 0), ("demo_postgres", 0), ("later", 0)):
        monkeypatch.setitem(PARTS, name, partial(part, name, code))
    assert main([]) == 3
    assert ran == ["fuzz"]
    assert main(["later"]) == 0


@pytest.mark.parametrize(("required", "code"), [("", 0), ("1", 1)])
def test_without_etcd_the_fail_over_is_visibly_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], required: str, code: int
) -> None:
    monkeypatch.setenv("RABTA_REQUIRE_SHARED", required)
    monkeypatch.setattr(soak, "shutil", SimpleNamespace(which=lambda _name: None))
    assert failover() == code
    assert "not run, as etcd is not installed" in capsys.readouterr().err


def test_the_suite_runs_only_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def part(name: str) -> int:
        ran.append(name)
        return 0

    names = list(PARTS)
    for name in names:
        monkeypatch.setitem(PARTS, name, partial(part, name))
    assert main([]) == 0
    assert ran == [name for name in names if name != "suite"]
    assert main(["suite"]) == 0
    assert ran[-1] == "suite"
