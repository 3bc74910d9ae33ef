"""What every detector of the directory has to hold, each over its own worlds."""

from __future__ import annotations

import inspect
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final

import numpy as np
import pytest

from services.linkage.detectors.contract import Detector
from services.linkage.detectors.naming import Found, run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import TABLES, Mark, NodeKind, Snapshot, Table, in_order
from tests.conformance.detectors import calls, money, papers, shapes, travel
from tests.conformance.detectors.case import Build, Case
from tests.fakes.snapshot_world import SnapshotWorld

CASES: Final[dict[str, Case]] = {**money.CASES, **shapes.CASES, **calls.CASES, **travel.CASES, **papers.CASES}
LOOK_ALIKES: Final = [(number, name) for number, case in CASES.items() for name in case.look_alikes]
URDU: Final = range(0x600, 0x700)
FOR_PROTECTION: Final = {("M5", "ransom")}
"""Look-alikes of which those who protect are told."""
CHILDREN: Final = {"T1", "T3"}
"""Detectors whose rows need children among the parties."""


def told(build: Build) -> tuple[Snapshot, int]:
    world = SnapshotWorld()
    subject = build(world)
    return world.snapshot(), subject


def found(number: str, build: Build) -> tuple[Found, Snapshot, int]:
    snapshot, subject = told(build)
    return run(detectors()[number], snapshot, {}), snapshot, subject


def subjects(what: Found) -> set[int]:
    return {each.subject for each in what.findings}


def test_every_detector_has_worlds_and_every_world_a_detector() -> None:
    assert sorted(CASES) == list(detectors())
    assert len(CASES) == 27


@pytest.mark.parametrize("number", CASES)
def test_it_says_what_it_is(number: str) -> None:
    detector = detectors()[number]
    english, urdu = detector.words
    assert english.isascii()
    assert english.endswith(".")
    assert any(ord(letter) in URDU for letter in urdu)
    assert set(detector.tables) <= set(TABLES)
    assert detector.version >= 1
    assert detector.authorities
    assert detector.columns
    assert detector.look_alikes
    assert len({each.name for each in detector.parameters}) == len(detector.parameters) > 0
    assert all(each.unit and each.text for each in detector.parameters)
    with pytest.raises(ValueError, match="no parameter nonsense"):
        detector.values({"nonsense": 1})


@pytest.mark.parametrize("number", CASES)
def test_every_parameter_is_read(number: str) -> None:
    find = detectors()[number].find
    source = inspect.getsource(import_module((find.func if isinstance(find, partial) else find).__module__))
    unread = [each.name for each in detectors()[number].parameters if f'values["{each.name}"]' not in source]
    assert unread == []


@pytest.mark.parametrize("number", CASES)
def test_the_textbook_pattern_is_found(number: str) -> None:
    what, snapshot, subject = found(number, CASES[number].positive)
    assert subject in subjects(what)
    for each in what.findings:
        assert each.rows
        for table, row in each.rows:
            assert row in getattr(snapshot, table)["row"]
        assert dict(each.values)


@pytest.mark.parametrize("number", CASES)
def test_spread_over_twice_the_time_it_is_missed(number: str) -> None:
    """What is missed is known: whoever takes twice the time, or does it a little less, is not found."""
    what, _, subject = found(number, CASES[number].spread)
    assert subject not in subjects(what)


@pytest.mark.parametrize(("number", "name"), LOOK_ALIKES)
def test_a_look_alike_is_silent(number: str, name: str) -> None:
    what, _, _ = found(number, CASES[number].look_alikes[name])
    assert what.findings == []
    assert bool(what.to_protect) == ((number, name) in FOR_PROTECTION)


@pytest.mark.parametrize("number", CASES)
def test_the_pattern_within_a_look_alike_is_found(number: str) -> None:
    """Where a row has no mixture of its own, its subject keeps a listed agent's shop beside it."""
    what, _, subject = found(number, CASES[number].mixed or beside_a_shop(CASES[number].positive))
    assert subject in subjects(what)


def beside_a_shop(build: Build) -> Build:
    def mixed(world: SnapshotWorld) -> int:
        subject = build(world)
        money.shop(world, subject)
        return subject

    return mixed


def test_a_shop_alone_is_silent_for_every_rule() -> None:
    snapshot, owner = told(money.shop)
    assert {number for number, rule in detectors().items() if run(rule, snapshot, {}).findings} == set()
    assert owner in {each.subject for rule in detectors().values() for each in run(rule, snapshot, {}).silent}


