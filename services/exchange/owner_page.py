"""The header of an owner's page that another node brings: whose it is, and whether its key was good at its time."""

from __future__ import annotations

from typing import NamedTuple

from services.errors import RabtaError
from services.membership.registry import Registry
from services.membership.rows import KeyRow
from services.signing.es256 import BadSignature
from services.signing.page import PageError, PageHeader, parse_page_header, verify_page_header


class OwnerPageUnfit(RabtaError):
    """``rule`` that the page breaks."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class Proven(NamedTuple):
    """A header that holds, and the key that signed it: whether a revoked one still counts is the caller's to say."""

    header: PageHeader
    key: KeyRow


def owner_page(registry: Registry, raw: bytes, signature: bytes) -> Proven:
    """Of this federation, under a page key of the agency that it names, good at its time. Raises OwnerPageUnfit."""
    try:
        claimed = parse_page_header(raw)
    except PageError:
        raise OwnerPageUnfit("page-form") from None
    key = registry.key(claimed.kid, "PAGE")
    if key is None or key.agency != claimed.agency:
        raise OwnerPageUnfit("page-key")
    if claimed.federation_id != registry.federation_id:
        raise OwnerPageUnfit("page-audience")
    try:
        header = verify_page_header(key.public, raw, signature)
    except BadSignature:
        raise OwnerPageUnfit("page-signature") from None
    if not key.not_before_ms <= header.time_ms <= key.not_after_ms:
        raise OwnerPageUnfit("page-time")
    return Proven(header, key)
