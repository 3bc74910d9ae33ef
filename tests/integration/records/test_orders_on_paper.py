"""A copy of an order on paper: whose holds what others hold, for how long, and what oversight's reading makes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Unpack

import pytest

from services.records.authority.clocks import DAY_MS, PAPER_MS
from services.values.records import CaseReference, RecordVersion
from tests.fakes.record_maker import (
    FIA,
    OFFICER,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    custody,
    expunged,
    fir,
    following,
    listing,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, federation
from tests.fakes.stated import OfCase
from tests.integration.records.deciding import COPY, claims_of, decide, klass, walk

ACCUSED = party()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("paper"))


def copied(record: RecordVersion) -> RecordVersion:
    return replace(record, body=changed_body(record, extract=COPY))


def on_paper(
    record_id: str = "paper", kind: str = "SEALED", agency: str = FIA, **more: Unpack[OfCase]
) -> RecordVersion:
    """An order of a court that is no member, entered by an agency with its copy."""
    return copied(order(record_id, kind, agency=agency, court="Sessions Court Multan", **more))


ENTRY = listing(agency=FIA)
FRAMED = court("framed", "CHARGE_FRAMED", "2020-06-14", agency=SESSIONS)
"""Another agency's paper in the case of whoever is served."""
ADMITTED = custody(
    "in", "ADMISSION", "2020-07-15", agency=PRISONS,
    case_references=(fir(), CaseReference("PRISON_UNDER_TRIAL", "LHR/4/2020"), CaseReference("ORDER", "LHC/9/2020")),
)  # fmt: skip


def test_by_the_owner_holds_others_papers_about_its_person_for_two_weeks(known: Federation, tmp_path: Path) -> None:
    other = court("other", "CHARGE_FRAMED", "2020-06-14", agency=SESSIONS, subject=person(cnic(7), name="Else"))
    elsewhere = party("elsewhere", agency=SINDH, case_references=(fir(9),))
    served = on_paper(agency=POLICE)

    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, other, ENTRY, elsewhere, served)
        node.now_ms += PAPER_MS - 1
        assert (await klass(node, FRAMED)).own_sealed
        assert not (await klass(node, FRAMED)).sealed, "the court of the case is not blinded"
        assert (await klass(node, served)).own_sealed
        for record in (other, ENTRY, elsewhere, case_file()):
            assert not (await klass(node, record)).own_sealed, record.record_id
        node.now_ms += 1
        assert not (await klass(node, FRAMED)).own_sealed
        assert (await klass(node, served)).own_sealed, "its writer's own stay capped"

    walk(known, tmp_path, steps)


@pytest.mark.parametrize("writer", [POLICE, PRISONS, FIA])
def test_holds_what_others_hold_by_who_has_a_part_in_the_case_alone(
    known: Federation, tmp_path: Path, writer: str
) -> None:
    own = party("own", agency=writer)

    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, ADMITTED, own, on_paper(agency=writer))
        assert (await klass(node, own)).own_sealed, "whoever is served caps its own at once"
        assert (await klass(node, FRAMED)).own_sealed == (writer != FIA)

    walk(known, tmp_path, steps)


@pytest.mark.parametrize("first", [POLICE, PRISONS])
def test_another_speaker_goes_on_by_the_same_clock(known: Federation, tmp_path: Path, first: str) -> None:
    (second,) = {POLICE, PRISONS} - {first}

    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, ADMITTED, on_paper("p1", agency=first))
        node.now_ms += PAPER_MS - DAY_MS
        await node.put(on_paper("p2", agency=second))
        assert (await klass(node, FRAMED)).own_sealed
        node.now_ms += DAY_MS
        assert not (await klass(node, FRAMED)).own_sealed
        await node.put(on_paper("p3", agency=first), on_paper("p4", "PSEUDONYM", agency=second))
        assert not (await klass(node, FRAMED)).own_sealed

    walk(known, tmp_path, steps)


