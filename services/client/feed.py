"""An agency's side of contribution: drafts become versions, versions signed pages, and pages are sent until answered.

Content that did not change is not sent again; changed content is the next version, which
names the digest of the one before and is marked corrected. A lost page is sent again with
the same bytes and the same request id; the hub answers it as it did the first time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from google.protobuf.message import DecodeError
from rabta.records.v1.record_pb2 import (
    RECORD_STATUS_CORRECTED,
    RECORD_STATUS_EXPUNGED,
    RecordVersion,
)
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.client.drafts import Draft, facts_digest, version_bytes
from services.client.errors import JournalBehind, Refusal
from services.client.going_back import GoingBack, expected_page, page_request, signed_by
from services.client.import_summary import Fate, ImportCounts
from services.client.pages_in_flight import PagesInFlight, Send
from services.client.store.feed_journal import Again, Journal
from services.client.store.journal_rows import Held, Line, PendingPage, SentPage, Terms
from services.errors import RabtaError
from services.signing import page as pages
from services.signing.signer import Signer

PAGES_UNDER_WAY: Final = 8
PAGES_AT_ONCE: Final = 4
CONNECTIONS: Final = 8
"""Over which pages are sent in turn. To which process of a hub one falls is chance: eight seldom fall to one alone."""
PATIENCE_S: Final = 0.5
_LEAF: Final = pages.SALT_BYTES


class FeedFull(RabtaError):
    """Too many pages wait for an answer: submit before more is offered."""


class FeedBroken(RabtaError):
    """The hub's answer does not fit the page; nothing was taken over."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the hub or the feed has to say about a row, 0 for one of an earlier page.

    ``kind``: ``refused``, ``flag`` or ``key-twice``.
    """

    kind: str
    row: int
    record_id: str
    field: str
    rule: str
    text: str


class Feed:
    """One agency's feed under one journal and page key. ``clock``: milliseconds since the epoch.

    ``note`` is told what the hub refused or flagged; ``cuts`` counts the pages cut here.
    """

    def __init__(
        self,
        journal: Journal,
        terms: Terms,
        key: Signer,
        clock: Callable[[], int],
        *,
        note: Callable[[Finding], None] | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.counts = ImportCounts()
        self._journal = journal
        self._terms = terms
        self._key = key
        self._clock = clock
        self._note = note or _ignore
        self._in_flight = PagesInFlight(PAGES_AT_ONCE, patience_s)
        self._open: dict[str, tuple[Line, bytes]] = {}
        self._size = 0
        self.cuts = 0
        self.resent = 0
        """Pages that a restored hub gets again."""

    def offer(self, draft: Draft) -> None:
        """Take a draft into the open page, or find that it says nothing new.

        Raises FeedFull; ValueError for content past a page's size, or not a RecordVersion of this agency and id.
        """
        content = sha256(draft.content).digest()
        held = self._held(draft.record_id)
        earlier = self._journal.sight(draft.record_id, content)
        if held is not None and held.content_sha256 == content:
            self.counts.settle(draft.row, Fate.UNCHANGED)
        elif earlier != content:
            self._twice(draft)
        else:
            self._append(draft, content, held)

    def _held(self, record_id: str) -> Held | None:
        line = self._open.get(record_id)
        return line[0].held if line else self._journal.held(record_id)

    def _twice(self, draft: Draft) -> None:
        """The same record twice in one run with different content: the second never silently corrects the first."""
        self.counts.settle(draft.row, Fate.REJECTED)
        self._note(Finding("key-twice", draft.row, draft.record_id, "", "key-twice", "stated twice, differently"))

    def _append(self, draft: Draft, content: bytes, held: Held | None) -> None:
        raw = version_bytes(self._terms.agency, draft, held)
        if len(raw) + _LEAF > pages.MAX_BYTES:
            raise ValueError("a version is larger than a page")
        if len(self._open) == pages.MAX_VERSIONS or self._size + len(raw) + _LEAF > pages.MAX_BYTES:
            self.cut()
        number = held.version + 1 if held else 1
        status = RecordVersion.FromString(raw).status
        made = Held(
            number, sha256(raw).digest(), content, True, facts_digest(draft.content), status == RECORD_STATUS_CORRECTED
        )
        line = Line(draft.record_id, made, draft.row, held is not None and status == RECORD_STATUS_EXPUNGED)
        self._open[draft.record_id] = (line, raw)
        self._size += len(raw) + _LEAF

    def cut(self) -> None:
        """Sign the open page and keep it in the journal, ready to be sent. Raises FeedFull."""
        if not self._open:
            return
        if self._journal.count_pending() >= PAGES_UNDER_WAY:
            raise FeedFull
        number, previous = self._journal.head()
        where = pages.Feed(
            self._terms.federation_id, self._terms.agency, self._terms.audience, self._terms.feed, number + 1, previous
        )
        page = pages.build_page(self._key, where, [raw for _, raw in self._open.values()], self._clock())
        request_id = f"page-{number + 1}-{secrets.token_hex(8)}"
        pending = PendingPage(number + 1, page.sha256, request_id, page_request(page, request_id))
        self._journal.append(pending, [line for line, _ in self._open.values()])
        self._open = {}
        self._size = 0
        self.cuts += 1

    async def submit(self, send: Send) -> None:
        """Send every page that waits, oldest first, a few at once, each until it is answered.

        Raises Unproven or Refusal as ``send`` does for the oldest once patience is at its end, and FeedBroken; the
        pages that have no answer then wait in the journal and go out unchanged at the next call.
        """
        try:
            while self.launch(send):
                await self.land(send)
        finally:
            await self.stop()

    def launch(self, send: Send) -> int:
        """Send the next of the pages that wait, as far as more may be under way; how many have no answer yet."""
        self._in_flight.start(send, self._journal.pending(self._in_flight.last, self._in_flight.free))
        return self._journal.count_pending()

    async def land(self, send: Send) -> None:
        """Take over the answer to the oldest page under way, or go back to where a restored hub stands.

        Raises as :meth:`submit` does, JournalShort, and JournalBehind where the hub holds pages not known here.
        """
        try:
            page, raw = await self._in_flight.land(send)
        except Refusal as refusal:
            await self.stop()
            if not self._go_back(refusal):
                raise
        else:
            self._take(page, raw)

    async def stop(self) -> None:
        """Leave pages under way to the next call; needed before the loop ends."""
        await self._in_flight.stop()

    async def resend(self, send: Send) -> int:
        """Send again what the hub lost, and what waits; how many pages were sent, the last one always among them.

        Where the last page cannot go out as it was signed, as under another page key since, nothing is asked: the next
        new page then tells what is missing. Raises as :meth:`land` does.
        """
        await self.submit(send)
        if signed_by(self._journal.sent.last()) == self._key.kid:
            self._journal.go_back(self._journal.answered_head()[0] - 1, self._again)
            await self.submit(send)
        return self.counts.pages

    @property
    def waiting(self) -> int:
        """Pages without an answer."""
        return self._journal.count_pending()

    @property
    def last_page(self) -> int:
        """Number of the last page that was answered, 0 before the first."""
        return self._journal.answered_head()[0]

    def _go_back(self, refusal: Refusal) -> bool:
        """Whether the hub stands before a page that it has answered, which now waits again with all after it."""
        answered, _ = self._journal.answered_head()
        if (expected := expected_page(refusal)) > self._journal.pending()[0].number:
            raise JournalBehind(answered, expected - 1)
        if not 0 < expected <= answered:
            return False
        self._journal.go_back(expected - 1, self._again)
        self.resent += answered + 1 - expected
        return True

    def _again(self, sent: Sequence[SentPage], previous: bytes) -> Sequence[Again]:
        return GoingBack(self._terms, self._key, self._clock, previous).again(sent)

    def _take(self, page: PendingPage, raw: bytes) -> None:
        lines = self._journal.lines(page.number)
        answer = _checked(raw, page, len(lines))
        refused = {item.index: item for item in answer.refused}
        self._journal.answered(page.number, refused)
        self.counts.pages += 1
        unchanged = answer.unchanged
        for position, line in enumerate(lines):
            if item := refused.get(position):
                self.counts.settle(line.row, Fate.REFUSED)
                self._note(Finding("refused", line.row, line.record_id, item.field, item.rule, item.text))
            elif unchanged:  # the answer counts these without naming them
                unchanged -= 1
                self.counts.settle(line.row, Fate.UNCHANGED)
            else:
                self.counts.settle(line.row, Fate.ACCEPTED)
        rows = {line.record_id: line.row for line in lines}
        for flag in answer.flags:
            record_id = flag.version.removeprefix(f"agencies/{self._terms.agency}/records/").partition("/")[0]
            self._note(Finding("flag", rows.get(record_id, 0), record_id, "", flag.rule, flag.text))

    def left_out(self, source: str, replaced: str = "") -> list[str]:
        """Ids of records that an earlier run of ``source`` (or of ``replaced``) stated and this whole run did not.

        They stay in force; only their owner can say what became of them. A name is kept as its digest.
        """
        own, earlier = (sha256(name.encode()).digest() for name in (source, replaced or source))
        return self._journal.left_out(own, earlier)

    def settled(self, record_id: str) -> None:
        """Ask no more about a record that was withdrawn or erased."""
        self._journal.settled(record_id)

    def abandon(self) -> int:
        """Forget pages that wait, and the open one; how many pages waited.

        Only after the hub has signed a refusal of the oldest one as a page (`PAGE_INVALID`, `NOT_OWNER`):
        a page whose answer was merely lost may already be in force.
        """
        self._open = {}
        self._size = 0
        return self._journal.abandon()


def _checked(raw: bytes, page: PendingPage, count: int) -> SubmitPageResponse:
    """The hub's answer, if it is about this page and adds up."""
    try:
        answer = SubmitPageResponse.FromString(raw)
    except DecodeError:
        raise FeedBroken("the answer is not one to a page") from None
    indexes = {item.index for item in answer.refused}
    if answer.accepted + answer.unchanged + len(indexes) != count or len(indexes) != len(answer.refused):
        raise FeedBroken("the answer does not add up to the page")
    if indexes and max(indexes) >= count:
        raise FeedBroken("the answer refuses what is not in the page")
    if (answer.page_number, answer.chain_sha256) != (page.number, page.sha256):
        raise FeedBroken("the answer is about another page")
    return answer


def _ignore(_: Finding) -> None:
    return None
