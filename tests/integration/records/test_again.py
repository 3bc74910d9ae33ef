"""Judging again by a registry that came later: batch by batch, protection first, to what a judgment from the start is."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import strategies as st

from services.access.class_text import read_class
from services.records.app import again
from services.records.app.again import NOTHING, judge_again
from services.records.judging_port import Judging, Left
from services.values.records import CaseReference, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import (
    FIA,
    HIGH_COURT,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    court,
    event,
    fir,
    man,
    order,
    party,
    person,
)
from tests.fakes.records_node import Federation, Node, caller, open_node
from tests.fakes.world.registries import PARTS, early
from tests.integration.records.judged import (
    by,
    judged,
    kept,
    later,
    lowered,
    send,
    walk,
)
from tests.integration.records.test_classes_exact import brief, stories

SOME = st.sets(
    st.tuples(st.sampled_from([POLICE, SINDH, FIA, PRISONS, SESSIONS, HIGH_COURT]), st.sampled_from(PARTS)), max_size=6
)
NO_COURTS = {(HIGH_COURT, "courts"), (SESSIONS, "courts"), (HIGH_COURT, "registers"), (SESSIONS, "registers")}


class TestEnd:
    """However the pages came, the end is what judging all of them by the later version from the start makes."""

    @pytest.mark.budgeted
    @pytest.mark.parametrize("batch", [1, 3, 64])
    def test_is_as_from_the_start(self, known: Federation, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(again, "BATCH", batch)

        @budget(25, suppress_health_check=list(HealthCheck))
        @given(stories(), SOME, st.integers(0, 7), st.integers(0, 3))
        def check(pages: list[list[RecordVersion]], missing: set[tuple[str, str]], cut: int, turns: int) -> None:
            note("\n".join(brief(each) for page in pages for each in page))
            note(sorted(missing))
            with tempfile.TemporaryDirectory() as folder:
                walk(
                    Path(folder) / "one",
                    known,
                    lambda node: self.both(node, Path(folder), known, pages, missing, cut, turns),
                )

        check()

    async def both(
        self, node: Node, folder: Path, known: Federation, pages: list[list[RecordVersion]],
        missing: set[tuple[str, str]], cut: int, turns: int,
    ) -> None:  # fmt: skip
        full = later(known)
        by(node, early(known.registry, missing))
        await send(node, pages[:cut])
        by(node, full)
        for _ in range(turns):
            await judge_again(node.context, full, node.now_ms)
        await send(node, pages[cut:])
        await judged(node)
        start = open_node(folder / "start", replace(known, registry=full))
        await send(start, pages)
        assert await kept(node) == await kept(start)
        await start.context.store.close()


class TestProtectionFirst:
    @pytest.mark.budgeted
    def test_while_versions_are_left_nothing_is_lowered(
        self, known: Federation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(again, "BATCH", 2)

        @budget(25, suppress_health_check=list(HealthCheck))
        @given(stories(), SOME)
        def check(pages: list[list[RecordVersion]], missing: set[tuple[str, str]]) -> None:
            note("\n".join(brief(each) for page in pages for each in page))
            with tempfile.TemporaryDirectory() as folder:
                walk(Path(folder), known, lambda node: run(node, pages, missing))

        async def run(node: Node, pages: list[list[RecordVersion]], missing: set[tuple[str, str]]) -> None:
            by(node, early(known.registry, missing))
            await send(node, pages)
            by(node, later(known))
            left = Left(1, 0)
            while left.versions:
                before = await kept(node)
                left = await judge_again(node.context, node.federation.registry, node.now_ms)
                assert lowered(before, await kept(node)) == []

        check()

    def test_a_page_meanwhile_lowers_nothing_either(self, known: Federation, tmp_path: Path, monkeypatch: Any) -> None:
        """A seal that falls because nobody's number is now somebody's stays until every version was looked at."""
        monkeypatch.setattr(again, "BATCH", 1)
        enquiry = CaseReference("ENQUIRY", "FIA/LHR/1/2020")
        tie = case_file("tie", agency=POLICE, case_references=(CaseReference("COURT_CASE", "LHC/1/2020"), enquiry))

        async def steps(node: Node) -> None:
            by(node, early(known.registry, {(FIA, "registers"), (HIGH_COURT, "registers")}))
            seal = order("seal", "SEALED", case_references=(CaseReference("COURT_CASE", "LHC/1/2020"),))
            await node.put(tie, party("p", agency=SINDH, case_references=(enquiry,)), seal, *man(5)[:2])
            by(node, later(known))
            before = await kept(node)
            for _ in range(3):
                await judge_again(node.context, node.federation.registry, node.now_ms)
                await node.put(event(f"e{_}", "CHALLAN_FINAL", "2020-05-14", agency=SINDH, case_references=(enquiry,)))
                after = await kept(node)
                assert lowered(before, after) == []
                before = after
            await judged(node)

        walk(tmp_path, known, steps)


class TestWhatChanges:
    def test_a_court_admitted_later_seals_from_then_on(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            by(node, early(known.registry, NO_COURTS))
            await node.put(case_file(), party(), party("far", agency=SINDH, case_references=(fir(7),)))
            await node.put(order("seal", "SEALED"))
            assert not any(
                read_class(each.klass).sealed for name, each in (await kept(node)).items() if "seal" not in name
            )
            by(node, later(known))
            await judged(node)
            sealed = {name for name, each in (await kept(node)).items() if read_class(each.klass).sealed}
            assert f"{POLICE}/party" in sealed

        walk(tmp_path, known, steps)

    @pytest.mark.parametrize(
        ("word", "missing"),
        [
            (order("seal", "SEALED", case_references=()), (HIGH_COURT, "courts")),
            (party("t", agency=PRISONS, subject=person(born="2004-01-01"),
                   case_references=(CaseReference("PRISON_UNDER_TRIAL", "LHR/9/2020"),)), (PRISONS, "registers")),
        ],
        ids=["order", "birth"],
    )  # fmt: skip
    def test_a_person_s_other_cases_are_judged_too(
        self, known: Federation, tmp_path: Path, word: RecordVersion, missing: tuple[str, str]
    ) -> None:
        async def steps(node: Node) -> None:
            by(node, early(known.registry, {missing}))
            await node.put(case_file(), party(subject=person(born="")), word)
            before = await kept(node)
            by(node, later(known))
            await judged(node)
            one, now = (read_class(each[f"{POLICE}/party"].klass) for each in (before, await kept(node)))
            assert (one.sealed, one.juvenile) != (now.sealed, now.juvenile)
            assert now.sealed or now.juvenile == "YES"

        walk(tmp_path, known, steps)

    def test_a_stranger_s_word_gains_nothing_by_it(self, known: Federation, tmp_path: Path) -> None:
        """Papers that somebody wrote under numbers of nobody become papers under somebody else's."""

        async def steps(node: Node) -> None:
            by(node, early(known.registry, {(POLICE, "registers")}))
            await node.put(case_file(), party(), case_file("mine", agency=SINDH), order("s", "SEALED", agency=SINDH))
            await node.put(court("end", "ACQUITTAL_265K", "2021-01-01", agency=SINDH))
            by(node, later(known))
            await judged(node)
            found = {name: read_class(each.klass) for name, each in (await kept(node)).items()}
            assert not found[f"{POLICE}/party"].sealed
            assert not found[f"{POLICE}/party"].favourable
            assert f'"holders\\":[\\"{POLICE}\\"]' in (await kept(node))[f"{SINDH}/mine"].facts

        walk(tmp_path, known, steps)

    def test_what_was_said_at_the_leaf_stands(self, known: Federation, tmp_path: Path) -> None:
        """A register that goes to another agency, or an agency that leaves, takes nothing from a word given before."""

        async def steps(node: Node) -> None:
            await node.put(case_file(), party(), order("seal", "SEALED"))
            before = await kept(node)
            by(node, early(known.registry, NO_COURTS | {(POLICE, "registers")}, 2))
            await judged(node)
            assert await kept(node) == before

        walk(tmp_path, known, steps)

    def test_a_row_that_begins_today_says_nothing_of_yesterday(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            by(node, early(known.registry, {(POLICE, "registers")}))
            await node.put(case_file(), party())
            before = await kept(node)
            full = later(known)
            since = {"2026-05-30": False, "2026-05-29": True, "2020-01-01": True}
            for version, (day, gained) in enumerate(since.items(), 2):
                row = full.agencies[POLICE]
                rows = tuple(each._replace(since=day) for each in row.registers)
                registry = early(
                    replace(full, agencies={**full.agencies, POLICE: replace(row, registers=rows)}), (), version
                )
                by(node, registry)
                await judged(node)
                assert (await kept(node) != before) == gained, day

        walk(tmp_path, known, steps)

    def test_an_answer_that_was_prepared_is_not_given_any_more(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            by(node, early(known.registry, NO_COURTS))
            await node.put(case_file(), party(), party("fia", agency=FIA), order("seal", "SEALED"))
            full = later(known)
            by(node, full)
            assert any("/fia/" in line.version for line in (await node.history(caller())).timeline)
            assert any("/fia/" in line.version for line in (await node.history(caller())).timeline)
            await judged(node)
            assert not any("/fia/" in line.version for line in (await node.history(caller())).timeline)

        walk(tmp_path, known, steps)


class TestPosition:
    def test_an_idle_store_is_left_alone(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(*man(3))
            await judged(node)
            async with node.context.store.snapshot() as view:
                assert await view.judging() == Judging(1, 13, 0, 0)
            await node.put(*man(4))
            assert await judged(node) == [], "pages by the version in use are judged when they come"
            async with node.context.store.snapshot() as view:
                assert (await view.judging()).position == 26

        walk(tmp_path, known, steps)

    def test_a_page_by_an_older_version_is_looked_at_again(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            old, new = early(known.registry, NO_COURTS), later(known)
            await judge_again(node.context, new, node.now_ms)
            by(node, old)
            await node.put(case_file(), party(), party("fia", agency=FIA), order("seal", "SEALED"))
            assert await judge_again(node.context, old, node.now_ms) == NOTHING, "who lags behind leaves it to others"
            by(node, new)
            await judged(node)
            assert read_class((await kept(node))[f"{FIA}/fia"].klass).sealed

        walk(tmp_path, known, steps)

    def test_batches_are_of_constant_size(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            by(node, early(known.registry, NO_COURTS))
            for number in range(20):
                await node.put(*man(number))
            by(node, later(known))
            left = [each.versions for each in await judged(node) if each.versions]
            assert left[0] == 260 - again.BATCH
            assert all(one - other == again.BATCH for one, other in pairwise(left))

        walk(tmp_path, known, steps)
