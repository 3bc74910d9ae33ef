"""What every registry must keep, whoever signed it: names, rights, validity, the witness quorum."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rabta.access.v1.purpose_pb2 import Role
from rabta.membership.v1.registry_pb2 import (
    AGENCY_KIND_HUB,
    AGENCY_KIND_OVERSIGHT,
    KEY_USE_MESSAGE,
    KEY_USE_PAGE,
    KEY_USE_ROSTER,
    KEY_USE_SEALED,
    KEY_USE_TOKEN,
    Agency,
    AgencyKind,
    Desk,
    Key,
    KeyUse,
    Registry,
    System,
    Thumbprint,
    Witness,
)

from audit.pins import endpoint_fault
from services.membership.errors import UnsoundRegistry

DAY_MS: Final = 86_400_000
MAX_LIFE_MS: Final = 400 * DAY_MS
MAX_AGENCIES: Final = 500
MAX_PARTS: Final = 100
MAX_SYSTEMS: Final = 2000
"""Of one agency: a province's police has a system at each of some 700 stations."""
MAX_CLEARANCE: Final = 3
AGENCY_ID: Final = re.compile(r"[a-z]{2}(\.[a-z0-9-]+)+")
LABEL: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
JURISDICTION: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
PHONE: Final = re.compile(r"\+?[0-9][0-9 -]{2,30}")
EMAIL: Final = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,128}")
URL: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,128}(/[A-Za-z0-9._~/-]{0,128})?")
ALG: Final = {
    KEY_USE_MESSAGE: "ES256",
    KEY_USE_PAGE: "ES256",
    KEY_USE_TOKEN: "ES256",
    KEY_USE_ROSTER: "ES256",
    KEY_USE_SEALED: "HPKE-P256",
}
OF_AGENCY: Final = frozenset(ALG) - {KEY_USE_MESSAGE}
_INNER: Final = frozenset((AGENCY_KIND_HUB, AGENCY_KIND_OVERSIGHT))


def require(holds: object, rule: str, where: str) -> None:
    """Raise UnsoundRegistry of ``rule`` and ``where`` unless ``holds``."""
    if not holds:
        raise UnsoundRegistry(rule, where)


def distinct(values: Iterable[object], where: str) -> None:
    """UnsoundRegistry where a value stands twice."""
    every = list(values)
    require(len(set(every)) == len(every), "distinct", where)


def check_rules(registry: Registry) -> None:
    """UnsoundRegistry naming rule and field; keys, logs and witnesses are checked where their rows are read."""
    require(LABEL.fullmatch(registry.name), "form", "name")
    require(0 < registry.issued_ms < registry.expires_ms, "validity", "expires_ms")
    require(registry.expires_ms - registry.issued_ms <= MAX_LIFE_MS, "life", "expires_ms")
    _check_governance(registry)
    require(0 < len(registry.agencies) <= MAX_AGENCIES, "count", "agencies")
    distinct((agency.id for agency in registry.agencies), "agencies")
    for index, agency in enumerate(registry.agencies):
        check_agency(agency, f"agencies[{index}]")
    hubs = [agency for agency in registry.agencies if agency.kind == AGENCY_KIND_HUB]
    require([hub.id for hub in hubs] == [registry.hub], "hub", "hub")
    require(hubs[0].systems, "hub", "hub")


def _check_governance(registry: Registry) -> None:
    keys = len(registry.governance.keys)
    require(2 <= registry.governance.threshold <= keys <= MAX_PARTS, "threshold", "governance")
    require(2 * registry.governance.threshold > keys, "majority", "governance")


