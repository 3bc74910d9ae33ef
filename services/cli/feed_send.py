"""A feed's file as pages at the hub: read, cut, sent one by one; what the hub refuses joins the reject file.

Every row of the file is accounted for: sent rows are added, unchanged or refused by the hub; the rest is rejected here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from rabta.linkage.v1 import feed_pb2 as pb
from rabta.linkage.v1 import graph_pb2

from graph.model import EDGE_KINDS
from services.cli.progress import Progress, silent
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.contribution import upkeep
from services.client.profile import Profile
from services.sources.feeds.meaning import REASONS as TABLE_REASONS
from services.sources.feeds.options import Options
from services.sources.feeds.reading import Page, Reading, Summary
from services.sources.feeds.row import SUSPICION, UNREAD, FeedEdge, FeedNode, FileRefused
from services.sources.feeds.xml_reasons import REASONS as XML_REASONS
from services.tables.contract.stated_file import write_stated
from services.tables.place import Place
from services.tables.rejects import RejectFile
from services.tables.showing import harmless

REASONS: Final = TABLE_REASONS | XML_REASONS


@dataclass(frozen=True, slots=True)
class Sending:
    """One file, and what is said of it.

    ``kind``: the reader's name; ``rejects``: where bad rows go; ``check``: read only; ``tell``: to people, as
    ``progress`` does while it lasts.
    """

    kind: str
    options: Options
    file: Path
    authority: str
    str_derived: bool
    rejects: Path
    check: bool
    tell: Callable[[str], None]
    progress: Progress = field(default_factory=lambda: silent(Place()))


@dataclass(slots=True)
class FeedCounts:
    """What became of the rows that were sent: added, unchanged or refused."""

    pages: int = 0
    added: int = 0
    unchanged: int = 0
    refused: int = 0


async def send(profile: Profile, sending: Sending) -> dict[str, int]:
    """The summary. Raises FileRefused, Refusal, Unproven, OSError."""
    counts, progress = FeedCounts(), sending.progress
    reading = Reading(sending.kind, sending.file, sending.options, progress.place, _stoppable(progress))
    with RejectFile(sending.rejects, REASONS) as rejects:
        pages = _told(reading, rejects, sending)
        if sending.check:
            for _ in pages:
                pass
        else:
            await _send(profile, sending, reading, pages, counts, rejects)
        progress.end()
    if rejects.rejects:
        sending.tell(f"rejects: {sending.rejects}")
    read = reading.summary
    unread = (remark.text for remark in read.remarks if remark.code == UNREAD)
    write_stated(sending.rejects.with_name(f"{sending.file.name}.stated.csv"), sending.options.stated, unread)
    if why := _nothing(read, None if sending.check else counts):
        sending.tell(why)
    figures = {"rows": read.rows, "taken": read.taken, "rejected": read.rejected, "without_effect": read.bare}
    figures |= {"nodes": read.nodes, "edges": read.edges}
    return figures if sending.check else figures | asdict(counts)


def _stoppable(progress: Progress) -> Callable[[int], None]:
    """Tells of each row, and ends the task that reads where it was cancelled: no page may ever come of a file."""
    task = asyncio.current_task()

    def at(row: int) -> None:
        progress.at(row)
        if task is not None and task.cancelling():
            raise asyncio.CancelledError

    return at


async def _send(
    profile: Profile, sending: Sending, reading: Reading, pages: Iterator[Page], counts: FeedCounts, rejects: RejectFile
) -> None:
    async with Channel(profile) as channel:
        await channel.fetch_registry()
        asking, digest = Asking(channel), reading.sha256()
        for page in pages:
            await _sent(profile, asking, _page(sending, reading, digest, page), counts, rejects)
            sending.progress.pages += 1


def _nothing(read: Summary, counts: FeedCounts | None) -> str:
    """Why a file changes nothing; empty where it does, or where that is not known before the hub is asked."""
    if not read.rows:
        return "nothing is added: the file has no row"
    if not read.taken and read.bare:
        return f"nothing is added: {read.bare} rows name numbers alone, and a number is kept with what it did"
    if not read.taken:
        return f"nothing is added: none of {read.rows} rows could be taken"
    if counts is not None and not counts.added:
        return f"nothing is added: {counts.unchanged} were held already, {counts.refused} were refused"
    return ""


def _told(reading: Reading, rejects: RejectFile, sending: Sending) -> Iterator[Page]:
    """Pages; what the reader remarks is said as it comes. FileRefused: a report of suspicion that is not called one."""
    said = 0
    for page in reading.pages(rejects):
        said = _remarked(reading, sending, said)
        yield page
    _remarked(reading, sending, said)


def _remarked(reading: Reading, sending: Sending, said: int) -> int:
    """Tell remarks from the number ``said`` on; how many there are by now."""
    for remark in reading.summary.remarks[said:]:
        sending.tell(harmless(f"{remark.code}: {remark.text}"))
        if remark.code != SUSPICION or sending.str_derived:
            continue
        if not sending.check:
            raise FileRefused("the file", SUSPICION, "is derived from a report of suspicion: say --str-derived")
        sending.tell("to import it, say --str-derived")
    return len(reading.summary.remarks)


async def _sent(
    profile: Profile,
    asking: Asking,
    page: pb.ImportFeedPageRequest,
    counts: FeedCounts,
    rejects: RejectFile,
) -> None:
    """A page is idempotent: one whose answer was lost is sent again by the next run."""
    answer = (await asking.ask(upkeep(profile), page, pb.ImportFeedPageResponse)).message
    counts.pages += 1
    counts.added += answer.added
    counts.unchanged += answer.unchanged
    counts.refused += len(answer.refused)
    for one in answer.refused:
        rejects.refused(one.row, one.field, one.rule, one.text)


def _page(sending: Sending, reading: Reading, digest: bytes, page: Page) -> pb.ImportFeedPageRequest:
    return pb.ImportFeedPageRequest(
        authority=sending.authority,
        feed=f"FEED_KIND_{reading.reader.feed}",
        format=reading.reader.name,
        file_sha256=digest,
        page_number=page.number + 1,
        last=page.last,
        str_derived=sending.str_derived,
        nodes=map(_node, page.nodes),
        edges=map(_edge, page.edges),
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
