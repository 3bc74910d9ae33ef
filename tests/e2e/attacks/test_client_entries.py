"""A range of the log that oversight reads through a lying hub: a gap, a swap, another leaf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse

from audit.monthkeys import WrappedKey, load_seal_private
from services.client.channel import Channel
from services.client.entries import check_entries, check_seals
from services.client.errors import Unproven
from tests.e2e.attacks.lying import Liar
from tests.e2e.attacks.test_client import with_liar
from tests.e2e.attacks.test_hidden_log import ENTRIES, cosigned
from tests.e2e.people import AUDITOR
from tests.e2e.world import World


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


def test_month_key_wrapped_wrongly_to_oversight(world: World, tmp_path: Path) -> None:
    """The hub opens entries with its own half: that oversight's holds another key shows when oversight reads."""
    mark = world.log.size() - 1
    cosigned(world, mark)
    seal = load_seal_private(world.files.agency(AUDITOR.agency).seal_key)

    def read() -> GetEntriesResponse:
        question = world.asking(AUDITOR, ENTRIES, GetEntriesRequest(start=mark - 9, count=10).SerializeToString())
        return GetEntriesResponse.FromString(world.proven(question, world.line(AUDITOR.agency).send(question)).body)

    honest = read()
    check_seals(honest, seal)
    key = honest.month_keys[0]
    path = world.files.hub.folder / "audit" / "month-keys" / f"{key.agency}.{key.month}.key"
    hub = load_seal_private(world.files.hub.seal_key).public_key()
    good = WrappedKey.decode(path.read_bytes())
    other = WrappedKey.wrap(key.agency, key.month, bytes(32), hub, seal.public_key())
    for false in (replace(good, oversight=other.oversight), replace(other, hub=good.hub)):
        path.write_bytes(false.encode())
        try:
            with pytest.raises(Unproven, match="month key"):
                check_seals(read(), seal)
        finally:
            path.write_bytes(good.encode())
    check_seals(read(), seal)


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