@pytest.mark.parametrize("number", CASES)
def test_children_are_parties_and_never_named(number: str) -> None:
    """Where everybody but the subject may be a child, the subject alone is named."""
    snapshot, subject = told(CASES[number].positive)
    nodes = snapshot.nodes.copy()
    others = (nodes["kind"] == NodeKind.PERSON) & (np.arange(len(nodes)) != subject)
    nodes["marks"][others] &= ~int(Mark.ADULT)
    what = run(detectors()[number], replace(snapshot, nodes=nodes), {})
    people = {each for each in subjects(what) if nodes["kind"][each] == NodeKind.PERSON}
    assert people <= {subject}


@pytest.mark.parametrize("number", CASES)
@pytest.mark.parametrize("marks", [Mark.PRESUMED_VICTIM, Mark.PROTECTED, Mark.MINORS_WALLET, None])
def test_who_is_protected_or_may_be_a_child_is_never_named(number: str, marks: Mark | None) -> None:
    """Neither named nor silent by name: those who protect have the rows, without whose they are."""
    snapshot, subject = told(CASES[number].positive)
    if snapshot.nodes["kind"][subject] != NodeKind.PERSON and marks is None:
        assert number == "M7"
        return
    nodes = snapshot.nodes.copy()
    if marks is None:
        nodes["marks"][subject] &= ~int(Mark.ADULT)
    else:
        nodes["marks"][subject] |= int(marks)
    what = run(detectors()[number], replace(snapshot, nodes=nodes), {})
    assert subject not in {each.subject for each in (*what.findings, *what.silent)}
    if not (number in CHILDREN and marks is None):
        assert what.to_protect


def without(snapshot: Snapshot, rows: set[tuple[str, int]]) -> Snapshot:
    kept: dict[str, Table] = {}
    for name in TABLES:
        table: Table = getattr(snapshot, name)
        gone = [row for where, row in rows if where == name]
        kept[name] = table[~np.isin(table["row"], gone)] if gone else table
    return Snapshot(**kept)


@pytest.mark.parametrize("number", CASES)
def test_rows_that_are_gone_carry_no_finding(number: str) -> None:
    """Expunged, or outside the dates of a warrant: what is not in the snapshot is not computed."""
    what, snapshot, subject = found(number, CASES[number].positive)
    mine = {row for each in what.findings if each.subject == subject for row in each.rows}
    after = run(detectors()[number], without(snapshot, set(mine)), {})
    assert subject not in subjects(after)
    one = sorted(mine)[len(mine) // 2]
    again = run(detectors()[number], without(snapshot, {one}), {})
    assert one not in {row for each in (*again.findings, *again.silent) for row in each.rows}


@pytest.mark.parametrize("number", CASES)
def test_one_snapshot_gives_the_same_bytes(number: str) -> None:
    """Whatever order rows came in, and however often it runs."""
    what, snapshot, _ = found(number, CASES[number].positive)
    draw = np.random.default_rng(5)
    mixed = {
        name: in_order(getattr(snapshot, name)[draw.permutation(len(getattr(snapshot, name)))])
        for name in TABLES
        if name != "nodes"
    }
    assert repr(run(detectors()[number], Snapshot(nodes=snapshot.nodes, **mixed), {})) == repr(what)


@pytest.mark.parametrize("number", CASES)
def test_nothing_is_found_in_an_empty_world(number: str) -> None:
    assert run(detectors()[number], SnapshotWorld().snapshot(), {}) == Found([], [], [])


@pytest.mark.parametrize("number", CASES)
def test_a_hidden_row_changes_nothing_of_others(number: str) -> None:
    """Another pattern elsewhere, of which the caller may not read the rows, moves neither a figure nor an order."""
    what, _, _ = found(number, CASES[number].positive)
    world = SnapshotWorld()
    CASES[number].positive(world)
    told_first = {name: len(getattr(world.snapshot(), name)) for name in TABLES}
    other = world.person()
    world.pay(1_770_000_000, world.account(other), world.account(), 999_999)
    snapshot = world.snapshot()
    hidden = {("transfers", int(snapshot.transfers["row"].max()))}
    assert told_first["transfers"] < len(snapshot.transfers)
    assert repr(run(detectors()[number], without(snapshot, hidden), {})) == repr(what)


def test_no_detector_reads_where_somebody_comes_from() -> None:
    """No district, name, sect or language is a column of a node: none can be a feature."""
    assert set(TABLES["nodes"].names or ()) == {"kind", "person", "household", "marks"}


def test_ids_are_families_of_their_own() -> None:
    letters: dict[str, set[str]] = {}
    for detector in detectors().values():
        letters.setdefault(detector.id[0], set()).add(detector.family)
    assert {letter: len(held) for letter, held in letters.items()} == dict.fromkeys("CGMPRT", 1)


def test_detectors_are_of_one_kind() -> None:
    assert all(isinstance(each, Detector) for each in detectors().values())