def test_a_stranger_s_begins_no_clock(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, on_paper())
        node.now_ms += PAPER_MS
        await node.put(on_paper("p2", agency=POLICE))
        assert (await klass(node, FRAMED)).own_sealed
        await decide(node, "ORDER_ON_PAPER", "REJECTED")
        assert not (await klass(node, FRAMED)).own_sealed, "nor goes on by the owner's"

    walk(known, tmp_path, steps)


def test_refused_the_papers_of_other_speakers_hold_on(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, ADMITTED, on_paper("p1", agency=PRISONS))
        await decide(node, "ORDER_ON_PAPER", "REJECTED")
        assert not (await klass(node, FRAMED)).own_sealed
        await node.put(on_paper("p2", agency=PRISONS))
        assert not (await klass(node, FRAMED)).own_sealed
        await node.put(on_paper("p3", agency=POLICE))
        assert (await klass(node, FRAMED)).own_sealed

    walk(known, tmp_path, steps)


def test_works_on_its_writer_s_own_as_it_says(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, ACCUSED, on_paper(kind="PSEUDONYM", agency=POLICE))
        for record, held in ((ACCUSED, False), (FRAMED, True)):
            seen = await klass(node, record)
            assert (seen.pseudonym, seen.own_sealed) == (not held, held)

    walk(known, tmp_path, steps)


@pytest.mark.parametrize("again", ["another record", "another version", "withdrawn", "expunged"])
def test_holds_once(known: Federation, tmp_path: Path, again: str) -> None:
    first = on_paper(agency=POLICE)
    second = {
        "another record": [on_paper("p2", agency=POLICE)],
        "another version": [following(first)],
        "withdrawn": [withdrawn(first), on_paper("p2", agency=POLICE)],
        "expunged": [expunged(first), on_paper("p2", "PSEUDONYM", agency=POLICE)],
    }[again]

    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, first)
        node.now_ms += PAPER_MS
        await node.put(*second)
        assert not (await klass(node, FRAMED)).own_sealed

    walk(known, tmp_path, steps)


def test_without_a_copy_or_of_another_case_holds_nothing_of_others(known: Federation, tmp_path: Path) -> None:
    bare = order("bare", "SEALED", agency=POLICE, court="Sessions Court Multan")
    elsewhere = on_paper("elsewhere", agency=POLICE, case_references=(fir(9),))

    async def steps(node: Node) -> None:
        await node.put(case_file(), FRAMED, bare, elsewhere)
        assert not (await klass(node, FRAMED)).own_sealed

    walk(known, tmp_path, steps)


@pytest.mark.parametrize(("decision", "sealed"), [("UPHELD", True), ("REJECTED", False)])
def test_read_it_is_the_court_s_word_or_the_writer_s_alone(
    known: Federation, tmp_path: Path, decision: str, sealed: bool
) -> None:
    entry = listing(agency=POLICE)

    async def steps(node: Node) -> None:
        await node.put(case_file(), ACCUSED, entry, on_paper())
        node.now_ms += DAY_MS
        assert (await decide(node, "ORDER_ON_PAPER", decision)).upheld_until_ms == 0
        for record in (ACCUSED, entry, case_file()):
            assert (await klass(node, record, 300)).sealed == (sealed and record.subject is not None)
            assert not (await klass(node, record)).own_sealed
        own = await klass(node, on_paper())
        assert (own.sealed, own.own_sealed) == (sealed, not sealed)

    walk(known, tmp_path, steps)


def test_another_version_is_another_copy_to_read(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        first = on_paper()
        await node.put(case_file(), ACCUSED, first)
        await decide(node, "ORDER_ON_PAPER")
        await node.put(following(first, body=changed_body(first, type="PSEUDONYM")))
        assert not (await klass(node, ACCUSED)).sealed
        (claim,) = await claims_of(node, "ORDER_ON_PAPER")
        assert claim.state == "OPEN"

    walk(known, tmp_path, steps)


def test_a_stranger_s_hides_nothing_from_the_owner(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(case_file(), ACCUSED)
        before = (await node.history(caller(POLICE, OFFICER))).timeline
        await node.put(on_paper())
        assert (await node.history(caller(POLICE, OFFICER))).timeline == before

    walk(known, tmp_path, steps)
