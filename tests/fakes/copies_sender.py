"""A node that gives copies of its records, without a wire: pages as they are once their proofs hold.

It gives the heads by the number of their last change, each to whoever may hold it, and says of what it gave before and
may not be held any more that it ends: in each page that passes it, as no page is known to have arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from services.access.class_text import read_class
from services.access.decision import RecordClass
from services.records.app.opening import open_versions
from services.records.change_rows import ChangedHead
from services.signing.page import parse_page_header
from services.values.copies import (
    RECORDS,
    CopiedVersion,
    CopiesPage,
    EndedCopy,
    FeedCursor,
    OwnerPage,
)
from services.values.records import SignedPageHeader, VisibleVersion
from services.vocabulary.records import RecordStatus
from tests.fakes.records_node import Node

HUB = "pk.hub"
Pages = Mapping[bytes, SignedPageHeader]


def everything(_klass: RecordClass) -> bool:
    """An agreement on all records."""
    return True


@dataclass
class CopiesSender:
    """One receiver's feed of a node. ``may``: what the receiver may hold; ``epoch``: another one begins it anew."""

    node: Node
    may: Callable[[RecordClass], bool] = everything
    peer: str = HUB
    epoch: int = 1
    given: set[str] = field(default_factory=set)

    async def page(self, cursor: FeedCursor, limit: int = 200) -> CopiesPage:
        """The page after a cursor; one of another epoch is taken for the start."""
        at = cursor if cursor.epoch == self.epoch else FeedCursor(RECORDS)
        async with self.node.context.store.snapshot() as view:
            head = await view.change_head()
            changes = await view.heads_changed(at.sequence, limit)
            classes = await view.classes({change.klass for change in changes})
            opened = await open_versions(self.node.context, view, [change.seq for change in changes])
        versions: list[CopiedVersion] = []
        ended: list[EndedCopy] = []
        for change in changes:
            one, text = opened.versions[change.seq], classes[change.klass]
            self._item(change, one, text, versions, ended, opened.pages)
        last = changes[-1].number if len(changes) == limit else head
        chain = sha256(repr((at, last, self.epoch)).encode()).digest() if last > at.sequence else at.chain
        after = FeedCursor(RECORDS, self.epoch, last, chain)
        return CopiesPage(self.peer, at, after, head, len(versions) + len(ended), tuple(versions), tuple(ended))

    def _item(
        self,
        change: ChangedHead,
        one: VisibleVersion,
        text: str,
        versions: list[CopiedVersion],
        ended: list[EndedCopy],
        pages: Pages,
    ) -> None:
        record = one.record
        if self.may(read_class(text)) and record.status != RecordStatus.EXPUNGED:
            versions.append(copied(one, pages, change.number, text))
            self.given.add(record.record_name)
        elif record.record_name in self.given:
            ended.append(EndedCopy(change.number, record.agency, record.record_id))


def copied(one: VisibleVersion, pages: Pages, sequence: int, text: str) -> CopiedVersion:
    """A version as it is given."""
    assert one.proof is not None
    signed = pages[one.proof.page_sha256]
    header = parse_page_header(signed.header)
    owner = OwnerPage(
        header.agency, header.feed, header.page_number, one.proof.page_sha256, signed.header, signed.signature
    )
    item = b"item" + one.raw
    return CopiedVersion(
        sequence, item, owner, one.proof.index, one.proof.salt, b"".join(one.proof.path), one.raw, text, "agreement-1"
    )


def with_versions(page: CopiesPage, *versions: CopiedVersion) -> CopiesPage:
    """The page with these in the place of its versions."""
    return replace(page, versions=versions, count=len(versions) + len(page.ended))
