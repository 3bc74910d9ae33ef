"""The roster as an agency writes it: TOML, one table per officer, turned into the message that is signed.

Times are TOML dates or date-times; one without an offset is UTC. Keys are PEM files beside
the roster. Unknown words are errors: a misspelt ``suspended`` must not go unnoticed.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from rabta.access.v1.purpose_pb2 import Role
from rabta.access.v1.roster_pb2 import Officer, Passkey, Roster

from services.access.jws import BadJws, decode_segment
from services.issuer.signed_roster import RosterError
from services.signing.es256 import BadKey, PublicKey

ROSTER_WORDS: Mapping[str, type] = {"agency": str, "version": int, "expires": dt.date, "officers": list}
OFFICER_WORDS: Mapping[str, type] = {
    "id": str,
    "key": str,
    "display_name": str,
    "roles": list,
    "clearance": int,
    "jurisdictions": list,
    "suspended": bool,
    "trained_until": dt.date,
    "undertaking_signed": bool,
    "superior": str,
    "own_and_kin": list,
    "cases": list,
    "passkeys": list,
}
MADE = frozenset({"key", "roles", "trained_until", "passkeys"})
NEEDED = frozenset({"id", "key", "roles", "clearance", "jurisdictions", "trained_until", "undertaking_signed"})


def read_text(path: Path, now_ms: int) -> Roster:
    """Message from the TOML file at ``path``, issued now; RosterError naming rule and field."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise RosterError("toml", path.name) from None
    _check_words(said, ROSTER_WORDS, frozenset(ROSTER_WORDS), "")
    officers = [_officer(entry, f"officers[{index}]", path.parent) for index, entry in enumerate(said["officers"])]
    try:
        return Roster(
            format=1,
            agency=said["agency"],
            version=said["version"],
            issued_ms=now_ms,
            expires_ms=_milliseconds(said["expires"]),
            officers=officers,
        )
    except ValueError:
        raise RosterError("range", "version") from None


def _check_words(said: Any, words: Mapping[str, type], needed: frozenset[str], where: str) -> None:
    if not isinstance(said, dict):
        raise RosterError("table", where)
    for name in sorted(said.keys() - words.keys()):
        raise RosterError("unknown", f"{where}.{name}".lstrip("."))
    for name in sorted(needed - said.keys()):
        raise RosterError("missing", f"{where}.{name}".lstrip("."))
    for name, value in said.items():
        whole = type(value) is words[name] or (words[name] is dt.date and isinstance(value, dt.date))
        texts = words[name] is not list or name == "officers" or all(type(item) is str for item in value)
        if not whole or not texts:
            raise RosterError("type", f"{where}.{name}".lstrip("."))


def _officer(said: Any, where: str, folder: Path) -> Officer:
    _check_words(said, OFFICER_WORDS, NEEDED, where)
    unknown = [name for name in said["roles"] if f"ROLE_{name}" not in Role.keys()]  # noqa: SIM118
    if unknown:
        raise RosterError("enum", f"{where}.roles")
    plain = {name: said[name] for name in OFFICER_WORDS.keys() - MADE if name in said}
    passkeys = [read_passkey(text, f"{where}.passkeys") for text in said.get("passkeys", ())]
    try:
        return Officer(
            **plain,
            roles=[cast(Role, Role.Value(f"ROLE_{name}")) for name in said["roles"]],
            trained_until_ms=_milliseconds(said["trained_until"]),
            spki=PublicKey.from_pem((folder / said["key"]).read_bytes()).spki,
            passkeys=passkeys,
        )
    except (OSError, BadKey):
        raise RosterError("key", f"{where}.key") from None
    except ValueError:
        raise RosterError("range", where) from None


def read_passkey(text: str, where: str) -> Passkey:
    """From ``CREDENTIAL.KEY``, both base64url: id and SubjectPublicKeyInfo as a browser gives them at registration."""
    credential, _, spki = text.partition(".")
    try:
        return Passkey(credential=decode_segment(credential), spki=decode_segment(spki))
    except BadJws:
        raise RosterError("form", where) from None


def _milliseconds(when: dt.date) -> int:
    moment = when if isinstance(when, dt.datetime) else dt.datetime.combine(when, dt.time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return int(moment.timestamp()) * 1000
