"""The roster's bytes to officers, and back: canonical protobuf under the agency's roster key.

A roster is taken whole or not at all: one malformed officer refuses the file, so that an
agency sees its mistake at once and nobody is silently left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from rabta.access.v1.purpose_pb2 import Role
from rabta.access.v1.roster_pb2 import Officer as OfficerMessage
from rabta.access.v1.roster_pb2 import Roster as RosterMessage
from rabta.access.v1.roster_pb2 import SignedRoster

from services.access.claims import LATEST_S, MAX_ITEMS, OFFICER_ID
from services.errors import RabtaError
from services.issuer.domain import Officer, Roster, line_above
from services.membership.registry import Registry
from services.membership.rules import MAX_CLEARANCE
from services.signing.canonical import NotCanonical, canonical
from services.signing.es256 import BadKey, BadSignature, PublicKey
from services.signing.pae import ROSTER, pae
from services.signing.signer import Signer

MAX_BYTES = 16 << 20
MAX_CASES = 10_000
ID = re.compile(OFFICER_ID, re.ASCII)
CREDENTIAL_BYTES = range(16, 1024)
MAX_PASSKEYS = 8
JURISDICTION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", re.ASCII)
TYPED = re.compile(r"[A-Z][A-Z_]{1,39}:\S(?:.{0,158}\S)?")
LATEST_MS = 1000 * LATEST_S


class RosterError(RabtaError, ValueError):
    """A roster is refused. ``rule`` is an id, ``where`` a field such as ``officers[3].roles``; never a value."""

    def __init__(self, rule: str, where: str = "") -> None:
        super().__init__(f"{rule}: {where}" if where else rule)
        self.rule = rule
        self.where = where


def sign_roster(roster: RosterMessage, key: Signer) -> bytes:
    """Serialised SignedRoster; RosterError when the issuer would refuse it."""
    payload = roster.SerializeToString(deterministic=True)
    read_roster(payload, key.kid)
    signature = key.sign(pae(ROSTER, payload))
    return SignedRoster(payload=payload, kid=key.kid, signature=signature).SerializeToString(deterministic=True)


def load_roster(raw: bytes, registry: Registry, agency: str, now_ms: int) -> Roster:
    """Verified roster of ``agency``; RosterError otherwise. Expiry and rollback are the loader's question."""
    signed = open_signed(raw)
    row = registry.key(signed.kid, "ROSTER")
    if row is None or row.agency != agency or not row.in_force(now_ms):
        raise RosterError("key", "kid")
    try:
        row.public.verify(signed.signature, pae(ROSTER, signed.payload))
    except BadSignature:
        raise RosterError("signature", "signature") from None
    roster = read_roster(signed.payload, signed.kid)
    if roster.agency != agency:
        raise RosterError("agency", "agency")
    return roster


def open_signed(raw: bytes) -> SignedRoster:
    """The outer file, nothing of it verified; RosterError when malformed."""
    return _canonical(SignedRoster, raw)


_M = TypeVar("_M", SignedRoster, RosterMessage)


def _canonical(kind: type[_M], raw: bytes) -> _M:
    try:
        return canonical(kind, raw, MAX_BYTES)
    except NotCanonical as bad:
        raise RosterError(bad.rule) from None


def read_message(payload: bytes) -> RosterMessage:
    """A roster's payload as a message, nothing of it checked but its form; RosterError when malformed."""
    return _canonical(RosterMessage, payload)


def read_roster(payload: bytes, kid: bytes) -> Roster:
    """Officers of a payload that ``kid`` signed; RosterError naming rule and field."""
    said = read_message(payload)
    _require(said.format == 1, "format", "format")
    _require(said.version > 0, "version", "version")
    _require(0 < said.issued_ms < said.expires_ms <= LATEST_MS, "validity", "expires_ms")
    officers: dict[bytes, Officer] = {}
    ids: set[str] = set()
    for index, entry in enumerate(said.officers):
        where = f"officers[{index}]"
        officer = _officer(entry, where)
        _require(officer.id not in ids and officer.public.kid not in officers, "distinct", where)
        ids.add(officer.id)
        officers[officer.public.kid] = officer
    _draw_lines(officers)
    digest = sha256(payload).digest()
    return Roster(said.agency, said.version, digest, kid, said.issued_ms, said.expires_ms, officers, _holders(officers))


