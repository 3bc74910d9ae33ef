"""LAW 2(d): a statement stays what it was, and names earlier ones that are there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.values.records import Party, RecordVersion, Statement, SubmitPageResponse
from tests.fakes.record_maker import FIA, POLICE, case_file, expunged, following, party, person, version, withdrawn
from tests.fakes.records_node import Node

FIRST = Statement("161", "2020-05-10T11:00", "SI Khan", text="They held us.", relation="FIRST")
RETRACTS = replace(FIRST, type="AFFIDAVIT", text="They did not.", relation="RETRACTS")


def said(record_id: str = "s1", body: Statement = FIRST, agency: str = POLICE) -> RecordVersion:
    return version("STATEMENT", record_id, body, agency=agency, role="VICTIM", subject=person())


def name(record_id: str, agency: str = POLICE) -> str:
    return f"agencies/{agency}/records/{record_id}"


async def sent(node: Node, *versions: RecordVersion) -> SubmitPageResponse:
    return await node.send(node.page(versions[0].agency, versions), versions[0].agency)


def refused(answer: SubmitPageResponse) -> list[tuple[str, str]]:
    return [(each.record_id, each.rule) for each in answer.refused]


@pytest.mark.parametrize("together", [True, False], ids=["in one page", "later"])
@pytest.mark.parametrize(
    "change",
    [{"text": "They held me."}, {"at": "2020-05-11T11:00"}, {"present": ("A",)}, {"type": "164"}, {"relation": ""}],
    ids=lambda each: next(iter(each)),
)
async def test_d1_a_later_version_that_says_otherwise_is_refused(
    node: Node, change: dict[str, Any], together: bool
) -> None:
    second = following(said(), body=replace(FIRST, **change))
    if together:
        answer = await sent(node, case_file(), said(), second)
    else:
        await node.put(case_file(), said())
        answer = await sent(node, second)
    assert refused(answer) == [("s1", "statement-immutable")]


async def test_d2_a_later_version_may_raise_handling_clearance_and_status(node: Node) -> None:
    second = following(said(), handling="H2", clearance=2)
    third = following(second, status="WITHDRAWN", status_note="taken by another office")
    await node.put(case_file(), said(), second, third)
    answer = await sent(node, following(third, status="ACTIVE", body=RETRACTS))
    assert refused(answer) == [("s1", "statement-immutable")]


async def test_what_follows_a_refused_version_is_refused_as_out_of_order(node: Node) -> None:
    altered = following(said(), body=RETRACTS)
    answer = await sent(node, said(), altered, following(altered, body=FIRST))
    assert refused(answer) == [("s1", "statement-immutable"), ("s1", "version-order")]


async def test_an_expunged_statement_holds_nothing_and_is_taken(node: Node) -> None:
    await node.put(case_file(), said(), expunged(said()))


async def test_other_kinds_are_corrected_in_place(node: Node) -> None:
    await node.put(case_file(), party(), following(party(), body=Party(note="by another")))


async def test_d14_an_earlier_one_that_is_not_there_is_refused(node: Node) -> None:
    await node.put(case_file(), party("p"), said())
    missing = [said("s2", replace(RETRACTS, earlier=(name(each),))) for each in ("s9", "p")]
    for each in missing:
        assert refused(await sent(node, each)) == [("s2", "earlier-missing")]
    assert not refused(await sent(node, said("s2", replace(RETRACTS, earlier=(name("s1"),)))))


async def test_an_earlier_one_stands_before_it_in_the_page(node: Node) -> None:
    later = said("s2", replace(RETRACTS, earlier=(name("s1"),)))
    assert refused(await sent(node, later, said())) == [("s2", "earlier-missing")]
    assert not refused(await sent(node, said("s3"), said("s4", replace(RETRACTS, earlier=(name("s3"),)))))


async def test_whether_another_agencys_record_is_there_is_not_told(node: Node) -> None:
    await node.put(said("s1", agency=FIA))
    there, gone = (said(each, replace(RETRACTS, earlier=(name(f"s{n}", FIA),))) for n, each in ((1, "a"), (9, "b")))
    answer = await sent(node, there, gone)
    assert (answer.accepted, answer.refused) == (2, ())


async def test_one_that_is_taken_back_or_expunged_was_there(node: Node) -> None:
    await node.put(case_file(), said(), withdrawn(said()), said("s2"), expunged(said("s2")))
    answer = await sent(node, *(said(f"n{each}", replace(RETRACTS, earlier=(name(each),))) for each in ("s1", "s2")))
    assert answer.refused == ()
