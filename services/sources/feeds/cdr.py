"""Call data as CSV, by a mapping file for each operator: calls, handsets, cells, subscribers.

Numbers that are no telephones (short codes, names as senders) are no link between persons: such a row gives
handset and cell alone, and a Remark says so once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import BinaryIO, TypeVar

from services.sources.feeds import cdr_times, cdr_words, meaning
from services.sources.feeds.acts import items_of
from services.sources.feeds.cdr_mapping import AS_WRITTEN, Mapping, Table, mapping
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Items, Remark
from services.sources.feeds.sheet import Line, Sheet
from services.tables import phones
from services.tables.rejects import BadCell

T = TypeVar("T")
FEED = "CDR"
FORM = "cdr"
_NO_TELEPHONE = re.compile(r"[0-9*#]{2,6}|(?=.*[A-Za-z])[A-Za-z0-9 .&_-]{2,14}")
_CELL = re.compile(r"[0-9A-Z-]{1,32}")


def read(stream: BinaryIO, options: Options) -> Items:
    """Calls or subscribers, whichever table this is. Raises FileRefused."""
    found = mapping(options)
    if not found.stated:
        yield Remark("zone", f"times without zone are read as {options.zone}")
    yield Remark("region", f"numbers without country are read in {found.region}, or as another country's alone")
    yield Remark("short-code", "numbers that are no telephones give no call, only handset and cell")
    sheet = Sheet(stream, [table.layout for table in found.tables.values()], options.stated)
    yield from items_of(sheet, partial(_say, found), partial(_to_the_second, found), options)


def _say(found: Mapping, line: Line) -> Iterator[FeedNode | FeedEdge]:
    table = found.tables[line.layout.name]
    row = _Row(line, table, found)
    return row.subscriber() if line.layout.name == "subscribers" else row.call()


def _to_the_second(found: Mapping, line: Line) -> bool:
    """Two calls of one second between the same two are one; of one minute they may be two."""
    return _Row(line, found.tables[line.layout.name], found).to_the_second()


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    table: Table
    operator: Mapping

    def call(self) -> Iterator[FeedNode | FeedEdge]:
        line = self.line
        party, at_ms = self.phone("party") if "party" in self.line.cells else "", self.start()
        until = self.time("until") or at_ms + 1000 * self.seconds()
        if until < at_ms:
            line.reject("until" if "until" in line.cells else "seconds", "contradicts")
        if party:
            yield FeedNode("PHONE", party)
        yield from self.link(party, at_ms, until)
        yield from self.handset(party, at_ms)
        for column in ("cell", "last_cell"):
            yield from self.camped(party, column, at_ms if column == "cell" else until)

    def link(self, party: str, at_ms: int, until: int) -> Iterator[FeedNode | FeedEdge]:
        caller, called = self.ends(party)
        said = note(service=self.line.read("service", partial(cdr_words.service, self.table.services), ""))
        if caller and called:
            yield FeedNode("PHONE", caller)
            yield FeedNode("PHONE", called)
            facts = {"at_ms": at_ms, "until_ms": until, "duration_s": (until - at_ms) // 1000, "note": said}
            yield edge(FORM, "CALLED", caller, called, row=self.line.number, **facts)

    def ends(self, party: str) -> tuple[str, str]:
        """Who called whom. Where columns and a word both say so, the word turns nothing round: it must agree."""
        way = self.line.read("direction", partial(cdr_words.direction, self.table.directions), "")
        if "caller" in self.line.cells:
            ends = self.phone("caller"), self.phone("called")
            if party and party not in ends:
                self.line.reject("party", "contradicts")
            if way and self.table.ends != AS_WRITTEN and (way == "in" if not party else party != ends[way == "in"]):
                self.line.reject("direction", "contradicts")
            return ends
        if not way and not self.line.bad:
            self.line.reject("direction", "no-direction")
        other = self.phone("other")
        return (party, other) if way == "out" else (other, party)

    def handset(self, party: str, at_ms: int) -> Iterator[FeedNode | FeedEdge]:
        imei, imsi = self.line.read("imei", meaning.device, ""), self.line.read("imsi", meaning.subscription, "")
        if imei or imsi:
            used = imei or f"IMSI:{imsi}"
            yield FeedNode("DEVICE", used)
            said = note(imsi=imsi)
            yield edge(FORM, "USED_DEVICE", party, used, row=self.line.number, at_ms=at_ms, note=said)

    def camped(self, party: str, column: str, at_ms: int) -> Iterator[FeedNode | FeedEdge]:
        area, cell = self.line.read("area", _cell, ""), self.line.read(column, _cell, "")
        if cell:
            place = f"CELL:{self.operator.operator}:{area + '-' if area else ''}{cell}"
            yield FeedNode("PLACE", place)
            yield edge(FORM, "CAMPED_AT", party, place, row=self.line.number, at_ms=at_ms)

    def subscriber(self) -> Iterator[FeedNode | FeedEdge]:
        line, phone = self.line, self.phone("party")
        cnic = line.read("cnic", meaning.cnic, "")
        said = {"address": line.text("address"), "cnic": cnic.removeprefix("CNIC:")}
        holder = person(FORM, line.read("holder", str, ""), line.text("holder_ur"), **said)
        yield from (FeedNode("PHONE", phone), holder)
        facts = {"at_ms": self.time("from"), "until_ms": self.time("until")}
        imsi = line.read("imsi", meaning.subscription, "")
        yield edge(FORM, "PHONE_REGISTERED_TO", phone, holder.id, row=line.number, note=note(imsi=imsi), **facts)
        if cnic:
            yield FeedNode("DOCUMENT", cnic)
            yield edge(FORM, "IDENTIFIED_BY", holder.id, cnic, row=line.number)

    def phone(self, column: str) -> str:
        """E.164; empty for a short code or a sender's name, where the column is not the record's own number."""

        def number(text: str) -> str:
            if column != "party" and _NO_TELEPHONE.fullmatch(text):
                return ""
            return phones.phone(text, self.operator.region)

        return self.line.read(column, number, "")

    def start(self) -> int:
        return self.line.read(*self.beginning(self.parsed), 0)

    def to_the_second(self) -> bool:
        return self.line.read(*self.beginning(lambda text: self.form(text)[1]), False)

    def beginning(self, parse: Callable[[str], T]) -> tuple[str, Callable[[str], T]]:
        """The column of the beginning, and how its text is read with the clock that may stand beside it."""
        if "day" not in self.line.cells:
            return "at", parse
        clock = self.line.text("clock")
        return "day", lambda day: parse(f"{day} {clock}".strip())

    def time(self, column: str) -> int:
        return self.line.read(column, self.parsed, 0)

    def parsed(self, text: str) -> int:
        return meaning.epoch_ms(self.form(text)[0], self.operator.zone)

    def form(self, text: str) -> tuple[datetime, bool]:
        """The time, and whether it states a second."""
        return cdr_times.time_of(self.table.times, text, self.operator.zone)

    def seconds(self) -> int:
        return self.line.read("seconds", partial(cdr_times.seconds, self.table.duration), 0)


def _cell(text: str) -> str:
    cell = "-".join(text.upper().replace("_", "-").split())
    if not _CELL.fullmatch(cell):
        raise BadCell("not-an-identifier")
    return cell
