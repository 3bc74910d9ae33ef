"""Who looked, asked by those whose it is not to know."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.audit.v1.audit_service_pb2 import FindReadsRequest, FindReadsResponse, Read

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import FIND_READS, HISTORY, history_of
from tests.e2e.people import AUDITOR, FIA, INVESTIGATOR, PUNJAB, RECORDERS, Officer
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World


def find(world: World, who: Officer, **request: Any) -> Seen:
    return put(world, world.asking(who, FIND_READS, FindReadsRequest(**request).SerializeToString()))


def reads(world: World, who: Officer, **request: object) -> list[Read]:
    """What all pages of an answer list, in order."""
    found: list[Read] = []
    token = ""
    while True:
        page = FindReadsResponse.FromString(answered(world, find(world, who, page_token=token, **request)))
        found += page.reads
        token = page.next_page_token
        if not token and page.seen_size == page.log_size:
            return found


def found(world: World, who: Officer, index: int) -> list[Read]:
    """What is found of one call, once a quorum has seen it."""
    until(lambda: any(one.index == index for one in reads(world, AUDITOR)), "a quorum has seen the call")
    return [one for one in reads(world, who) if one.index == index]


def read_once(world: World) -> int:
    """An investigator of FIA reads a history with Punjab's records; the index of the call."""
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
    answered(world, seen)
    return seen.entries[-1].index


@pytest.mark.parametrize(
    "request_",
    [
        {"record": f"agencies/{FIA}/records/fia-known"},
        {"officer": f"{FIA}/{INVESTIGATOR.id}"},
        {"record": f"agencies/{FIA}/records/none"},
    ],
)
def test_reads_of_another(world: World, request_: dict[str, object]) -> None:
    """Reads of another agency's records and calls of its officers, there or not."""
    read_once(world)
    refused(world, find(world, RECORDERS[PUNJAB], **request_), "POLICY_DENIED")


def answers(world: World, who: Officer, record: str, selector: bytes) -> list[bytes]:
    """What the owner of a record is answered of its reads, but for how far the log has grown and their own calls."""
    found: list[bytes] = []
    for request in ({"record": record}, {"selector": selector}, {}, {"refused": True}):
        page = FindReadsResponse.FromString(answered(world, find(world, who, **request)))
        page.seen_size = page.log_size = 0
        others = [one for one in page.reads if one.agency != who.agency]
        del page.reads[:]
        page.reads.extend(others)
        page.next_page_token = ""
        found.append(page.SerializeToString())
    return found


def test_planter_learns_nothing_of_a_read(world: World) -> None:
    """Who owns a record is answered the same, byte by byte, before and after another agency has read it."""
    (before,) = found(world, AUDITOR, read_once(world))
    record = next(name for name in before.records if name.split("/")[1] == PUNJAB).rpartition("/versions/")[0]
    selector = world.log.entries(before.index, before.index + 1)[0].open.selectors[0]
    quiet = answers(world, RECORDERS[PUNJAB], record, selector)
    assert found(world, AUDITOR, read_once(world))
    assert answers(world, RECORDERS[PUNJAB], record, selector) == quiet
    nothing = FindReadsResponse().SerializeToString()
    assert quiet == [nothing] * len(quiet), "not even what was read before the first question"


def test_own_reads_in_full(world: World) -> None:
    """An agency finds the calls of its own officers whole: the case, and whose records were shown."""
    index = read_once(world)
    (own,) = found(world, RECORDERS[FIA], index)
    (whole,) = found(world, AUDITOR, index)
    assert own == whole
    assert own.case_reference
    assert {name.split("/")[1] for name in own.records} >= {FIA, PUNJAB}


def test_what_oversight_looks_at(world: World) -> None:
    """Oversight's own calls, even those that were shown an owner's records, are no owner's to find."""
    index = read_once(world)
    (looked,) = found(world, AUDITOR, index)
    record = next(name for name in looked.records if name.split("/")[1] == PUNJAB)
    seen = put(
        world,
        world.asking(
            AUDITOR, FIND_READS, FindReadsRequest(record=record.rpartition("/versions/")[0]).SerializeToString()
        ),
    )
    assert found(world, AUDITOR, seen.entries[-1].index)
    assert not [one for one in reads(world, RECORDERS[PUNJAB]) if one.agency == AUDITOR.agency]


def test_reads_with_an_investigators_reason(world: World) -> None:
    refused(world, find(world, INVESTIGATOR), "CASE_NOT_YOURS")
