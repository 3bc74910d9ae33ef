"""What one record of an XML feed says, kept together until all of it is known to be good."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from services.errors import RabtaError
from services.sources.feeds.money import AmountRefused, minor_units
from services.sources.feeds.options import Options
from services.sources.feeds.row import ACTS, REJECTED, TAKEN, FeedEdge, FeedNode, Item, Reject, Remark, RowRead
from services.sources.feeds.xml_times import day, epoch_ms, names_day
from services.store.seen import Seen
from services.tables.currencies import CODES
from services.tables.days import day_end
from services.tables.phones import REGIONS, phone
from services.tables.rejects import BadCell, shape
from services.tables.text import unsafe_at
from services.values.network.feed import MAX_FEED_TEXT

_REMEMBERED = 50_000
OLDEST = 120
"""Years; an older traveller or customer is a placeholder such as 1900-01-01."""
_PHONES = {"not-a-phone": "phone-pattern"}


class RowRefused(RabtaError):
    """The record does not go in: path, value (for its shape alone) and reason."""

    def __init__(self, path: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.path, self.value, self.reason = path, value, reason


def digest(*said: object) -> str:
    """24 hex digits of SHA-256 over the parts, which XML keeps free of the separator."""
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()[:24]


def note(said: Mapping[str, object]) -> str:
    """JSON with sorted keys of what is not empty; nothing if all is."""
    kept = {key: value for key, value in said.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def _words(kind: str, *texts: str) -> None:
    """Refuse what the graph takes from nobody: hidden characters, which also move what is beside them; endless text."""
    for text in texts:
        if len(text) > MAX_FEED_TEXT:
            raise RowRefused(kind.lower(), text, "text-long")
        if unsafe_at(text) >= 0:
            raise RowRefused(kind.lower(), text, "text-characters")


class Gathering:
    """``row`` is the line on which the record starts. ``take`` gives what is good; ``refuse`` drops the record."""

    def __init__(self, form: str, options: Options) -> None:
        self.form, self.options, self.row = form, options, 0
        self._pending: list[FeedNode | FeedEdge] = []
        self._told: list[Item] = []
        self._seen: set[FeedNode | FeedEdge] = set()
        self._remarked: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._acts = Seen()
        self._fate, self._single = "", False
        self._entry, self._inside = "", Counter[str]()

    def begin(self, row: int) -> None:
        """Begin a new record: what was gathered of the last one is forgotten."""
        self.row = row
        self._fate, self._single = TAKEN, False
        self._pending.clear()

    def single(self, *references: str) -> None:
        """What the record says that tells its act from every other; what says nothing is left out."""
        self._single = any(text and text != "NOTPROVIDED" for text in references)

    def node(self, kind: str, name: str, label: str = "", label_ur: str = "", more: str = "") -> str:
        """Add a node; returns its id. Raises RowRefused for words that the graph does not take."""
        _words(kind, label, label_ur, more)
        self._pending.append(FeedNode(kind, name, label, label_ur, more))
        return name

    def edge(
        self, kind: str, start: str, end: str, *, at_ms: int = 0, until_ms: int = 0, amount: int = 0,
        currency: str = "", more: str = "", day_end_ms: int = 0,
    ) -> None:  # fmt: skip
        """Add an evidence row, its id made of all that it says. Raises RowRefused as :meth:`node`.

        ``day_end_ms``: of a transfer known by its day alone, the end of it; its id is what it was before this was told.
        """
        _words(kind, more)
        name = digest(self.form, kind, start, end, at_ms, until_ms, amount, currency, more)
        ended = day_end_ms or until_ms
        self._pending.append(FeedEdge(kind, name, start, end, at_ms, ended, amount, currency, note=more, row=self.row))

    def inside(self, entry: str) -> None:
        """The record is one of several of an entry, ``entry`` its place and number; empty where it has no number.

        Alike records of one numbered entry are acts of their own; those of the same entry told again are not.
        """
        if entry != self._entry:
            self._entry = entry
            self._inside.clear()

    def lacks(self, path: str, value: str, reason: str) -> None:
        """A detail that does not go in, while the record does."""
        self._told.append(Reject(self.row, path, shape(value), reason))

    def refuse(self, refused: RowRefused) -> None:
        """Nothing of the record goes in."""
        self._pending.clear()
        self._fate = REJECTED
        self.lacks(refused.path, refused.value, refused.reason)

    def remark(self, code: str, text: str) -> None:
        """Say it once a file."""
        if code not in self._remarked:
            self._remarked.add(code)
            self._told.append(Remark(code, text))

    def passed_over(self, code: str) -> None:
        """Count what the graph has no kind for."""
        self._counts[code] += 1

    def take(self) -> list[Item]:
        """What is good, nodes and lasting facts once each as far as memory goes; then what became of the record."""
        self._apart()
        items: list[Item] = [*self._told]
        for item in self._pending:
            key = FeedEdge(item.kind, item.id, "", "") if isinstance(item, FeedEdge) else item
            if key not in self._seen:
                self._seen.add(key)
                items.append(item)
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        if self._fate:
            items.append(RowRead(self.row, self._fate))
        self._told.clear()
        self._pending.clear()
        self._fate = ""
        return items

    def _apart(self) -> None:
        """Acts without a reference stay acts of their own; one that comes again with its reference is refused."""
        for at, item in enumerate(self._pending):
            if not isinstance(item, FeedEdge) or item.kind not in ACTS:
                continue
            self._inside[item.id] += bool(self._entry)
            nth = self._inside[item.id]
            times = self._acts.count(f"{item.id} {nth}")
            if times > 1 and (self._single or self._entry):
                self.refuse(RowRefused("", "", "said-twice"))
                return
            if (count := nth or times) > 1:
                self._pending[at] = replace(item, id=digest(item.id, count))

    def end(self) -> list[Item]:
        """Remarks that count what was passed over. Nothing comes after."""
        self._acts.close()
        return [Remark(code, f"{number} passed over: the graph has no kind for it.") for code, number in
                sorted(self._counts.items())]  # fmt: skip

    # -- values of a file

    def time(self, path: str, text: str) -> int:
        """Epoch milliseconds. Raises RowRefused."""
        try:
            at, said = epoch_ms(text, self.options.tz)
        except ValueError as error:
            raise RowRefused(path, text, str(error)) from None
        if at > self.options.until_ms:
            raise RowRefused(path, text, "in-future")
        if not said:
            self.remark("no-zone", f"Times without a zone were read as {self.options.zone}.")
        return at

    def span(self, path: str, text: str) -> tuple[int, int]:
        """First and last epoch millisecond of a day, which midnight stands for too; (moment, 0) of a time.

        Raises RowRefused.
        """
        at = self.time(path, text)
        return at, day_end(at) if names_day(text) else 0

    def birth(self, path: str, text: str, act: str) -> str:
        """The day of a birth, ISO 8601; empty where the file states none, or one that is none: then the reject says so.

        ``act``: the day on which the person acted or was reported, which no birth follows; empty where unknown.
        """
        try:
            born = day(text) if text else ""
        except ValueError as error:
            self.lacks(path, text, str(error))
            return ""
        if born and act and (born > act or int(act[:4]) - int(born[:4]) > OLDEST):
            self.lacks(path, text, "birth-after-act" if born > act else "birth-placeholder")
            return ""
        return born

    def amount(self, path: str, text: str, currency: str) -> int:
        """Minor units. Raises RowRefused."""
        if currency not in CODES:
            raise RowRefused(path, currency, "currency-unknown")
        try:
            return minor_units(text, currency)
        except AmountRefused as error:
            raise RowRefused(path, text, str(error)) from None

    def phone_of(self, path: str, text: str, subject: str, says: str, region: str = "") -> str:
        """Join a number to the person whom the file gives it to; returns its id, or nothing.

        ``region``: ISO 3166-1, where the file states it beside the number.
        """
        try:
            number = phone(text, region if region in REGIONS else self.options.region)
        except BadCell as finding:
            self.lacks(path, text, _PHONES.get(finding.reason, finding.reason))
            return ""
        self.node("PHONE", number)
        self.edge("PHONE_REGISTERED_TO", number, subject, more=note({"says": says}))
        return number
