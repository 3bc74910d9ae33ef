"""A log that oversight copies over the wire: whole, under one head, however it grows meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse

from audit.client import Item
from audit.entry import EntryKind, OpenEntry, encode_open
from services.client.errors import Unproven
from services.client.log_copies import copy_log
from services.evidence.log_copy import LogCopy
from services.oversight import wire
from tests.fakes import live
from tests.fakes.hub_log import FakeLog

HUB = "pk.hub"


@dataclass
class Asked:
    """A hub that answers out of ``logs``, the last one again and again; each answer is an entry of it."""

    logs: list[FakeLog]
    ranges: int = 0

    async def __call__(self, request: GetEntriesRequest) -> GetEntriesResponse:
        log = self.logs.pop(0) if len(self.logs) > 1 else self.logs[0]
        found = await log.entries(request.start, request.count)
        self.ranges += 1
        await log.append([entry(10**6 + self.ranges)])
        return GetEntriesResponse.FromString(wire.encode_entries(found))


def entry(time_ms: int) -> Item:
    return Item(encode_open(OpenEntry(kind=EntryKind.READ, agency=live.FIA, time_ms=time_ms)), b"", live.FIA, 1)


async def filled(number: int, first_ms: int = 1) -> FakeLog:
    log = FakeLog(live.files())
    await log.append_registry(1, live.registry().digest)
    for place in range(number):
        await log.append([entry(first_ms + place)])
    return log


async def copied(asked: Asked) -> LogCopy:
    return await copy_log(asked, live.registry, HUB)


async def test_a_log_of_several_ranges_is_copied_up_to_the_first_head() -> None:
    log = await filled(600)
    asked = Asked([log])
    copy = await copied(asked)
    assert (copy.agency, copy.origin, copy.size, copy.closed) == (HUB, log.origin, 601, 0)
    assert (asked.ranges, len(log.leaves)) == (3, 604)
    assert copy.as_of_ms > 0


async def test_a_log_that_shows_another_branch_further_on_is_a_fork() -> None:
    """Both are signed by the log's own key and cosigned: each answer alone is proven."""
    with pytest.raises(Unproven, match="fork"):
        await copied(Asked([await filled(600), await filled(600, first_ms=5_000)]))


async def test_a_head_without_a_quorum_is_none() -> None:
    log = await filled(3)
    log.witnesses = ()
    with pytest.raises(Unproven, match="quorum"):
        await copied(Asked([log]))


async def test_a_head_of_another_log_is_none() -> None:
    with pytest.raises(Unproven, match="checkpoint"):
        await copy_log(Asked([await filled(3)]), live.registry, "pk.customs")


async def test_an_answer_without_entries_ends_it() -> None:
    log, empty = await filled(600), await filled(0)
    empty.leaves = []
    with pytest.raises(Unproven, match="gap"):
        await copied(Asked([log, empty]))