def _holders(officers: Mapping[bytes, Officer]) -> Mapping[bytes, Officer]:
    """Officers by credential id; RosterError where two hold one passkey."""
    found: dict[bytes, Officer] = {}
    for index, officer in enumerate(officers.values()):
        _require(not found.keys() & officer.passkeys.keys(), "distinct", f"officers[{index}].passkeys")
        found |= dict.fromkeys(officer.passkeys, officer)
    return found


def _draw_lines(officers: dict[bytes, Officer]) -> None:
    """Each officer's line of superiors, put in; RosterError where one runs in a circle or is longer than a token's."""
    superiors = {officer.id: officer.superior for officer in officers.values()}
    for index, (kid, officer) in enumerate(officers.items()):
        try:
            line = line_above(officer.id, superiors)
        except ValueError:
            raise RosterError("superior", f"officers[{index}].superior") from None
        _require(len(line) <= MAX_ITEMS, "superior", f"officers[{index}].superior")
        officers[kid] = replace(officer, superiors=frozenset(line))


def _require(holds: object, rule: str, where: str) -> None:
    if not holds:
        raise RosterError(rule, where)


def _officer(said: OfficerMessage, where: str) -> Officer:
    _require(len(said.id) <= 128 and ID.fullmatch(said.id), "form", f"{where}.id")
    _require(not said.superior or ID.fullmatch(said.superior), "form", f"{where}.superior")
    _require(said.superior != said.id, "superior", f"{where}.superior")
    _require(said.clearance <= MAX_CLEARANCE, "range", f"{where}.clearance")
    _require(0 <= said.trained_until_ms <= LATEST_MS, "range", f"{where}.trained_until_ms")
    try:
        public = PublicKey(said.spki)
    except BadKey:
        raise RosterError("key", f"{where}.spki") from None
    return Officer(
        id=said.id,
        public=public,
        roles=_roles(said, f"{where}.roles"),
        clearance=said.clearance,
        jurisdictions=_texts(said.jurisdictions, JURISDICTION, MAX_ITEMS, f"{where}.jurisdictions"),
        suspended=said.suspended,
        trained_until_ms=said.trained_until_ms,
        undertaking_signed=said.undertaking_signed,
        superior=said.superior,
        superiors=frozenset(),
        own_and_kin=_texts(said.own_and_kin, TYPED, MAX_ITEMS, f"{where}.own_and_kin"),
        cases=_texts(said.cases, TYPED, MAX_CASES, f"{where}.cases"),
        passkeys=_passkeys(said, f"{where}.passkeys"),
    )


def _passkeys(said: OfficerMessage, where: str) -> Mapping[bytes, PublicKey]:
    _require(len(said.passkeys) <= MAX_PASSKEYS, "count", where)
    _require(all(len(one.credential) in CREDENTIAL_BYTES for one in said.passkeys), "form", where)
    try:
        found = {one.credential: PublicKey(one.spki) for one in said.passkeys}
    except BadKey:
        raise RosterError("key", where) from None
    _require(len(found) == len(said.passkeys), "distinct", where)
    return found


def _roles(said: OfficerMessage, where: str) -> frozenset[str]:
    _require(len(set(said.roles)) == len(said.roles), "distinct", where)
    _require(all(role and role in Role.values() for role in said.roles), "enum", where)
    return frozenset(Role.Name(role).removeprefix("ROLE_") for role in said.roles)


def _texts(texts: Sequence[str], form: re.Pattern[str], most: int, where: str) -> frozenset[str]:
    _require(len(texts) <= most, "count", where)
    _require(len(set(texts)) == len(texts), "distinct", where)
    _require(all(form.fullmatch(text) and text.isprintable() for text in texts), "form", where)
    return frozenset(texts)
