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
from services.membership.signed import SignedFile, add_signature, parse_signed
from services.signing.es256 import PrivateKey
from tests.fakes.world.federations import small_federation

NOW = 1_790_000_000_000
DAY = 86_400_000
LOG, SECOND = "rabta.test/audit/1", "rabta.test/audit/2"
_HOME = tempfile.TemporaryDirectory(prefix="rabta-")


@functools.cache
def files() -> FederationFiles:
    return small_federation(Path(_HOME.name) / "federation", NOW)


@functools.cache
def raw() -> bytes:
    return (files().registry / "1.signed").read_bytes()


@functools.cache
def registry() -> Registry:
    return load_registry(raw())


@functools.cache
def holders() -> tuple[PrivateKey, ...]:
    return tuple(PrivateKey.load(path) for path in files().governance_keys)


def unsigned(payload: Payload) -> SignedFile:
    encoded = payload.SerializeToString(deterministic=True)
    return SignedFile(encoded, Payload.FromString(encoded), ())


def signed(file: SignedFile, keys: Sequence[PrivateKey] | None = None) -> bytes:
    for key in holders() if keys is None else keys:
        file = add_signature(file, key)
    return file.encode()


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
