"""Can oversight itself open what the hub shows it? A hub that wraps anything else to oversight is found at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from rabta.audit.v1.audit_service_pb2 import GetEntriesResponse

from audit.monthkeys import WrappedKey, load_seal_private, month_of
from audit.protocol import Op
from audit.replies import decode_entries, number
from services.client.entries import check_seals
from services.client.errors import Unproven
from services.oversight import wire
from tests.unit.audit.test_writer_reading import run
from tests.unit.audit.writers import SetClock, append, make_settings, opened, request

AGENCIES = ("pk.fia", "pk.anf")


class Read(NamedTuple):
    """What oversight read, and its key."""

    answer: GetEntriesResponse
    seal: ec.EllipticCurvePrivateKey
    hub: ec.EllipticCurvePrivateKey


def read(folder: Path, spoil: Callable[[Path], None] = lambda _folder: None) -> Read:
    """Six entries of two agencies and a plain leaf; ``spoil``: what becomes of the month keys before that is read."""
    settings = make_settings(folder, clock=SetClock(), steady=SetClock())
    with opened(settings) as log:
        append(log, *[request(place, agency=AGENCIES[place % 2]) for place in range(6)])
        log.append_registry(1, bytes(32))
        log.tick()
        spoil(settings.month_keys)
        raw = wire.encode_entries(decode_entries(run(log, Op.ENTRIES, number(0) + number(7))))
    seal, hub = (load_seal_private(folder / name) for name in ("oversight.key", "hub.key"))
    return Read(GetEntriesResponse.FromString(raw), seal, hub)


@pytest.fixture
def good(tmp_path: Path) -> Read:
    return read(tmp_path)


def test_both_halves_open_what_is_shown(good: Read) -> None:
    assert [(key.agency, key.month) for key in good.answer.month_keys] == [("pk.anf", "2026-09"), ("pk.fia", "2026-09")]
    for holder in (good.seal, good.hub):
        check_seals(good.answer, holder)


def test_a_stranger_opens_nothing(good: Read) -> None:
    with pytest.raises(Unproven, match="month key"):
        check_seals(good.answer, ec.generate_private_key(ec.SECP256R1()))


def wrapped(answer: GetEntriesResponse, place: int) -> WrappedKey:
    return WrappedKey.decode(answer.month_keys[place].wrapped)


def garbage(read: Read) -> WrappedKey:
    key = read.answer.month_keys[0]
    return WrappedKey.wrap(key.agency, key.month, bytes(32), read.hub.public_key(), read.seal.public_key())


def _to_oversight(read: Read) -> None:
    mixed = replace(wrapped(read.answer, 0), oversight=garbage(read).oversight)
    read.answer.month_keys[0].wrapped = mixed.encode()


def _to_oversight_with_its_commitment(read: Read) -> None:
    mixed = replace(garbage(read), hub=wrapped(read.answer, 0).hub)
    read.answer.month_keys[0].wrapped = mixed.encode()


def _no_key(read: Read) -> None:
    del read.answer.month_keys[1]


def _key_of_another(read: Read) -> None:
    read.answer.month_keys[0].wrapped = read.answer.month_keys[1].wrapped


def _no_stored_form(read: Read) -> None:
    read.answer.entries[2].ClearField("stored")


def _stored_form_of_another(read: Read) -> None:
    read.answer.entries[2].stored = read.answer.entries[4].stored


def _shown_otherwise(read: Read) -> None:
    read.answer.entries[2].sealed += b"x"


def _no_file(read: Read) -> None:
    read.answer.month_keys[0].wrapped = b""


SPOILT = (
    _to_oversight, _to_oversight_with_its_commitment, _no_key, _key_of_another, _no_stored_form,
    _stored_form_of_another, _shown_otherwise, _no_file,
)  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_oversight_cannot_open_is_unproven(good: Read, spoil: Callable[[Read], None]) -> None:
    spoil(good)
    with pytest.raises(Unproven, match="month key"):
        check_seals(good.answer, good.seal)


def test_a_hub_that_lost_a_key_file_is_found_while_it_still_reads(tmp_path: Path) -> None:
    """It holds the key in memory; when it ends, nobody opens these entries again."""

    def lost(folder: Path) -> None:
        (folder / f"pk.fia.{month_of(SetClock()())}.key").unlink()

    found = read(tmp_path, lost)
    assert all(entry.open for entry in found.answer.entries[:6])
    with pytest.raises(Unproven, match="month key"):
        check_seals(found.answer, found.seal)
