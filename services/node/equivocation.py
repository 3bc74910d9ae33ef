"""The proof that an owner signed two things of one name, out of what is held and what is kept aside beside it.

The file holds both versions whole where a version was signed twice, so it is as secret as the record.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.errors import RabtaError
from services.evidence.equivocation import equivocation_lines
from services.evidence.line import Fails
from services.exchange.copies.wire import decode_item, decode_version_name
from services.membership.registry import Registry
from services.node.copies_opened import open_copies
from services.node.quarantine import every_kept
from services.records.app.context import Context
from services.records.app.copied_chain import EQUIVOCATION
from services.records.app.copies_aside import Kept
from services.records.app.giving import Giving
from services.signing.equivocation import (
    Equivocation,
    SignedPageHeader,
    SignedStatement,
    VersionProof,
    encode_equivocation,
)
from services.signing.page import PageError, parse_page_header
from services.values import records as values

_FIRST_GONE: Final = "what was held first is not here any more"
_PARTS: Final = 6
"""Of the name of a version, between slashes."""
_UNREADABLE: Final = "what was kept aside cannot be read"


class NotProvable(RabtaError):
    """No proof can be made; the text says why."""


async def proof_of(folder: Path, peer: str, number: int) -> bytes:
    """The proof of what is kept aside of a number of a peer's feed, which holds under the node's registry.

    Raises NotProvable, and as :func:`services.node.quarantine.listed`.
    """
    async with open_copies(folder) as copies:
        copies.peers(peer)
        return await proven(copies.context, copies.registries.current(), peer, number)


async def proven(context: Context, registry: Registry, peer: str, number: int) -> bytes:
    """See :func:`proof_of`. The newest of what is kept of the number counts."""
    kept = [each async for each in every_kept(context, peer) if each.sequence == number and each.rule == EQUIVOCATION]
    if not kept:
        raise NotProvable(f"{peer}: nothing that was signed twice is kept aside under number {number}")
    proof = await _proof(Giving(context.store, context.keys.bodies), kept[-1])
    proof.registry = registry.raw
    try:
        equivocation_lines(proof, registry)
    except Fails as failed:
        raise NotProvable(f"the two do not hold: {failed}") from None
    return encode_equivocation(proof)


async def _proof(giving: Giving, kept: Kept) -> Equivocation:
    if not kept.item:
        raise NotProvable("what was kept aside is erased")
    page = SignedPageHeader(header=kept.header, signature=kept.signature)
    if kept.field == "page":
        return Equivocation(format=1, first=await _held_page(giving, kept), second=SignedStatement(page=page))
    item = decode_item(kept.item)
    if item is None:
        raise NotProvable(_UNREADABLE)
    came = item.copy.version
    second = SignedStatement(page=page, version=came.version, proof=came.proof)
    return Equivocation(format=1, first=await _held_version(giving, came.version), second=second)


async def _held_page(giving: Giving, kept: Kept) -> SignedStatement:
    try:
        named = parse_page_header(kept.header)
    except PageError:
        raise NotProvable(_UNREADABLE) from None
    found = await giving.page(named.agency, named.feed, named.page_number)
    if not found:
        raise NotProvable(_FIRST_GONE)
    return SignedStatement(page=_header(found[0]))


async def _held_version(giving: Giving, came: bytes) -> SignedStatement:
    parts = decode_version_name(came).split("/")
    if len(parts) != _PARTS:
        raise NotProvable(_UNREADABLE)
    _, agency, _, record_id, _, number = parts
    found = await giving.numbered(agency, record_id, int(number))
    for version in found.versions.values():
        proof = version.proof
        if proof is not None:
            path = VersionProof(page_sha256=proof.page_sha256, index=proof.index, salt=proof.salt, path=proof.path)
            return SignedStatement(page=_header(found.pages[proof.page_sha256]), version=version.version, proof=path)
    raise NotProvable(_FIRST_GONE)


def _header(page: values.SignedPageHeader) -> SignedPageHeader:
    return SignedPageHeader(header=page.header, signature=page.signature)
