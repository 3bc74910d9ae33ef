"""A range of the log that oversight reads through a lying hub: a gap, a swap, another leaf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse

from services.client.channel import Channel
from services.client.entries import check_entries
from services.client.errors import Unproven
from tests.e2e.attacks.conftest import MAIN
from tests.e2e.attacks.lying import Liar
from tests.e2e.attacks.test_client import with_liar
from tests.e2e.attacks.test_hidden_log import ENTRIES, cosigned
from tests.e2e.people import AUDITOR
from tests.e2e.world import World

pytestmark = pytest.mark.xdist_group(MAIN)


def test_entries_with_a_gap(world: World, tmp_path: Path) -> None:
    """Oversight reads ten and gets nine: dropped, swapped, altered, cut, each fails the client."""
    mark = world.log.size() - 1
    cosigned(world, mark)
    start = mark - 9
    question = world.asking(AUDITOR, ENTRIES, GetEntriesRequest(start=start, count=10).SerializeToString())
    proven = world.proven(question, world.line(AUDITOR.agency).send(question))

    async def use(liar: Liar, _channel: Channel) -> None:
        profile = liar.profile(tmp_path)
        check_entries(profile, GetEntriesResponse.FromString(proven.body), start, 10)
        for step, change in GAPS.items():
            found = GetEntriesResponse.FromString(proven.body)
            change(found)
            with pytest.raises(Unproven):
                check_entries(profile, found, start, 10)
            assert step

    with_liar(world, tmp_path, use)


def _dropped(found: GetEntriesResponse) -> None:
    del found.entries[4], found.paths[4]


def _last_dropped(found: GetEntriesResponse) -> None:
    del found.entries[9], found.paths[9]


def _renumbered(found: GetEntriesResponse) -> None:
    del found.entries[4], found.paths[4]
    for place, entry in enumerate(found.entries):
        entry.index = found.entries[0].index + place


def _altered(found: GetEntriesResponse) -> None:
    entry = next(one for one in found.entries if one.open)
    entry.open = entry.open[:-1] + bytes((entry.open[-1] ^ 1,))


def _sealed_altered(found: GetEntriesResponse) -> None:
    entry = next(one for one in found.entries if one.sealed)
    entry.sealed = entry.sealed[:-1] + bytes((entry.sealed[-1] ^ 1,))


def _leaf_altered(found: GetEntriesResponse) -> None:
    entry = found.entries[3]
    entry.leaf = entry.leaf[:-1] + bytes((entry.leaf[-1] ^ 1,))


GAPS: dict[str, Callable[[GetEntriesResponse], None]] = {
    "dropped": _dropped,
    "last-dropped": _last_dropped,
    "renumbered": _renumbered,
    "altered": _altered,
    "sealed-altered": _sealed_altered,
    "leaf-altered": _leaf_altered,
}
