"""A federation made once, and ways to sign what it never would."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership.governance import next_draft
from services.membership.layout import FederationFiles
from services.membership.registry import Registry, load_registry
from services.membership.signed import SignedFile, parse_signed
from services.signing.es256 import PrivateKey
from tests.fakes.world import in_memory
from tests.fakes.world.federations import small_federation
from tests.fakes.world.in_memory import unsigned
from tests.fakes.world.keys import holders_of
from tests.fakes.world.registries import first_file

NOW = 1_790_000_000_000
DAY = 86_400_000
LOG, SECOND = "rabta.test/audit/1", "rabta.test/audit/2"
_HOME = tempfile.TemporaryDirectory(prefix="rabta-")


@functools.cache
def files() -> FederationFiles:
    return small_federation(Path(_HOME.name) / "federation", NOW)


@functools.cache
def raw() -> bytes:
    return first_file(files().folder).read_bytes()


@functools.cache
def registry() -> Registry:
    return load_registry(raw())


@functools.cache
def holders() -> tuple[PrivateKey, ...]:
    return holders_of(files())


def signed(file: SignedFile, keys: Sequence[PrivateKey] | None = None) -> bytes:
    return in_memory.signed(file, holders() if keys is None else keys).encode()


def payload() -> Payload:
    return Payload.FromString(parse_signed(raw()).payload)


def edited(change: Callable[[Payload], object]) -> bytes:
    """Version 1 with a change, signed by all three: only the rules can refuse it."""
    said = payload()
    change(said)
    return signed(unsigned(said))


def draft(now_ms: int = NOW + DAY) -> SignedFile:
    return next_draft(parse_signed(raw()), registry().federation_id, now_ms)


def successor(change: Callable[[Payload], object] = lambda _: None, keys: Sequence[PrivateKey] | None = None) -> bytes:
    """Version 2 with a change, signed."""
    said = Payload.FromString(draft().payload)
    change(said)
    return signed(unsigned(said), keys)
