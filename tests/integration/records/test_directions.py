"""AUTHORITY 6.2: the desk of the prosecution, on a real store. Police ask by a reference and are answered the same for a
victim elsewhere, for nobody's victim, for a stranger's reference and for none; directions come without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, NotFound, PolicyDenied
from services.access.request_id import Act
from services.node.guard_law import ReadGuards
from services.records import wire
from services.records.app.directions import ask_directions, give_directions, list_directions
from services.records.app.references import reference_by_record
from services.records.errors import RequestIdReused, TooManyQueries
from services.records.law_book.store.database import FILE, open_database
from services.records.law_book.store.desk import QUERIES, SealedDesk
from services.records.law_book.store.said import SealedBook
from services.values.records import (
    AskDirectionsRequest,
    CaseFile,
    Direction,
    GiveDirectionsRequest,
    ListedDirection,
)
from tests.fakes.record_maker import FIA, POLICE, changed_body, cnic, fir, version
from tests.fakes.records_node import NOW_MS, SECRET, Node, caller
from tests.integration.records.guarded import PROSECUTION, accused, case_files, prosecutor, victim

HOUR_MS = 3_600_000
NOTED_MS = 24 * HOUR_MS
NOBODY = "R-AAAAAAAA"


@pytest.fixture
def node(node: Node, tmp_path: Path) -> Iterator[Node]:
    database = open_database(tmp_path / FILE)
    book, desk = SealedBook(database, SECRET), SealedDesk(database, SECRET, NOTED_MS)
    node.context = replace(node.context, guard_law=ReadGuards(), law_book=book, desk=desk)
    yield node
    database.close()


async def reference(node: Node, number: int = 21) -> str:
    """As the banner names it to the investigator of the case."""
    (banner,) = [each for each in (await node.history(caller(), cnic(number))).banners if each.code == "review-first"]
    (named,) = re.findall(r"R-[A-Z2-7]{8}", banner.text)
    return str(named)


async def put(node: Node, named: str, who: Caller | None = None) -> int:
    return (await ask_directions(node.context, node.inquiry(who or caller()), AskDirectionsRequest(named))).noted_ms


async def give(
    node: Node, named: str, kind: str = "WAIT", id_: str = "request-1", who: Caller | None = None
) -> Direction:
    who = who or prosecutor()
    request = GiveDirectionsRequest(id_, named, kind)
    act = Act(who.agency, who.officer, id_, sha256(repr(request).encode()).digest())
    made = (await give_directions(node.context, node.inquiry(who), request, act)).direction
    assert made is not None
    return made


async def listed(node: Node, who: Caller | None = None) -> tuple[ListedDirection, ...]:
    return (await list_directions(node.context, node.inquiry(who or caller()))).directions


def colleague_elsewhere() -> Caller:
    """An investigator with a case of their own, in which nobody is accused."""
    return caller(officer="pp-8", case_key=fir(99).key)


async def test_the_answer_to_a_query_is_the_same_for_a_victim_and_for_nobody(node: Node) -> None:
    await node.put(*case_files(), accused(21), accused(22), victim(21))
    answers = []
    for named in (await reference(node, 21), await reference(node, 22), NOBODY, reference_by_record("no/such")):
        inquiry = node.inquiry(caller())
        answers.append(wire.encode(await ask_directions(node.context, inquiry, AskDirectionsRequest(named))))
    assert set(answers) == {answers[0]}
    asked = {each.reference: replace(each, reference="") for each in await listed(node)}
    assert len(asked) == 4
    same = ListedDirection("", POLICE, NOW_MS, NOW_MS + NOTED_MS)
    assert set(asked.values()) == {same}
    node.now_ms += NOTED_MS - 1
    assert {each.noted for each in await listed(node)} == {False}
    node.now_ms += 1
    assert {each.noted for each in await listed(node)} == {True}


async def test_a_query_that_is_put_again_is_the_same_query(node: Node) -> None:
    await node.put(*case_files(), accused())
    named = await reference(node)
    first = await put(node, named)
    node.now_ms += HOUR_MS
    assert await put(node, named) == first == NOW_MS + NOTED_MS
    assert [each.asked_ms for each in await listed(node)] == [NOW_MS]


async def test_the_prosecution_is_shown_whom_its_case_accuses_and_no_other_reference(node: Node) -> None:
    await node.put(*case_files(), accused(21), accused(22))
    first, second = await reference(node, 21), await reference(node, 22)
    by_record = reference_by_record(f"agencies/{POLICE}/records/accused-21")
    for named in (first, second, by_record, NOBODY):
        await put(node, named)
    assert {each.reference for each in await listed(node, prosecutor())} == {first, second, by_record}


async def test_a_stranger_asks_in_its_own_case_and_learns_and_moves_nothing(node: Node) -> None:
    mine = version("CASE_FILE", "mine", CaseFile(reported="2020-05-02", officers=("pp-8",)),
                   case_references=(fir(99),))  # fmt: skip
    await node.put(*case_files(), accused(), mine)
    named, stranger = await reference(node), colleague_elsewhere()
    assert await put(node, named, stranger) == await put(node, NOBODY, stranger)
    assert await listed(node, prosecutor()) == ()
    await give(node, named)
    assert [(each.reference, each.direction) for each in await listed(node, stranger)] == [
        (NOBODY, None), (named, None),
    ]  # fmt: skip


async def test_a_joint_agency_is_shown_its_own_queries_and_not_those_of_the_owner(node: Node) -> None:
    file, *others = case_files()
    joint = replace(file, body=changed_body(file, joint=(FIA,)))
    theirs = version("CASE_FILE", "theirs", CaseFile(reported="2020-05-02", officers=("fia-1",)), agency=FIA,
                     case_references=file.case_references)  # fmt: skip
    await node.put(joint, *others, accused(), theirs)
    named, partner = await reference(node), caller(FIA, "fia-1")
    await put(node, named)
    await put(node, NOBODY, partner)
    assert [each.reference for each in await listed(node, partner)] == [NOBODY]
    assert [each.reference for each in await listed(node)] == [named]


async def test_directions_come_in_the_name_of_the_prosecution_without_a_reason(node: Node) -> None:
    await node.put(*case_files(), accused(21), accused(22))
    first, second = await reference(node, 21), await reference(node, 22)
    await put(node, first)
    node.now_ms += HOUR_MS
    directed = Direction("WAIT", PROSECUTION, NOW_MS + HOUR_MS)
    assert await give(node, first) == directed
    assert await give(node, second, "SEND_FILE", "request-2") == replace(directed, kind="SEND_FILE")
    assert await listed(node) == (
        ListedDirection(first, POLICE, NOW_MS, NOW_MS + NOTED_MS, noted=False, direction=directed),
        ListedDirection(second, direction=replace(directed, kind="SEND_FILE")),
    )


async def test_a_direction_takes_the_place_of_the_one_before_and_the_same_request_is_the_same(node: Node) -> None:
    await node.put(*case_files(), accused())
    named = await reference(node)
    first = await give(node, named)
    node.now_ms += HOUR_MS
    assert await give(node, named) == first
    with pytest.raises(RequestIdReused):
        await give(node, named, "PROCEED")
    later = await give(node, named, "PROCEED", "request-2")
    assert [each.direction for each in await listed(node)] == [later]


async def test_what_the_case_accuses_nobody_by_is_not_directed_on(node: Node) -> None:
    await node.put(*case_files(), accused())
    for named in (NOBODY, reference_by_record("agencies/pk.fia/records/accused-21")):
        with pytest.raises(NotFound):
            await give(node, named)
    with pytest.raises(InvalidArgument):
        await give(node, await reference(node), "")
    assert await listed(node) == ()


async def test_nobody_directs_alone_and_nobody_but_the_prosecution_does(node: Node) -> None:
    await node.put(*case_files(), accused())
    named = await reference(node)
    for who in (replace(prosecutor(), approver=None), caller()):
        with pytest.raises(PolicyDenied):
            await give(node, named, who=who)


@pytest.mark.parametrize("named", ["", "R-", "r-aaaaaaaa", "R-AAAAAAA1", "R-AAAAAAAAA", "M-AAAAAAAA"])
async def test_what_is_no_reference_is_refused(node: Node, named: str) -> None:
    await node.put(*case_files())
    with pytest.raises(InvalidArgument):
        await put(node, named)


async def test_a_flood_by_one_officer_ends_and_takes_nobody_elses_place(node: Node) -> None:
    await node.put(*case_files(), accused())
    named = await reference(node)
    texts = [f"R-{chr(65 + n // 26)}{chr(65 + n % 26)}AAAAAA" for n in range(QUERIES)]
    for each in texts:
        await put(node, each)
    with pytest.raises(TooManyQueries):
        await put(node, named)
    await put(node, texts[0])
    assert {each.reference for each in await listed(node)} == set(texts)
    assert await listed(node, prosecutor()) == ()
    node.now_ms += 24 * HOUR_MS
    await put(node, named)
    assert [each.reference for each in await listed(node, prosecutor())] == [named]
