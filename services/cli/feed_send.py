"""A feed's file as pages at the hub: read, cut, sent one by one; what the hub refuses joins the reject file.

Every row of the file is accounted for: sent rows are added, unchanged or refused by the hub; the rest is rejected here.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rabta.linkage.v1 import feed_pb2 as pb
from rabta.linkage.v1 import graph_pb2

from graph.model import EDGE_KINDS
from services.cli.contributing import upkeep
from services.cli.harmless import cell, harmless
from services.cli.net_common import SERVICE
from services.client.channel import Channel
from services.client.profile import Profile
from services.client.token import Applicant, Tokens
from services.linkage.feeds.options import Options
from services.linkage.feeds.registry import Reader
from services.linkage.feeds.row import FeedEdge, FeedNode, Item, Reject, Remark

ROWS: Final = 2_000
BYTES: Final = 1024 * 1024
HEAD_BYTES: Final = 4_096
COLUMNS: Final = ("row", "column", "shape", "reason", "by")
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sending:
    """One file, and what is said of it. ``rejects``: where bad rows go; ``check``: read only; ``tell``: to people."""

    reader: Reader
    options: Options
    file: Path
    authority: str
    str_derived: bool
    rejects: Path
    check: bool
    tell: Callable[[str], None]


@dataclass(slots=True)
class Tally:
    """Figures that add up: nodes and edges read are sent; those sent are added, unchanged or refused."""

    nodes: int = 0
    edges: int = 0
    rejected_here: int = 0
    pages: int = 0
    added: int = 0
    unchanged: int = 0
    refused_by_hub: int = 0

    def summary(self, check: bool) -> dict[str, int]:
        """For the end."""
        read = {"nodes": self.nodes, "edges": self.edges, "rejected": self.rejected_here}
        sent = {"pages": self.pages, "added": self.added, "unchanged": self.unchanged, "refused": self.refused_by_hub}
        return read if check else read | sent


@dataclass(slots=True)
class Rejects:
    """CSV of rejected rows, made when the first comes; shapes, never values."""

    path: Path
    held: AsyncExitStack
    writer: Any = field(default=None)

    def write(self, *row: object) -> None:
        """One row of it."""
        if self.writer is None:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            file = self.held.enter_context(os.fdopen(handle, "w", encoding="utf-8", newline=""))
            self.writer = csv.writer(file)
            self.writer.writerow(COLUMNS)
        self.writer.writerow([cell(str(part)) for part in row])


async def send(profile: Profile, sending: Sending) -> dict[str, int]:
    """The summary. Raises FileRefused, Refusal, Unproven, OSError."""
    tally = Tally()
    async with AsyncExitStack() as held:
        rejects = Rejects(sending.rejects, held)
        stream = held.enter_context(sending.file.open("rb"))
        digest = hashlib.file_digest(stream, "sha256").digest()
        stream.seek(0)
        items = _kept(sending.reader.read(stream, sending.options), sending, tally, rejects)
        if sending.check:
            for _ in items:
                pass
        else:
            channel = await held.enter_async_context(Channel(profile))
            await channel.fetch_registry()
            await _pages(profile, channel, sending, digest, items, tally, rejects)
        if rejects.writer is not None:
            sending.tell(f"rejects: {sending.rejects}")
    return tally.summary(sending.check)


def _kept(items: Iterator[Item], sending: Sending, tally: Tally, rejects: Rejects) -> Iterator[FeedNode | FeedEdge]:
    """Nodes and edges; rejects are written down, remarks are said once."""
    for item in items:
        if isinstance(item, Reject):
            tally.rejected_here += 1
            rejects.write(item.row, item.column, item.shape, item.reason, "reader")
        elif isinstance(item, Remark):
            sending.tell(harmless(f"{item.code}: {item.text}"))
        else:
            tally.nodes += isinstance(item, FeedNode)
            tally.edges += isinstance(item, FeedEdge)
            yield item


async def _pages(
    profile: Profile,
    channel: Channel,
    sending: Sending,
    digest: bytes,
    items: Iterator[FeedNode | FeedEdge],
    tally: Tally,
    rejects: Rejects,
) -> None:
    tokens = Tokens(Applicant.of(profile))
    page = _page(sending, digest, 1)
    left = BYTES - HEAD_BYTES
    for item in items:
        message: Any = _node(item) if isinstance(item, FeedNode) else _edge(item)
        size = message.ByteSize() + 8
        if len(page.nodes) + len(page.edges) >= ROWS or size > left:
            await _sent(profile, channel, tokens, page, tally, rejects)
            page, left = _page(sending, digest, page.page_number + 1), BYTES - HEAD_BYTES
        into: Any = page.nodes if isinstance(item, FeedNode) else page.edges
        into.append(message)
        left -= size
    page.last = True
    await _sent(profile, channel, tokens, page, tally, rejects)


async def _sent(
    profile: Profile, channel: Channel, tokens: Tokens, page: pb.ImportFeedPageRequest, tally: Tally, rejects: Rejects
) -> None:
    """A page is idempotent: one whose answer was lost is sent again by the next run."""
    token = await tokens.fetch(upkeep(profile))
    body = page.SerializeToString(deterministic=True)
    exchange = await channel.call(f"{SERVICE}/ImportFeedPage", body, token)
    answer = pb.ImportFeedPageResponse.FromString(exchange.proven.body)
    tally.pages += 1
    tally.added += answer.added
    tally.unchanged += answer.unchanged
    tally.refused_by_hub += len(answer.refused)
    for one in answer.refused:
        rejects.write(one.row, one.field, "", f"{one.text} [{one.rule}]", "hub")


def _page(sending: Sending, digest: bytes, number: int) -> pb.ImportFeedPageRequest:
    return pb.ImportFeedPageRequest(
        authority=sending.authority,
        feed=f"FEED_KIND_{sending.reader.feed}",
        format=sending.reader.name,
        file_sha256=digest,
        page_number=number,
        str_derived=sending.str_derived,
    )


def _key(kind: str, name: str) -> graph_pb2.NodeKey:
    return graph_pb2.NodeKey(kind=f"NODE_KIND_{kind}", id=name)


def _node(item: FeedNode) -> pb.FeedNode:
    return pb.FeedNode(key=_key(item.kind, item.id), label=item.label, label_ur=item.label_ur, note=item.note)


def _edge(item: FeedEdge) -> pb.FeedEdge:
    kind = EDGE_KINDS[item.kind]
    return pb.FeedEdge(
        id=item.id,
        kind=f"EDGE_KIND_{item.kind}",
        start=_key(kind.source, item.start),
        end=_key(kind.target, item.end),
        at_ms=item.at_ms,
        until_ms=item.until_ms,
        amount_minor=item.amount_minor,
        currency=item.currency,
        duration_s=item.duration_s,
        note=item.note,
        row=item.row,
    )
