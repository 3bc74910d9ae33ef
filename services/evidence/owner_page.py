"""What an owner signed: a page under its page key, and a version in that page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from google.protobuf.message import DecodeError
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.signing.v1.page_pb2 import PageHeader, SignedPageHeader

from audit.merkle import ProofError
from services.evidence.line import Fails, agency, require
from services.membership.registry import Registry
from services.membership.rows import KeyRow
from services.signing.es256 import BadSignature
from services.signing.page import PageError, parse_page_header, verify_page_header, verify_version


class SignedPage(NamedTuple):
    """A page header that holds, and the row of the key that signed it, which may be revoked."""

    header: PageHeader
    key: KeyRow


def signed_page(registry: Registry, page: SignedPageHeader, teller: str) -> SignedPage:
    """Header of a page of this federation, for its hub, under a page key of the agency that it names.

    ``teller``: who vouches for a header that names nobody. Raises Fails.
    """
    try:
        claimed = parse_page_header(page.header)
    except PageError:
        raise Fails(teller, "a page header is not well-formed") from None
    who = agency(claimed.agency)
    row = registry.key(claimed.kid, "PAGE")
    if row is None or row.agency != claimed.agency:
        raise Fails(who, "a page names no page key of its owner")
    here = claimed.federation_id == registry.federation_id and claimed.audience == registry.hub
    require(here, who, "a page is of another federation or hub")
    try:
        header = verify_page_header(row.public, page.header, page.signature)
    except BadSignature:
        raise Fails(who, "a page signature does not hold") from None
    valid = row.not_before_ms <= header.time_ms <= row.not_after_ms
    require(valid, who, "a page is dated outside the validity of its key")
    return SignedPage(header, row)


def version_in(header: PageHeader, version: bytes, index: int, salt: bytes, path: Sequence[bytes]) -> RecordVersion:
    """The version that stands at a place of its owner's page. Raises Fails."""
    who = agency(header.agency)
    try:
        verify_version(header, version, index, salt, path)
        said = RecordVersion.FromString(version)
    except (PageError, ProofError):
        raise Fails(who, "a version is not in the page it names") from None
    except DecodeError:
        raise Fails(who, "a version is not a record version") from None
    require(said.agency == header.agency, who, "a version and its page name different owners")
    return said
