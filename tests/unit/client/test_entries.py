"""A range of the log that oversight read: whole, in order, under a quorum, and each entry its leaf's."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesResponse

from audit.client import Item
from audit.entry import EntryKind, OpenEntry, SealedEntry, encode_open, encode_sealed
from services.client.entries import check_entries
from services.client.errors import Unproven
from services.client.profile import Profile
from services.oversight import wire
from tests.fakes import live
from tests.fakes.hub_log import FakeLog


async def filled(number: int) -> FakeLog:
    log = FakeLog(live.files())
    await log.append_registry(1, live.registry().digest)
    for place in range(number):
        opened = encode_open(OpenEntry(kind=EntryKind.READ, agency=live.FIA, time_ms=place + 1))
        sealed = encode_sealed(SealedEntry(peer="ipv4:1") if place % 2 else SealedEntry())
        await log.append([Item(opened, sealed, live.FIA, 1)])
    return log


def answer(log: FakeLog, start: int, count: int) -> GetEntriesResponse:
    return GetEntriesResponse.FromString(wire.encode_entries(asyncio.run(log.entries(start, count))))


@pytest.fixture(scope="module")
def log() -> FakeLog:
    return asyncio.run(filled(20))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return live.profile(live.files(), live.OVERSIGHT, 1, tmp_path / "state")


@pytest.mark.parametrize(("start", "count"), [(0, 21), (0, 1), (7, 5), (20, 1), (15, 256)])
def test_a_range_that_is_whole_is_taken(log: FakeLog, profile: Profile, start: int, count: int) -> None:
    check_entries(profile, answer(log, start, count), start, count)


def dropped(said: GetEntriesResponse) -> None:
    del said.entries[2], said.paths[2]


def dropped_first(said: GetEntriesResponse) -> None:
    del said.entries[0], said.paths[0]


def dropped_last(said: GetEntriesResponse) -> None:
    del said.entries[-1], said.paths[-1]


def swapped(said: GetEntriesResponse) -> None:
    one, two = said.entries[1].leaf, said.entries[2].leaf
    said.entries[1].leaf, said.entries[2].leaf = two, one


def emptied(said: GetEntriesResponse) -> None:
    del said.entries[:], said.paths[:]


def path_missing(said: GetEntriesResponse) -> None:
    del said.paths[-1]


def other_path(said: GetEntriesResponse) -> None:
    said.paths[1].hashes[0] = os.urandom(32)


def other_open(said: GetEntriesResponse) -> None:
    said.entries[3].open += b"\x00"


def other_sealed(said: GetEntriesResponse) -> None:
    said.entries[3].sealed = b"forged"


def other_salt(said: GetEntriesResponse) -> None:
    said.entries[3].sealed_salt = os.urandom(32)


def _shifted(part: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """A part without its first field, which its salt has swallowed: the same bytes under the hash."""
    return part[2:], salt + part[:2]


def open_shifted(said: GetEntriesResponse) -> None:
    one = said.entries[3]
    one.open, one.open_salt = _shifted(one.open, one.open_salt)


def sealed_shifted(said: GetEntriesResponse) -> None:
    one = said.entries[3]
    one.sealed, one.sealed_salt = _shifted(one.sealed or b"", one.sealed_salt)
    one.sealed_salt, one.sealed = one.sealed_salt[:31], one.sealed_salt[31:] + one.sealed


def parts_on_a_plain_leaf(said: GetEntriesResponse) -> None:
    said.entries[0].open = encode_open(OpenEntry(kind=EntryKind.READ, agency=live.FIA))


def sealed_alone(said: GetEntriesResponse) -> None:
    said.entries[0].sealed = b"forged"


def parts_of_another(said: GetEntriesResponse) -> None:
    one, two = said.entries[2], said.entries[3]
    one.open, one.open_salt, one.sealed, one.sealed_salt = two.open, two.open_salt, two.sealed, two.sealed_salt


def no_checkpoint(said: GetEntriesResponse) -> None:
    said.checkpoint = b""


def renumbered(said: GetEntriesResponse) -> None:
    for entry in said.entries:
        entry.index += 1


CASES: dict[Callable[[GetEntriesResponse], None], str] = {
    dropped: "gap",
    dropped_first: "gap",
    dropped_last: "gap",
    emptied: "gap",
    renumbered: "gap",
    swapped: "entries",
    path_missing: "entries",
    other_path: "entries",
    other_open: "entries",
    other_sealed: "entries",
    other_salt: "entries",
    open_shifted: "entries",
    sealed_shifted: "entries",
    parts_on_a_plain_leaf: "entries",
    sealed_alone: "entries",
    parts_of_another: "entries",
    no_checkpoint: "checkpoint",
}


@pytest.mark.parametrize("spoil", CASES, ids=lambda spoil: spoil.__name__)
def test_a_range_that_is_not_is_unproven(
    log: FakeLog, profile: Profile, spoil: Callable[[GetEntriesResponse], None]
) -> None:
    said = answer(log, 0, 8)
    spoil(said)
    with pytest.raises(Unproven) as caught:
        check_entries(profile, said, 0, 8)
    assert caught.value.step == CASES[spoil]


def test_an_entry_whose_month_key_is_gone_is_still_a_leaf(log: FakeLog, profile: Profile) -> None:
    said = answer(log, 0, 8)
    for name in ("open", "open_salt", "sealed", "sealed_salt"):
        said.entries[3].ClearField(name)
    check_entries(profile, said, 0, 8)


def test_too_few_witnesses_prove_nothing(profile: Profile) -> None:
    short = asyncio.run(filled(3))
    short.witnesses = short.witnesses[:2]
    with pytest.raises(Unproven) as caught:
        check_entries(profile, answer(short, 0, 3), 0, 3)
    assert caught.value.step == "quorum"
