"""Rows that a view has allowed -> versions with their proofs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.records.app.context import Context
from services.records.authority.voice import read_voice
from services.records.errors import StorageUnavailable
from services.records.ports import Snapshot
from services.records.rows import BodyRow, HeaderRow
from services.records.sealing import SealBroken
from services.values.records import SignedPageHeader, SignedVersion, VersionProof, VisibleVersion

_NODE_BYTES = 32


class Opened(NamedTuple):
    """Versions by seq, and the page headers that their proofs name, by digest."""

    versions: dict[int, VisibleVersion]
    pages: dict[bytes, SignedPageHeader]


async def open_versions(context: Context, view: Snapshot, seqs: Sequence[int]) -> Opened:
    """Load, open and read versions. Raises StorageUnavailable where the stored bytes are not what was sealed."""
    if not seqs:
        return Opened({}, {})
    rows = await view.bodies(seqs)
    headers = {header.page: header for header in await view.page_headers({row.page for row in rows})}
    versions = {row.seq: _visible(context, row, headers[row.page]) for row in rows}
    pages = {each.sha256: SignedPageHeader(each.header, each.signature) for each in headers.values()}
    return Opened(versions, pages)


def _visible(context: Context, row: BodyRow, header: HeaderRow) -> VisibleVersion:
    try:
        raw = context.keys.bodies.open(row.page, row.leaf, row.body, row.sha256)
    except SealBroken:
        raise StorageUnavailable from None
    proof = proof_of(row, header)
    record = context.codec.held(raw).spoken(read_voice(row.voice))
    return VisibleVersion(record, row.recorded_ms, raw, proof, bool(row.confirmed))


def proof_of(row: BodyRow, header: HeaderRow) -> VersionProof:
    """That a version stands in its owner's page."""
    path = tuple(row.path[at : at + _NODE_BYTES] for at in range(0, len(row.path), _NODE_BYTES))
    return VersionProof(header.sha256, row.leaf, row.salt, path)


def signed(version: VisibleVersion) -> SignedVersion:
    """A version as it travels with its proof."""
    return SignedVersion(version.raw, version.proof, version.recorded_ms)
