"""Pages: a run of record versions under one signature of their owner.

Leaf data is ``salt(16) || version bytes`` under RFC 6962 hashing, so that a version can be
disclosed alone with its path and tells nothing of its neighbours. Headers are canonical
like SigHeader and chained: each names the digest of the one before it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from rabta.signing.v1.page_pb2 import PageHeader

from audit.merkle import ProofError, leaf_hash, paths_from_leaves, verify_inclusion
from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical
from services.signing.es256 import BadSignature, PublicKey
from services.signing.pae import PAGE, pae
from services.signing.signer import Signer

MAX_HEADER: Final = 1024
MAX_VERSIONS: Final = 500
MAX_BYTES: Final = 1 << 20
SALT_BYTES: Final = 16
FIRST: Final = bytes(32)
FEED_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)

Leaf = tuple[bytes, bytes]


class PageError(RabtaError, ValueError):
    """A page breaks a rule; ``field`` names where: of the header (``count`` ...), or ``leaves``, ``leaves[3].salt``.

    Empty: the header as a whole.
    """

    def __init__(self, field: str) -> None:
        super().__init__(f"page: {field or 'header'}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose page it is, for whom, and where in its feed it stands. ``previous_sha256``: ``FIRST`` for page 1."""

    federation_id: bytes
    agency: str
    audience: str
    feed: str
    page_number: int
    previous_sha256: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A signed page. ``leaves``: (salt, version bytes) each; ``sha256`` is the next page's previous."""

    header: bytes
    signature: bytes
    leaves: tuple[Leaf, ...]

    @property
    def sha256(self) -> bytes:
        """Digest of the header bytes, 32 bytes."""
        return sha256(self.header).digest()


def build_page(key: Signer, feed: Feed, versions: Sequence[bytes], time_ms: int, salts: Sequence[bytes] = ()) -> Page:
    """Sign 1 to 500 versions, 1 MiB in all; PageError past a limit. Salts are drawn unless given."""
    drawn = salts or [os.urandom(SALT_BYTES) for _ in versions]
    leaves = tuple(zip(drawn, versions, strict=True))
    root, _ = page_proofs(leaves)
    header = PageHeader(
        format=1,
        federation_id=feed.federation_id,
        agency=feed.agency,
        kid=key.kid,
        audience=feed.audience,
        feed=feed.feed,
        page_number=feed.page_number,
        previous_sha256=feed.previous_sha256,
        count=len(leaves),
        root=root,
        time_ms=time_ms,
    )
    _check(header)
    raw = header.SerializeToString(deterministic=True)
    return Page(raw, key.sign(pae(PAGE, raw)), leaves)


def page_proofs(leaves: Sequence[Leaf]) -> tuple[bytes, list[list[bytes]]]:
    """Root and every leaf's inclusion path; PageError past a limit. What a holder stores to disclose one version."""
    if not 0 < len(leaves) <= MAX_VERSIONS:
        raise PageError("leaves")
    for index, (salt, version) in enumerate(leaves):
        if len(salt) != SALT_BYTES:
            raise PageError(f"leaves[{index}].salt")
        if not version:
            raise PageError(f"leaves[{index}].version")
    if sum(len(version) + SALT_BYTES for _, version in leaves) > MAX_BYTES:
        raise PageError("leaves")
    return paths_from_leaves([leaf_hash(salt + version) for salt, version in leaves])


def parse_page_header(raw: bytes) -> PageHeader:
    """Header from its bytes as signed, canonical form only; PageError names the field that is wrong."""
    try:
        header = canonical(PageHeader, raw, MAX_HEADER)
    except NotCanonical:
        raise PageError("") from None
    _check(header)
    return header


def _check(header: PageHeader) -> None:
    if header.format != 1:
        raise PageError("format")
    for field in ("federation_id", "kid", "previous_sha256", "root"):
        if len(getattr(header, field)) != 32:
            raise PageError(field)
    for field in ("agency", "audience"):
        if not 0 < len(getattr(header, field)) <= 64:
            raise PageError(field)
    if FEED_NAME.fullmatch(header.feed) is None:
        raise PageError("feed")
    if header.page_number < 1:
        raise PageError("page_number")
    if (header.page_number == 1) != (header.previous_sha256 == FIRST):
        raise PageError("previous_sha256")
    if not 0 < header.count <= MAX_VERSIONS:
        raise PageError("count")
    if header.time_ms <= 0:
        raise PageError("time_ms")


def verify_page_header(key: PublicKey, raw: bytes, signature: bytes) -> PageHeader:
    """Header once its signature by the owner's page key holds; BadSignature, or PageError on its form.

    That ``key`` is a page key of the header's agency, in force, is for the registry to say.
    """
    key.verify(signature, pae(PAGE, raw))
    header = parse_page_header(raw)
    if header.kid != key.kid:
        raise BadSignature
    return header


def verify_version(header: PageHeader, version: bytes, index: int, salt: bytes, path: Sequence[bytes]) -> None:
    """Check that ``version`` stands at ``index`` of the page; PageError on salt or index, ProofError on the path."""
    if len(salt) != SALT_BYTES:
        raise PageError("salt")
    if not 0 <= index < header.count:
        raise PageError("index")
    verify_inclusion(leaf_hash(salt + version), index, header.count, path, header.root)


def verify_page(key: PublicKey, raw: bytes, signature: bytes, leaves: Sequence[Leaf]) -> PageHeader:
    """Header of a whole page once signature, count and root hold; BadSignature or PageError."""
    header = verify_page_header(key, raw, signature)
    if len(leaves) != header.count:
        raise PageError("count")
    if page_proofs(leaves)[0] != header.root:
        raise PageError("root")
    return header


__all__ = [
    "FIRST",
    "Feed",
    "Page",
    "PageError",
    "PageHeader",
    "ProofError",
    "build_page",
    "page_proofs",
    "parse_page_header",
    "verify_page",
    "verify_page_header",
    "verify_version",
]
