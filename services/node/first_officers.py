"""The first officers of an agency: a key each, and the roster as the office writes and signs it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.issuer.roster_text import read_text
from services.issuer.signed_roster import sign_roster
from services.membership.layout import NodeFiles
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder, replace_private

ROSTER_DAYS, TRAINED_DAYS = 30, 365


@dataclass(frozen=True, slots=True)
class Officer:
    """``roles`` without prefix; ``cases`` as TYPE:KEY; ``superior``: an officer's id, empty for none."""

    id: str
    name: str
    roles: tuple[str, ...]
    clearance: int
    jurisdictions: tuple[str, ...]
    cases: tuple[str, ...] = ()
    superior: str = ""


def enrol(node: NodeFiles, officers: Iterable[Officer], now_ms: int) -> None:
    """Keys in ``officers/``, ``office/roster.toml``, and that roster signed for the agency's issuer."""
    people = list(officers)
    make_folder(node.folder / "officers")
    for officer in people:
        key = PrivateKey.generate()
        path = node.folder / "officers" / f"{officer.id}.key"
        key.save(path)
        replace_private(path.with_name(f"{path.name}.pub"), key.public().pem())
    roster = node.office / "roster.toml"
    replace_private(roster, text_of(node.agency, people, now_ms).encode())
    signed = sign_roster(read_text(roster, now_ms), PrivateKey.load(node.roster_key))
    replace_private(node.issuer.folder / "roster.signed", signed)


def text_of(agency: str, officers: Iterable[Officer], now_ms: int) -> str:
    """Version 1 of the roster as TOML, with how the next one comes into force."""
    now = datetime.fromtimestamp(now_ms / 1000, UTC)
    lines = [
        "# Officers of this agency. Change them here, raise the version, and sign it for the issuer:",
        "#   rabta token roster sign office/roster.toml --key office/roster.key --out systems/issuer/roster.signed",
        "# A new officer's key: rabta token key officers/ID.key",
        f"agency = {json.dumps(agency)}",
        "version = 1",
        f"expires = {(now + timedelta(days=ROSTER_DAYS)).date().isoformat()}",
    ]
    for officer in officers:
        lines += ["", "[[officers]]", *_said(officer, now)]
    return "\n".join(lines) + "\n"


def _said(officer: Officer, now: datetime) -> Iterator[str]:
    yield f"id = {json.dumps(officer.id)}"
    yield f"key = {json.dumps(f'../officers/{officer.id}.key.pub')}"
    yield f"display_name = {json.dumps(officer.name, ensure_ascii=False)}"
    yield f"roles = {json.dumps(officer.roles)}"
    yield f"clearance = {officer.clearance}"
    yield f"jurisdictions = {json.dumps(officer.jurisdictions)}"
    yield f"trained_until = {(now + timedelta(days=TRAINED_DAYS)).date().isoformat()}"
    yield "undertaking_signed = true"
    yield f"cases = {json.dumps(officer.cases, ensure_ascii=False)}"
    if officer.superior:
        yield f"superior = {json.dumps(officer.superior)}"