def check_agency(agency: Agency, where: str) -> None:
    """UnsoundRegistry where one member's row breaks a rule that needs no other row."""
    require(len(agency.id) <= 64 and AGENCY_ID.fullmatch(agency.id), "form", f"{where}.id")
    check_text(agency.display_name, f"{where}.display_name")
    require(agency.kind and agency.kind in AgencyKind.values(), "enum", f"{where}.kind")
    require(0 < len(agency.jurisdictions) <= MAX_PARTS, "count", f"{where}.jurisdictions")
    distinct(agency.jurisdictions, f"{where}.jurisdictions")
    for code in agency.jurisdictions:
        require(JURISDICTION.fullmatch(code), "form", f"{where}.jurisdictions")
    _check_roles(agency.roles, f"{where}.roles")
    require(agency.clearance <= MAX_CLEARANCE, "range", f"{where}.clearance")
    _check_desk(agency.desk, agency.kind not in _INNER, f"{where}.desk")
    _check_desk(agency.escalation, agency.kind not in _INNER, f"{where}.escalation")
    distinct(agency.formats, f"{where}.formats")
    for name in agency.formats:
        require(LABEL.fullmatch(name), "form", f"{where}.formats")
    require(len(agency.systems) <= MAX_SYSTEMS, "count", f"{where}.systems")
    require(len(agency.keys) <= MAX_PARTS, "count", f"{where}.keys")
    _check_names(agency, where)
    for index, system in enumerate(agency.systems):
        _check_system(system, frozenset(agency.roles), f"{where}.systems[{index}]")
    for index, key in enumerate(agency.keys):
        require(key.use in OF_AGENCY, "use", f"{where}.keys[{index}]")
        _check_key(key, f"{where}.keys[{index}]")


def _check_names(agency: Agency, where: str) -> None:
    distinct((system.name for system in agency.systems), f"{where}.systems")
    keys = [key.name for key in agency.keys]
    keys += [system.message_key.name for system in agency.systems if system.HasField("message_key")]
    distinct(keys, f"{where}.keys")


def _check_roles(roles: Iterable[int], where: str) -> None:
    distinct(roles, where)
    for role in roles:
        require(role and role in Role.values(), "enum", where)


def check_text(text: str, where: str) -> None:
    """1 to 128 printable characters: no control, no direction override, no line break."""
    require(0 < len(text) <= 128 and text.isprintable() and text == text.strip(), "text", where)


def _check_desk(desk: Desk, needed: bool, where: str) -> None:
    if not needed and not desk.ByteSize():
        return
    check_text(desk.name, f"{where}.name")
    require(PHONE.fullmatch(desk.phone), "form", f"{where}.phone")
    require(not desk.email or EMAIL.fullmatch(desk.email), "form", f"{where}.email")


def _check_system(system: System, ceiling: frozenset[int], where: str) -> None:
    require(LABEL.fullmatch(system.name), "form", f"{where}.name")
    require(0 < len(system.tls) <= MAX_PARTS, "count", f"{where}.tls")
    for index, thumbprint in enumerate(system.tls):
        _check_thumbprint(thumbprint, f"{where}.tls[{index}]")
    if system.HasField("message_key"):
        require(system.message_key.use == KEY_USE_MESSAGE, "use", f"{where}.message_key")
        _check_key(system.message_key, f"{where}.message_key")
    _check_roles(system.roles, f"{where}.roles")
    require(ceiling.issuperset(system.roles), "ceiling", f"{where}.roles")


def _check_thumbprint(row: Thumbprint, where: str) -> None:
    require(len(row.sha256) == 32 and len(row.kid) == 32, "size", where)
    _check_validity(row, where)


def _check_key(key: Key, where: str) -> None:
    require(LABEL.fullmatch(key.name), "form", f"{where}.name")
    require(key.use in KeyUse.values() and ALG.get(key.use) == key.alg, "alg", where)
    _check_validity(key, where)


def _check_validity(row: Key | Thumbprint, where: str) -> None:
    require(0 < row.not_before_ms < row.not_after_ms, "validity", where)
    require(row.revoked_ms >= 0, "range", f"{where}.revoked_ms")


def log_prefix(federation: str, agency: str) -> str:
    """What comes before the number in the origin of a log: ``rabta.pk/audit/`` of the hub, whose ``agency`` is "",
    ``rabta.pk/audit/pk.nadra/`` of a member.
    """
    return f"{federation}/audit/{agency}/" if agency else f"{federation}/audit/"


def in_office(witness: Witness) -> bool:
    """Whether it has ended in no log."""
    return not witness.last_size and not any(span.last_size for span in witness.spans)


def check_witness(witness: Witness, where: str) -> None:
    """UnsoundRegistry unless an open witness is asked over HTTPS with a pinned key, or over HTTP on loopback."""
    check_url(witness.url, f"{where}.url")
    if in_office(witness):
        fault = endpoint_fault(witness.url, witness.tls_spki_sha256)
        require(fault != "pin", "pin", f"{where}.tls_spki_sha256")
        require(not fault, fault, f"{where}.url")


def check_url(url: str, where: str) -> None:
    """UnsoundRegistry unless a plain http or https base URL."""
    require(URL.fullmatch(url), "form", where)
