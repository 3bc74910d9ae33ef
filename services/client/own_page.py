"""Is an answer to GetPage the agency's own page? What is shown is held against the header that the agency signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from google.protobuf.message import DecodeError
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse
from rabta.signing.v1.page_pb2 import PageHeader

from audit.merkle import HASH_BYTES
from services.client.errors import Unproven
from services.membership.registry import Registry
from services.signing.es256 import BadSignature
from services.signing.page import PageError, ProofError, parse_page_header, verify_page_header, verify_version


def check_page(registry: Registry, agency: str, request: GetPageRequest, answer: GetPageResponse) -> PageHeader | None:
    """The page's header; None where the answer says that it is past the last page.

    A revoked key's pages hold too: the hub took them, and the page after names them. Raises Unproven.
    """
    if not answer.HasField("page"):
        if answer.last_page >= request.page_number or answer.versions or answer.withheld:
            raise Unproven("page")
        return None
    header = _header(registry, agency, answer)
    asked = request.feed, request.page_number
    if (header.feed, header.page_number) != asked or answer.last_page < header.page_number:
        raise Unproven("page")
    places = [*_shown(header, answer), *_withheld(answer)]
    if len(set(places)) != len(places) or not all(0 <= place < header.count for place in places):
        raise Unproven("page")
    return header


def _header(registry: Registry, agency: str, answer: GetPageResponse) -> PageHeader:
    try:
        claimed = parse_page_header(answer.page.header)
        key = registry.key(claimed.kid, "PAGE")
        if key is None or not key.agency == claimed.agency == agency:
            raise Unproven("page")
        header = verify_page_header(key.public, answer.page.header, answer.page.signature)
    except (PageError, BadSignature):
        raise Unproven("page") from None
    if (header.federation_id, header.audience) != (registry.federation_id, registry.hub):
        raise Unproven("page")
    return header


def _shown(header: PageHeader, answer: GetPageResponse) -> Iterator[int]:
    """Places of versions, each of which the agency signed in this page."""
    digest = hashlib.sha256(answer.page.header).digest()
    for signed in answer.versions:
        proof = signed.proof
        try:
            verify_version(header, signed.version, proof.index, proof.salt, list(proof.path))
            owner = RecordVersion.FromString(signed.version).agency
        except (PageError, ProofError, DecodeError):
            raise Unproven("version") from None
        if proof.page_sha256 != digest or owner != header.agency:
            raise Unproven("version")
        yield proof.index


def _withheld(answer: GetPageResponse) -> Iterator[int]:
    """Places of versions that are not shown: the hub's word, until the record's next version names the digest."""
    for one in answer.withheld:
        if not one.record_id or not one.version or len(one.sha256) != HASH_BYTES:
            raise Unproven("version")
        yield one.index
