"""Whether an order to expunge rests on its owner's own word.

The owner's last version says that the record is expunged, and stands in a page under the owner's page key: so nobody
else, whoever relays it, has a record erased for ever.
"""

from __future__ import annotations

from hashlib import sha256

from google.protobuf.message import DecodeError
from rabta.records.v1.record_pb2 import RECORD_STATUS_EXPUNGED, RecordVersion

from audit.merkle import ProofError
from services.membership.registry import Registry
from services.signing.es256 import BadSignature
from services.signing.page import PageError, PageHeader, parse_page_header, verify_page_header, verify_version
from services.values.exchange import ErasureOrder, SignedPageHeader

MISSING, UNFIT = "proof-missing", "proof-unfit"


def why_not(order: ErasureOrder, registry: Registry) -> str:
    """Why an order to expunge does not hold, as a receipt says it; "" where it does."""
    if order.proof is None or order.proof.proof is None or order.page is None:
        return MISSING
    header = _header(order.page, registry)
    place = order.proof.proof
    if header is None or sha256(order.page.header).digest() != place.page_sha256:
        return UNFIT
    try:
        verify_version(header, order.proof.version, place.index, place.salt, list(place.path))
        said = RecordVersion.FromString(order.proof.version)
    except (PageError, ProofError, DecodeError):
        return UNFIT
    named = f"agencies/{header.agency}/records/{said.record_id}"
    holds = said.agency == header.agency and named == order.record and said.status == RECORD_STATUS_EXPUNGED
    return "" if holds else UNFIT


def _header(page: SignedPageHeader, registry: Registry) -> PageHeader | None:
    """The header once it is of this federation and signed with a page key of its agency, good at its time."""
    try:
        claimed = parse_page_header(page.header)
        row = registry.key(claimed.kid, "PAGE")
        if row is None or row.agency != claimed.agency or row.revoked_ms:
            return None
        header = verify_page_header(row.public, page.header, page.signature)
    except (PageError, BadSignature):
        return None
    of_here = header.federation_id == registry.federation_id
    return header if of_here and row.not_before_ms <= header.time_ms <= row.not_after_ms else None
