"""That an agency's page keys signed two things where there can be one: each under its key, and both of one name."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from rabta.records.v1.record_pb2 import RecordVersion
from rabta.signing.v1.equivocation_pb2 import Equivocation, SignedStatement

from services.evidence.exchange import registry_line
from services.evidence.line import FILE, Line, agency, require
from services.evidence.owner_page import SignedPage, signed_page, version_in
from services.membership.describe import iso
from services.membership.registry import Registry


class _Signed(NamedTuple):
    """A statement that holds. ``said``: its version; None where the page is what was signed twice."""

    page: SignedPage
    digest: bytes
    said: RecordVersion | None


def equivocation_lines(proof: Equivocation, registry: Registry) -> list[Line]:
    """Who signed both, of what, and when by their own word. Raises Fails where one does not hold, or both may stand."""
    first, second = _signed(proof.first, registry), _signed(proof.second, registry)
    owner = first.page.header.agency
    require(owner == second.page.header.agency, FILE, "the two are of different agencies")
    twice = _two_versions(first, second) if first.said and second.said else _two_pages(first, second)
    lines = [registry_line(registry), *(_line(each) for each in (first, second)), Line(agency(owner), twice)]
    return [*lines, *_revoked(first, second)]


def _signed(one: SignedStatement, registry: Registry) -> _Signed:
    page = signed_page(registry, one.page, FILE)
    if not one.version:
        return _Signed(page, sha256(one.page.header).digest(), None)
    proof = one.proof
    named = proof.page_sha256 == sha256(one.page.header).digest()
    require(named, FILE, "a version names no page that is here")
    said = version_in(page.header, one.version, proof.index, proof.salt, proof.path)
    return _Signed(page, sha256(one.version).digest(), said)


def _two_versions(first: _Signed, second: _Signed) -> str:
    """Raises Fails unless they are two contents of one version."""
    name, other = _name(first.said), _name(second.said)
    require(name == other, FILE, "the two versions are not of one record and number")
    require(first.digest != second.digest, FILE, "the two versions are the same")
    return f"signed two contents of {name}"


def _two_pages(first: _Signed, second: _Signed) -> str:
    """Raises Fails unless they are two pages of one number."""
    one, other = first.page.header, second.page.header
    same = (one.feed, one.page_number) == (other.feed, other.page_number)
    require(same, FILE, "the two pages are not of one feed and number")
    require(first.digest != second.digest, FILE, "the two pages are the same")
    return f"signed two pages numbered {one.page_number} of its feed {one.feed}"


def _name(said: RecordVersion | None) -> str:
    return f"agencies/{said.agency}/records/{said.record_id}/versions/{said.version}" if said else ""


def _line(one: _Signed) -> Line:
    header, what = one.page.header, "content" if one.said else "page"
    place = f"page {header.page_number} of feed {header.feed}, dated {iso(header.time_ms)}"
    claim = f"{what} {one.digest.hex()[:16]} in {place}, under its page key {header.kid.hex()[:16]}"
    return Line(agency(header.agency), claim)


def _revoked(first: _Signed, second: _Signed) -> list[Line]:
    """A key that was revoked signed all the same; who held it when is not shown."""
    rows = {each.page.key.kid: each.page.key for each in (first, second) if each.page.key.revoked_ms}
    told = "was revoked at {}: whoever had it may have signed with it since"
    return [
        Line(agency(row.agency), f"its page key {kid.hex()[:16]} {told.format(iso(row.revoked_ms))}")
        for kid, row in rows.items()
    ]
