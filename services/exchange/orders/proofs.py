"""Whether an order to expunge rests on its owner's own word.

The owner's last version says that the record is expunged, and stands in a page under the owner's page key: so nobody
else, whoever relays it, has a record erased for ever.
"""

from __future__ import annotations

from hashlib import sha256

from google.protobuf.message import DecodeError
from rabta.records.v1.record_pb2 import RECORD_STATUS_EXPUNGED, RecordVersion

from audit.merkle import ProofError
from services.exchange.owner_page import OwnerPageUnfit, owner_page
from services.membership.registry import Registry
from services.signing.page import PageError, parse_page_header, verify_version
from services.values.exchange import ErasureOrder, SignedPageHeader, SignedVersion

MISSING, UNFIT = "proof-missing", "proof-unfit"


def says_so(proof: SignedVersion | None, page: SignedPageHeader | None) -> bool:
    """Whether a version stands in a page and says that its record is expunged: whoever signed the page."""
    if proof is None or proof.proof is None or page is None:
        return False
    place = proof.proof
    try:
        verify_version(parse_page_header(page.header), proof.version, place.index, place.salt, list(place.path))
        return RecordVersion.FromString(proof.version).status == RECORD_STATUS_EXPUNGED
    except (PageError, ProofError, DecodeError):
        return False


def why_not(order: ErasureOrder, registry: Registry) -> str:
    """Why an order to expunge does not hold, as a receipt says it; "" where it does."""
    if order.proof is None or order.proof.proof is None or order.page is None:
        return MISSING
    place = order.proof.proof
    if sha256(order.page.header).digest() != place.page_sha256:
        return UNFIT
    try:
        header, key = owner_page(registry, order.page.header, order.page.signature)
        verify_version(header, order.proof.version, place.index, place.salt, list(place.path))
        said = RecordVersion.FromString(order.proof.version)
    except (OwnerPageUnfit, PageError, ProofError, DecodeError):
        return UNFIT
    named = f"agencies/{header.agency}/records/{said.record_id}"
    holds = (
        not key.revoked_ms
        and said.agency == header.agency
        and named == order.record
        and said.status == RECORD_STATUS_EXPUNGED
    )
    return "" if holds else UNFIT
