"""Warrants and orders, made known before their data."""

from __future__ import annotations

import json
from typing import Final

from graph.model import NODE_KINDS
from services.access.errors import InvalidArgument, Violation
from services.access.ordering import BY_COURT
from services.access.purpose import well_formed
from services.access.trail import Inquiry
from services.linkage.errors import AuthorityConflict
from services.linkage.kept import AuthorityRow
from services.linkage.links import Links
from services.signing.header import is_agency
from services.tables.numbers import NumberError
from services.values.network import Authority
from services.values.node_ids import canonical
from services.vocabulary.access import AuthorityKind

KINDS: Final = frozenset(AuthorityKind)
MAX_TEXT: Final = 200
MAX_LIST: Final = 1000


async def register_authority(links: Links, inquiry: Inquiry, authority: Authority | None) -> bool:
    """True where it is new; False where it was held, word for word.

    Raises InvalidArgument, and AuthorityConflict where the reference was given with other words.
    """
    if authority is None:
        raise InvalidArgument(Violation("authority", "required", "must be given"))
    if violations := check(authority):
        raise InvalidArgument(*violations)
    agency = inquiry.caller.agency
    row = AuthorityRow(
        authority_name(agency, authority.reference),
        agency,
        authority.reference,
        body_of(authority),
        authority.retain_until_ms,
    )
    # Known ones are looked for first: an authority registered again once its date is past is still the same.
    held = await links.feeds.authority(row.name)
    if held is None:
        made = await links.feeds.register(row, sorted(set(authority.scope)), inquiry.now_ms)
        if made is row:
            return True
        held = made
    if held.body != row.body:
        raise AuthorityConflict
    return False


def authority_name(agency: str, reference: str) -> str:
    """As it is called in the store and on edges."""
    return f"{agency}/{reference}"


def body_of(authority: Authority) -> str:
    """Canonical JSON: what is the same word for word; lists whatever their order."""
    values = {
        "kind": authority.kind,
        "issuer": authority.issuer,
        "issued": authority.issued,
        "scope": sorted(set(authority.scope)),
        "targets": sorted({(key.kind, canonical(key.kind, key.id)) for key in authority.targets}),
        "data_from_ms": authority.data_from_ms,
        "data_to_ms": authority.data_to_ms,
        "retain_until_ms": authority.retain_until_ms,
    } | ({"court": authority.court} if authority.court else {})
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def check(authority: Authority) -> list[Violation]:
    """What is wrong with it."""
    found = []
    named = ("court",) if authority.court or authority.kind in BY_COURT else ()
    for name in ("reference", "issuer", "issued", *named):
        text = getattr(authority, name)
        if not (0 < len(text) <= MAX_TEXT and text.isprintable() and text == text.strip()):
            found.append(Violation(f"authority.{name}", "text", f"must be printable, 1 to {MAX_TEXT} characters"))
    if authority.kind not in KINDS:
        found.append(Violation("authority.kind", "required", "must be given"))
    if not 0 < len(authority.scope) <= MAX_LIST or not all(_is_case(each) for each in authority.scope):
        text = "must name the cases it serves, TYPE:key each, another agency's as TYPE:key@agency"
        found.append(Violation("authority.scope", "case", text))
    found += _of_targets(authority)
    if not 0 < authority.data_from_ms <= authority.data_to_ms:
        found.append(Violation("authority.data_to_ms", "order", "must not be before data_from_ms, which must be given"))
    if authority.retain_until_ms <= 0:
        found.append(Violation("authority.retain_until_ms", "required", "must be given"))
    return found


def _of_targets(authority: Authority) -> list[Violation]:
    if len(authority.targets) > MAX_LIST or not all(target.kind in NODE_KINDS for target in authority.targets):
        return [Violation("authority.targets", "node", f"must be at most {MAX_LIST} nodes of known kinds")]
    found = []
    for place, target in enumerate(authority.targets):
        try:
            canonical(target.kind, target.id)
        except NumberError as bad:
            found.append(Violation(f"authority.targets[{place}].id", bad.rule, bad.text))
    return found


def _is_case(text: str) -> bool:
    number, at, agency = text.partition("@")
    kind, _, key = number.partition(":")
    return well_formed(kind, key) and (is_agency(agency) if at else True)
