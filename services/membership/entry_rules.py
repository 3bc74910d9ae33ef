"""What a request must keep before governance may admit it: place, time, who asks, whose keys, which wishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rabta.membership.v1.enrolment_pb2 import EnrolmentRequest
from rabta.membership.v1.registry_pb2 import (
    AGENCY_KIND_HUB,
    AGENCY_KIND_OVERSIGHT,
    KEY_USE_MESSAGE,
    KEY_USE_PAGE,
    KEY_USE_ROSTER,
    KEY_USE_SEALED,
    KEY_USE_TOKEN,
    Agency,
    Key,
    LogKey,
    Registry,
)

from audit.note import VerifierKey
from services.membership.enrolment import EnrolmentFile, ed25519_kid, parts_of
from services.membership.errors import RefusedEnrolment, UnprovenEnrolment
from services.membership.rules import AGENCY_ID, DAY_MS, OF_AGENCY, check_url, log_prefix
from services.signing.es256 import PublicKey, kid_of

AHEAD_MS: Final = 300_000
LONGEST_CARRIED_MS: Final = 30 * DAY_MS
_VOUCHING: Final = (KEY_USE_PAGE, KEY_USE_TOKEN, KEY_USE_ROSTER)
_SEALED: Final = (AGENCY_KIND_HUB, AGENCY_KIND_OVERSIGHT)


def check_place(said: EnrolmentRequest, federation: str, federation_id: bytes) -> None:
    """For this federation, by an id of its form."""
    require(said.federation == federation, "federation", "federation")
    require(said.federation_id == federation_id, "federation", "federation_id")
    require(len(said.agency) <= 64 and AGENCY_ID.fullmatch(said.agency), "form", "agency")


def check_time(said: EnrolmentRequest, newest_ms: int, now_ms: int) -> None:
    """Of this time, and later than what was admitted of the agency before (``newest_ms``, 0 for nothing)."""
    require(now_ms - LONGEST_CARRIED_MS <= said.made_ms <= now_ms + AHEAD_MS, "window", "made_ms")
    require(said.made_ms > newest_ms, "replayed", "made_ms")


def require(holds: object, rule: str, where: str) -> None:
    """Raise RefusedEnrolment of ``rule`` and ``where`` unless ``holds``."""
    if not holds:
        raise RefusedEnrolment(rule, where)


def check_standing(said: EnrolmentRequest, registry: Registry, member: Agency | None) -> None:
    """A newcomer's id is free and its own; everybody else is a member."""
    if not said.HasField("newcomer"):
        require(member is not None, "member", "agency")
        return
    newcomer = said.newcomer
    require(member is None, "taken", "agency")
    require(newcomer.id == said.agency, "id", "newcomer.id")
    require(not newcomer.systems and not newcomer.keys, "form", "newcomer")
    require((newcomer.kind == AGENCY_KIND_HUB) == (said.agency == registry.hub), "hub", "newcomer.kind")
    require(said.systems, "count", "systems")
    require(not said.certificates, "form", "certificates")


def check_vouched(file: EnrolmentFile, member: Agency | None, now_ms: int, unvouched: bool) -> None:
    """Every key proves itself; and a member's own key in force says that the member asks."""
    vouching = list(_vouching(file.request, member, now_ms)) if member else []
    vouched = file.check(vouching)
    if member is not None and not vouched and not unvouched:
        raise UnprovenEnrolment("not-vouched", "proofs")


def _vouching(said: EnrolmentRequest, member: Agency, now_ms: int) -> Iterator[PublicKey]:
    """Who may speak for a member: its page, token and roster keys; the hub's message key; for a renewal alone the
    message key of the one system that it is for.
    """
    for key in member.keys:
        if key.use in _VOUCHING and _in_force(key, now_ms):
            yield PublicKey(key.spki)
    renewed = {wanted.system for wanted in said.certificates}
    only = not (said.systems or said.keys or said.witnesses or said.HasField("log"))
    for system in member.systems:
        own = member.kind == AGENCY_KIND_HUB or (only and renewed == {system.name})
        if own and system.HasField("message_key") and _in_force(system.message_key, now_ms):
            yield PublicKey(system.message_key.spki)


def _in_force(key: Key, now_ms: int) -> bool:
    return not key.revoked_ms and key.not_before_ms <= now_ms <= key.not_after_ms


def check_new(said: EnrolmentRequest, registry: Registry) -> None:
    """No key of the request stands anywhere in the registry yet, whoever's it is."""
    known = set(_known(registry))
    for part in parts_of(said):
        require(part.kid not in known, "known-key", part.where)


def _known(registry: Registry) -> Iterator[bytes]:
    yield from map(kid_of, registry.governance.keys)
    for agency in registry.agencies:
        yield from (kid_of(key.spki) for key in agency.keys)
        yield from (kid_of(system.message_key.spki) for system in agency.systems)
        yield from (row.kid for system in agency.systems for row in system.tls)
    vkeys = [row.vkey for row in registry.logs] + [row.vkey for row in registry.witness_policy.witnesses]
    yield from (ed25519_kid(VerifierKey.parse(vkey).public) for vkey in vkeys)


def check_wishes(said: EnrolmentRequest, registry: Registry, member: Agency | None) -> None:
    """Uses that fit the kind, names that are free, a witness and a log of one's own."""
    kind = said.newcomer.kind if member is None else member.kind
    sealed = kind in _SEALED or said.HasField("log") or any(log.agency == said.agency for log in registry.logs)
    for index, key in enumerate(said.keys):
        fits = key.use == KEY_USE_SEALED if kind == AGENCY_KIND_HUB else key.use in OF_AGENCY
        require(fits and (key.use != KEY_USE_SEALED or sealed), "use", f"keys[{index}].use")
    for index, system in enumerate(said.systems):
        if system.HasField("message_key"):
            require(system.message_key.use == KEY_USE_MESSAGE, "use", f"systems[{index}].message_key.use")
    systems = {system.name for system in member.systems} if member else set()
    for index, wanted in enumerate(said.certificates):
        require(wanted.system in systems, "system", f"certificates[{index}].system")
    for index, witness in enumerate(said.witnesses):
        where = f"witnesses[{index}]"
        require(witness.agency == said.agency, "agency", f"{where}.agency")
        require(witness.vkey.startswith(f"{said.agency}/"), "name", f"{where}.vkey")
        require(not witness.last_size and not witness.spans, "sizes", f"{where}.last_size")
        check_url(witness.url, f"{where}.url")
    if said.HasField("log"):
        _check_log(said.log, said, registry)


def _check_log(log: LogKey, said: EnrolmentRequest, registry: Registry) -> None:
    """A log of who asks, named as the federation names its logs, and new from its first leaf on."""
    require(log.agency == ("" if said.agency == registry.hub else said.agency), "agency", "log.agency")
    number = log.origin.removeprefix(log_prefix(registry.name, log.agency))
    require(number != log.origin and number.isascii() and number.isdigit() and number[0] != "0", "name", "log.origin")
    require(not log.first_size and not log.last_size, "sizes", "log.last_size")
