"""Commented samples of the TOML files that people write, made from the code that reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from services.cli import sample_words as words
from services.cli.agency_wishes import WORDS as WISHES
from services.cli.feed import KEYS as AUTHORITY
from services.cli.feed import NEEDED as AUTHORITY_NEEDED
from services.client import profile
from services.issuer.roster_text import NEEDED, OFFICER_WORDS, ROSTER_WORDS
from services.issuer.settings import IssuerSettings
from services.node.settings import NodeSettings

_PROFILE: Final = {
    "hub": "pk.hub", "endpoint": "hub.rabta.pk:7443", "agency": "pk.fia", "system": "node", "ca": "ca.crt",
    "hub_certificates": "hub.crt", "tls_key": "tls.key", "tls_certificate": "tls.crt", "message_key": "message.key",
    "registry": "registry", "governance": "anchor.pem", "state": "state", "officer": "fia-1042",
    "officer_key": "officers/fia-1042.key", "issuer": "https://127.0.0.1:7543",
    "approver_issuer": "https://127.0.0.1:7543", "page_key": "page.key", "seal_key": "seal.key",
    "roster": "systems/issuer/roster.signed", "language": "en", "identity_registry": "pk.nadra",
    "identity_endpoint": "registry.rabta.pk:7443", "identity_certificates": "identity.crt",
}  # fmt: skip
_WITNESS: Final = {
    "name": "pk.fia/witness", "key": "witness.key", "state": "witness.db", "host": "127.0.0.1", "port": 7643,
    "tls_key": "witness.tls.key", "tls_certificate": "witness.tls.crt",
}  # fmt: skip
_PASSKEY: Final = (
    '["Y3JlZGVudGlhbC0wMDAwMQ.'
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt"
    '6zOg9KE5RdiYwpZP40Li_hp_m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q"]'
)
"""Of a key that everybody knows: the base point of P-256."""
_ROSTER: Final = {
    "agency": '"pk.fia"', "version": "1", "expires": "2030-01-31", "id": '"fia-1042"',
    "key": '"../officers/fia-1042.key.pub"', "display_name": '"Officer fia-1042"', "roles": '["INVESTIGATOR"]',
    "clearance": "2", "jurisdictions": '["PK"]', "suspended": "false", "trained_until": "2030-12-31",
    "undertaking_signed": "true", "superior": '"fia-1001"', "own_and_kin": '["PHONE:+923000000000"]',
    "cases": '["FIR:FIA/LAHORE/AHTC/31/2024"]', "passkeys": _PASSKEY,
}  # fmt: skip
_AUTHORITY: Final = {
    "reference": '"CO/2025/71"', "kind": '"COURT_ORDER"', "issuer": '"Sessions Court Gujrat"', "issued": "2025-06-09",
    "scope": '["FIR:FIA/GUJRAT/AHTC/12/2025"]', "targets": '["PHONE:+923720009001"]', "data_from": "2025-01-01",
    "data_to": "2025-07-01", "retain_until": "2031-06-09", "court": '"PB-GUJRAT-DSJ"',
}  # fmt: skip
_WISHES: Final = {
    "registers.type": '"FIR"', "registers.prefix": '"PB/"', "courts.code": '"PB-LHR-DSJ"',
    "courts.name": '"District and Sessions Court, Lahore"', "courts.tier": '"SESSION"',
    "courts.districts": '["PB/LAHORE"]', "courts.above": '"PB-LHC"', "courts.acts": "[]",
    "protects.act": '"PB-DNCA-2004"', "protects.districts": '["PB"]',
}  # fmt: skip


def _settings(kind: type[Any], said: Mapping[str, str], needed: Mapping[str, str]) -> Iterator[str]:
    for each in fields(kind):
        if each.name != "folder":
            value = needed.get(each.name, json.dumps(each.default))
            yield from _line(each.name, value, said[each.name], each.name in needed)


def _line(name: str, value: str, meaning: str, live: bool) -> Iterator[str]:
    """A comment, and the setting: in force where it must be there, else as a comment with its default or an example."""
    yield ""
    yield f"# {meaning}"
    yield f"{name} = {value}" if live else f"# {name} = {value}"


def node() -> Iterator[str]:
    """``settings.toml`` of a hub."""
    yield "# settings.toml of a hub's node, each setting with its default; RABTA_NODE_NAME in the environment wins."
    yield from _settings(NodeSettings, words.NODE, {})


def issuer() -> Iterator[str]:
    """Lines of a sample ``issuer.toml``."""
    yield "# issuer.toml of an agency's token issuer; RABTA_ISSUER_NAME in the environment goes first."
    yield from _settings(IssuerSettings, words.ISSUER, {"agency": '"pk.fia"'})


def witness() -> Iterator[str]:
    """Lines of a sample ``witness.toml``."""
    yield "# witness.toml: paths are relative to the file."
    for name, value in _WITNESS.items():
        yield from _line(name, json.dumps(value), words.WITNESS[name], name in ("name", "key", "state"))
    yield from ("", "# origin of each log, and its verifier key, as `rabta federation show` prints them", "[logs]")
    yield '# "rabta.pk/audit/1" = "rabta.pk/audit/1+00000000+AAAA"'


def caller() -> Iterator[str]:
    """Lines of a sample profile."""
    yield "# A profile, mode 0600: --profile or RABTA_PROFILE. Paths are relative to the file."
    needed = {*profile.PATHS, *profile.KEYS, *profile.TEXTS}
    for name in (*profile.TEXTS, *profile.PATHS, *profile.KEYS):
        yield from _line(name, json.dumps(_PROFILE[name]), words.PROFILE[name], name in needed)
    for name in (*profile.OPTIONAL_TEXTS, *profile.OPTIONAL_KEYS, *profile.OPTIONAL_PATHS):
        yield from _line(name, json.dumps(_PROFILE[name]), words.PROFILE[name], False)


def roster() -> Iterator[str]:
    """Lines of a sample ``roster.toml``."""
    yield "# roster.toml of an agency's office: rabta token roster sign roster.toml --key roster.key"
    yield from _table((name for name in ROSTER_WORDS if name != "officers"), _ROSTER, words.ROSTER, set(ROSTER_WORDS))
    yield from ("", "[[officers]]")
    yield from _table(OFFICER_WORDS, _ROSTER, words.ROSTER, NEEDED)


def authority() -> Iterator[str]:
    """A warrant or order."""
    yield "# A warrant or order: rabta feed authority FILE.toml. A day is its beginning, in Pakistan."
    yield from _table(AUTHORITY, _AUTHORITY, words.AUTHORITY, AUTHORITY_NEEDED)


def wishes() -> Iterator[str]:
    """What a newcomer wishes to be said of it."""
    yield "# What a newcomer wishes to be said of it: rabta agency init --wishes FILE. A table may stand several times."
    for name, (needed, optional) in WISHES.items():
        yield from ("", f"[[{name}]]")
        for word in (*needed, *optional):
            of = f"{name}.{word}"
            yield from _line(word, _WISHES.get(of, '""'), words.WISHES[of], word in needed)


def _table(
    names: Iterable[str], examples: Mapping[str, str], said: Mapping[str, str], needed: Iterable[str]
) -> Iterator[str]:
    must = set(needed)
    for name in names:
        yield from _line(name, examples[name], said[name], name in must)


SAMPLES: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "settings": node,
    "issuer": issuer,
    "witness": witness,
    "profile": caller,
    "roster": roster,
    "authority": authority,
    "wishes": wishes,
}
"""By name of the file."""


def sample(name: str) -> str:
    """The file's text; KeyError for an unknown name."""
    return "\n".join(SAMPLES[name]()) + "\n"
