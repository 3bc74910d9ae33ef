"""A submitted page before the store sees it: signature, addressee, root.

What is wrong with the page as a whole is refused here; its versions one by one in ``checked.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NoReturn

from services.access.errors import Violation
from services.membership.registry import Registry
from services.records.errors import NotOwner, PageInvalid
from services.signing.es256 import BadSignature
from services.signing.page import PageError, PageHeader, page_proofs, parse_page_header, verify_page_header
from services.values.records import SubmitPageRequest

HEADER = "header.header"
"""Path of the signed bytes that hold the page header; its own fields are named below it."""
AHEAD_MS = 30_000
"""As far as a page's own time may lie ahead of the clock here."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that holds. ``sha256``: digest of the header bytes; ``paths``: inclusion path of each leaf."""

    header: PageHeader
    raw_header: bytes
    signature: bytes
    sha256: bytes
    paths: Sequence[Sequence[bytes]]


def open_page(request: SubmitPageRequest, agency: str, registry: Registry, now_ms: int) -> Page:
    """The page once header, key, signature, addressee, count and root hold.

    Raises NotOwner for another agency's page, PageInvalid naming the field for the rest.
    """
    if request.header is None:
        _refuse("header", "required", "is missing")
    raw, signature = request.header.header, request.header.signature
    header = _header(raw, signature, agency, registry, now_ms)
    try:
        root, paths = page_proofs([(leaf.salt, leaf.version) for leaf in request.leaves])
    except PageError as bad:
        _refuse(bad.field, "page-form", "breaks the form of a page")
    if (header.count, header.root) != (len(paths), root):
        _refuse(f"{HEADER}.root", "page-root", "count or root is not that of the leaves")
    return Page(header, raw, signature, sha256(raw).digest(), paths)


def _header(raw: bytes, signature: bytes, agency: str, registry: Registry, now_ms: int) -> PageHeader:
    try:
        header = parse_page_header(raw)
    except PageError as bad:
        _refuse(f"{HEADER}.{bad.field}".rstrip("."), "page-form", "breaks the form of a page header")
    if header.agency != agency:
        raise NotOwner
    key = registry.key(header.kid, "PAGE")
    if key is None or key.agency != agency or not key.in_force(now_ms):
        _refuse(f"{HEADER}.kid", "page-key", "is no page key of the agency in force")
    try:
        verify_page_header(key.public, raw, signature)
    except BadSignature:
        _refuse("header.signature", "page-signature", "does not hold")
    if header.federation_id != registry.federation_id:
        _refuse(f"{HEADER}.federation_id", "page-federation", "is another federation")
    if header.audience != registry.hub:
        _refuse(f"{HEADER}.audience", "page-audience", "is another hub")
    if not key.not_before_ms <= header.time_ms <= key.not_after_ms:
        _refuse(f"{HEADER}.time_ms", "page-time", "lies outside the validity of the page key")
    if header.time_ms > now_ms + AHEAD_MS:
        _refuse(f"{HEADER}.time_ms", "page-time", "lies more than 30 s ahead")
    return header


def _refuse(field: str, rule: str, text: str) -> NoReturn:
    raise PageInvalid(Violation(field, rule, text))
