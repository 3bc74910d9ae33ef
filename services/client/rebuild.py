"""An agency's journal made anew of what the hub holds: its own pages, each under its own signature, in their chain.

What the hub does not show, as what is expunged, does not come back; its number and digest do, so that records and pages
go on where they stood. What an export stated is not known to the hub: rows that left one are not asked about
until it was imported twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from rabta.records.v1.record_pb2 import RECORD_STATUS_CORRECTED, RecordVersion
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse
from rabta.signing.v1.page_pb2 import PageHeader

from services.client.drafts import content_of, facts_digest
from services.client.errors import JournalDiffers, Unproven
from services.client.going_back import page_request
from services.client.store.feed_journal import Journal
from services.client.store.journal_rows import HeldRecord, SentLine
from services.client.store.rebuilt_pages import NOTHING, Last, RebuiltPage, RebuiltPages, RebuiltVersion
from services.signing.page import Page, parse_page_header

Fetch = Callable[[GetPageRequest], Awaitable[GetPageResponse]]
"""Asks the hub for a page or a part of one: an answer that was held against what the agency signed, or Unproven."""
MAX_ANSWER = 200


@dataclass(slots=True)
class Rebuilt:
    """What came back. ``withheld``: names of records that the hub does not show, with how many versions of each;
    ``missing``: records of which a version before one that came is in no page of this feed; ``short``: numbers of pages
    that cannot be sent again to a hub that loses them; ``forgotten``: pages that waited here and never will be taken.
    """

    last: int
    pages: int = 0
    versions: int = 0
    withheld: dict[str, int] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    short: list[int] = field(default_factory=list)
    forgotten: int = 0


async def rebuild(journal: Journal, feed: str, fetch: Fetch, told: Callable[[int, int], None]) -> Rebuilt:
    """Bring every page past the journal's last one into it, all or none. ``told``: of each page, and of how many.

    Raises Unproven, Refusal, JournalDiffers where the journal's last page is another one at the hub.
    """
    start, previous = journal.answered_head()
    done = Rebuilt(start)
    if start and await _digest(fetch, feed, start) != previous:
        raise JournalDiffers(start)
    with journal.rebuilding() as rebuilt:
        while (given := await _page(fetch, feed, done.last + 1)) is not None:
            header, answers = given
            if header.previous_sha256 != previous:
                raise Unproven("page-chain")
            page = _made(header, answers)
            _count(done, rebuilt, page)
            rebuilt.add(page)
            previous, done.last = page.sha256, page.number
            told(page.number, answers[-1].last_page)
    done.forgotten = rebuilt.forgotten
    return done


async def _digest(fetch: Fetch, feed: str, number: int) -> bytes:
    answer = await fetch(GetPageRequest(feed=feed, page_number=number, page_size=1))
    return sha256(answer.page.header).digest()


async def _page(fetch: Fetch, feed: str, number: int) -> tuple[PageHeader, list[GetPageResponse]] | None:
    """Header and every part of a page; None past the last one."""
    answers = [await fetch(GetPageRequest(feed=feed, page_number=number, page_size=MAX_ANSWER))]
    if not answers[0].HasField("page"):
        return None
    header = parse_page_header(answers[0].page.header)
    while token := answers[-1].next_page_token:
        request = GetPageRequest(feed=feed, page_number=number, page_size=MAX_ANSWER, page_token=token)
        answers.append(await fetch(request))
        if answers[-1].page.header != answers[0].page.header or len(answers) > header.count:
            raise Unproven("page")
    return header, answers


def _made(header: PageHeader, answers: list[GetPageResponse]) -> RebuiltPage:
    signed = {one.proof.index: one for answer in answers for one in answer.versions}
    withheld = {one.index: one for answer in answers for one in answer.withheld}
    if len(signed) + len(withheld) != sum(len(each.versions) + len(each.withheld) for each in answers):
        raise Unproven("page")
    shown = [signed[place] for place in sorted(signed)]
    whole = len(shown) == header.count
    raw, signature = answers[0].page.header, answers[0].page.signature
    page = Page(raw, signature, tuple((one.proof.salt, one.version) for one in shown))
    request_id = f"page-{header.page_number}-{secrets.token_hex(8)}"
    again = page_request(page, request_id) if shown and not withheld else b""
    held = [HeldRecord(one.record_id, one.version, one.sha256, one.expunged) for _, one in sorted(withheld.items())]
    versions = list(_versions(one.version for one in shown))
    return RebuiltPage(header.page_number, page.sha256, request_id, again, not whole, versions, held)


def _versions(raws: Iterable[bytes]) -> Iterator[RebuiltVersion]:
    for raw in raws:
        said, content = RecordVersion.FromString(raw), content_of(raw)
        digests = said.previous_sha256, sha256(content).digest(), facts_digest(content)
        corrected = said.status == RECORD_STATUS_CORRECTED
        line = SentLine(said.record_id, said.version, *digests, corrected, 0)
        yield RebuiltVersion(line, sha256(raw).digest())


def _count(done: Rebuilt, rebuilt: RebuiltPages, page: RebuiltPage) -> None:
    """Add a page up, and hold its versions against those before."""
    done.pages += 1
    done.versions += len(page.versions)
    if not page.request:
        done.short.append(page.number)
    _follow(done, rebuilt, page.versions)
    for gone in page.withheld:
        done.withheld[gone.record_id] = done.withheld.get(gone.record_id, 0) + 1


def _follow(done: Rebuilt, rebuilt: RebuiltPages, versions: Sequence[RebuiltVersion]) -> None:
    """Each version is of a higher number than the last of its record, and names its digest where it is the next."""
    inside: dict[str, Last] = {}
    for line, digest in versions:
        last = inside.get(line.record_id) or rebuilt.last(line.record_id) or NOTHING
        if line.version <= last.version or (line.version == last.version + 1 and line.previous != last.sha256):
            raise Unproven("version")
        if line.version > last.version + 1:
            done.missing.add(line.record_id)
        inside[line.record_id] = Last(line.version, digest)
