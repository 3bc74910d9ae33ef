"""What rows of a table say, each act once: alike acts stay apart, and a row that is told twice is found.

Pure but for the file that digests of many acts go to.

Nothing is held but one row, what was told of late, and digests of acts, which go to a file without a name when many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace

from services.sources.feeds.meaning import digest
from services.sources.feeds.options import UNLIMITED, Options
from services.sources.feeds.row import (
    ACTS,
    BARE,
    REJECTED,
    TAKEN,
    UNREAD,
    FeedEdge,
    FeedNode,
    Items,
    Reject,
    Remark,
    RowRead,
)
from services.sources.feeds.sheet import Line, Sheet
from services.store.seen import Seen

REMEMBERED = 20_000
"""Nodes and lasting facts that a reader knows it told: past so many, one is told again, which changes nothing."""


def items_of(
    sheet: Sheet,
    say: Callable[[Line], Iterable[FeedNode | FeedEdge]],
    single: Callable[[Line], bool],
    options: Options = UNLIMITED,
) -> Items:
    """What ``say`` makes of each row, or the row's rejects.

    ``single``: whether something in the row (a reference, a balance, a second) tells its act from every other;
    ``options``: until when acts may have taken place.
    """
    told: set[tuple[str, ...]] = set()
    with closing(Seen()) as seen:
        if sheet.unread:
            yield Remark(UNREAD, ", ".join(sheet.unread))
        for line in sheet.lines():
            if isinstance(line, Reject):
                yield line
                yield RowRead(line.row, REJECTED)
                continue
            said = list(say(line))
            if any(isinstance(item, FeedEdge) and item.at_ms > options.until_ms for item in said):
                line.reject("at", "in-future")
            if not line.bad:
                said = told_apart(line, said, seen, single)
            if line.bad:
                yield from dict.fromkeys(line.bad)
                yield RowRead(line.number, REJECTED)
                continue
            yield from (item for item in said if _is_new(item, told))
            yield RowRead(line.number, TAKEN if any(map(says_something, said)) else BARE)


def says_something(item: FeedNode | FeedEdge) -> bool:
    """Whether the graph keeps it for itself: an edge, or a person whom the file describes."""
    return isinstance(item, FeedEdge) or item.kind == "SUBJECT"


def told_apart(
    line: Line, said: list[FeedNode | FeedEdge], seen: Seen, single: Callable[[Line], bool]
) -> list[FeedNode | FeedEdge]:
    """Acts of a row as acts of their own: the second of those alike carries its count, wherever in the file it stands.

    A row that comes again although something in it should tell its act from others is rejected: whether one thing
    happened or two is not known.
    """
    acts = [item.id for item in said if isinstance(item, FeedEdge) and item.kind in ACTS]
    if not acts:
        return said
    one_of_its_kind = single(line)
    times = seen.count("\x1f".join(map(_content, said) if one_of_its_kind else acts))
    if times == 1:
        return said
    if one_of_its_kind:
        line.reject("", "said-twice")
        return []
    return [again(item, times) if isinstance(item, FeedEdge) and item.kind in ACTS else item for item in said]


def again(edge: FeedEdge, times: int) -> FeedEdge:
    """The edge as the ``times``-th of those alike in a file; 2 is the second."""
    return replace(edge, id=digest(edge.id, times))


def _content(item: FeedNode | FeedEdge) -> str:
    if isinstance(item, FeedEdge):
        return f"{item.kind} {item.id}"
    return f"{item.kind} {item.id} {item.label} {item.label_ur} {item.note}"


def _is_new(item: FeedNode | FeedEdge, told: set[tuple[str, ...]]) -> bool:
    """Whether a node or lasting fact was not told yet, as far as memory goes."""
    if isinstance(item, FeedEdge) and item.at_ms:
        return True
    key = (item.kind, item.id, *((item.label, item.note) if isinstance(item, FeedNode) else ()))
    if key in told:
        return False
    if len(told) >= REMEMBERED:
        told.clear()
    told.add(key)
    return True
