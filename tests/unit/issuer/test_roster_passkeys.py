"""Passkeys of a roster: each of one officer, of a form that an authenticator makes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rabta.access.v1.roster_pb2 import Passkey

from services.issuer.domain import Roster
from services.issuer.signed_roster import MAX_PASSKEYS, RosterError, read_roster
from services.signing.es256 import PrivateKey
from tests.unit.issuer.roster import Rosters

ROSTERS = Rosters()
SPKI = PrivateKey.generate().spki


def held(*credentials: bytes, spki: bytes = SPKI) -> list[Passkey]:
    return [Passkey(credential=credential, spki=spki) for credential in credentials]


def numbered(count: int) -> Iterable[bytes]:
    return (f"credential-{number:05}".encode() for number in range(count))


def read(first: list[Passkey], second: list[Passkey]) -> Roster:
    officers = [ROSTERS.officer(passkeys=first), ROSTERS.second(passkeys=second)]
    message = ROSTERS.message(officers=officers)
    return read_roster(message.SerializeToString(deterministic=True), b"kid")


def test_each_passkey_has_its_holder() -> None:
    roster = read(held(*numbered(MAX_PASSKEYS)), held(b"b" * 16, b"c" * 1023))
    holders = {credential: officer.id for credential, officer in roster.holders.items()}
    assert holders == dict.fromkeys(numbered(MAX_PASSKEYS), "fia-1042") | dict.fromkeys(
        (b"b" * 16, b"c" * 1023), "fia-2001"
    )


def test_a_holder_has_the_line_of_superiors_that_the_officer_has() -> None:
    roster = read(held(b"a" * 16), [])
    assert roster.holders[b"a" * 16] is roster.officers[ROSTERS.ahmed.kid]
    assert roster.holders[b"a" * 16].superiors == {"fia-7"}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (held(b"a" * 16, b"a" * 16), [], "distinct: officers[0].passkeys"),
        (held(b"a" * 16), held(b"a" * 16), "distinct: officers[1].passkeys"),
        (held(b"a" * 15), [], "form: officers[0].passkeys"),
        (held(b"a" * 1024), [], "form: officers[0].passkeys"),
        ([], held(b""), "form: officers[1].passkeys"),
        (held(b"a" * 16, spki=b"no key"), [], "key: officers[0].passkeys"),
        (held(*numbered(MAX_PASSKEYS + 1)), [], "count: officers[0].passkeys"),
    ],
    ids=["twice", "of two", "short", "long", "empty", "no key", "many"],
)
def test_a_roster_with_another_passkey_is_refused_whole(first: list[Passkey], second: list[Passkey], said: str) -> None:
    with pytest.raises(RosterError) as caught:
        read(first, second)
    assert str(caught.value) == said
