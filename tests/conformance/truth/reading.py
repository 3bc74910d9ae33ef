"""One file of the set read as its command reads it, and the fate of each of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from services.listing.imports.rows import rows_of
from services.sources.exports import Origin, Outcome, formats, read
from services.sources.feeds.reading import Reading
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused
from services.sources.feeds.row import Reject as FedReject
from services.tables.contract.stated import MONTH_FIRST, Stated
from services.tables.errors import UnreadableFile
from services.tables.rejects import RejectFile
from services.values.records import RecordVersion
from tests.conformance.truth import registers
from tests.conformance.truth.fed import Fed
from tests.conformance.truth.group import Group
from tests.conformance.truth.truth import SHARED, WRONG, Facts, Verdict, judge, levelled

ORIGIN = Origin("pk.punjab-police", today="2026-11-30")
"""What the importing command states: the agency, and the day of the import."""
UNTIL_MS = 1_796_000_000_000
"""Of the same days: what lies after them has not taken place."""

ORDERS = {"month before day in the whole column": MONTH_FIRST}
"""Groups whose file is refused until the importer states the order of its dates, and what they state then."""


def stated(group: Group) -> Stated:
    """What whoever imports the file states, once the reader asks for it."""
    return Stated(ignore=group.ignorable, dates=ORDERS.get(group.name, ""))


class Taken(NamedTuple):
    """What a file gave: facts by row, rows that were refused, and why the whole was."""

    rows: dict[int, Facts]
    refused: frozenset[int] = frozenset()
    file: str = ""


class _Rows:
    """A sink that keeps the numbers of rejected rows."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()

    def write(self, reject: FedReject) -> None:
        self.numbers.add(reject.row)


def taken(group: Group, folder: Path) -> Taken:
    path = folder / f"file.{group.suffix}"
    path.write_bytes(group.data)
    try:
        return (_register if group.reader in formats() else _feed)(group, path)
    except (UnreadableFile, FileRefused) as error:
        return Taken({}, file=str(error) or type(error).__name__)
    finally:
        path.unlink()


def _register(group: Group, path: Path) -> Taken:
    target = path.with_suffix(".rejects")
    rows: dict[int, Facts] = {}
    refused: set[int] = set()
    drafts: dict[int, tuple[RecordVersion, ...]] = {}

    def watched() -> Iterator[Outcome]:
        for outcome in read(formats()[group.reader], path, ORIGIN, stated=stated(group)):
            drafts[outcome.row] = outcome.drafts
            yield outcome

    with RejectFile(target) as rejected:
        for row in rows_of(watched(), rejected):
            if row.rejected:
                refused.add(row.number)
            elif drafts[row.number]:
                rows[row.number] = levelled(registers.facts(drafts[row.number]))
    target.unlink(missing_ok=True)
    return Taken(rows, frozenset(refused))


def _feed(group: Group, path: Path) -> Taken:
    sink, nodes, edges = _Rows(), list[FeedNode](), list[FeedEdge]()
    for page in Reading(
        group.reader, path, replace(group.options, table="file", until_ms=UNTIL_MS, stated=stated(group))
    ).pages(sink):
        nodes.extend(page.nodes)
        edges.extend(page.edges)
    rows = {row: levelled(facts) for row, facts in Fed(nodes, edges).by_row().items()}
    return Taken(rows, frozenset(_rows_of(group, sink.numbers)))


def _rows_of(group: Group, numbers: Iterable[int]) -> set[int]:
    """Rows that a reject falls in: of a message or an element, the one above it, and all of a message that is refused."""
    if group.suffix == "csv":
        return set(numbers)
    spans = _messages(group) if group.suffix == "edi" else [(row, row) for row in sorted(group.truths)]
    refused: set[int] = set()
    for number in numbers:
        if number in group.truths:
            refused.add(number)
            continue
        start = max((first for first, _ in spans if first <= number), default=0)
        last = next((end for first, end in spans if first == start), number)
        refused |= {row for row in group.truths if start <= row <= last}
    return refused


def _messages(group: Group) -> list[tuple[int, int]]:
    """First and last segment of each message of an interchange, counted without UNA."""
    text = re.sub(r"^UNA.{6}\s*", "", group.data.decode("latin-1"))
    segments = [segment.strip() for segment in re.split(r"(?<!\?)'", text)]
    starts = [number for number, segment in enumerate(segments, 1) if segment.startswith("UNH")]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(segments)], strict=False))


def verdicts(group: Group, folder: Path) -> dict[int, Verdict]:
    """The fate of each row, and of each that was read where the file has none."""
    got = taken(group, folder)
    shared = frozenset(fact for facts in got.rows.values() for fact in facts if fact.startswith(SHARED))
    true = frozenset(
        fact
        for truth in group.truths.values()
        for reading in truth.readings
        for fact in reading
        if fact.startswith(SHARED)
    )
    fates = {
        row: judge(
            truth,
            got.rows.get(row, frozenset()),
            refused=bool(got.file) or row in got.refused,
            of_file=shared,
            true_of_file=true,
        )
        for row, truth in group.truths.items()
    }
    strangers = {row: Verdict(WRONG, facts) for row, facts in got.rows.items() if row not in group.truths}
    return fates | strangers
