"""When a transfer took place, as far as it is known: a moment, or a span such as a day without a time in it. Pure.

``at_ms`` is the first millisecond and ``until_ms`` the last one of the span; where there is no ``until_ms`` it is the
moment ``at_ms``. A trail is a chain of moments, one in each span, each later than the one before and within the gap;
the moments that the last one can have, given all before it, are a span again, so a chain is decided exactly.
"""

from __future__ import annotations

from services.linkage.questions.link import Link

Span = tuple[int, int]
"""First and last millisecond, both in it."""


def span_of(link: Link) -> Span:
    """First and last moment at which a transfer may have taken place."""
    return link.edge.at_ms, max(link.edge.at_ms, link.edge.until_ms)


def after(known: Span, span: Span, gap_ms: int) -> Span | None:
    """What of ``span`` can follow a moment of ``known``; ``gap_ms`` 0 is open. None where nothing can."""
    return _common((known[0] + 1, known[1] + gap_ms if gap_ms else span[1]), span)


def before(known: Span, span: Span, gap_ms: int) -> Span | None:
    """What of ``span`` can come before a moment of ``known``."""
    return _common((known[0] - gap_ms if gap_ms else span[0], known[1] - 1), span)


def unordered(one: Span, two: Span) -> bool:
    """Whether ``two``, said to follow ``one``, may have come first."""
    return two[0] <= one[1]


def loose(one: Span, two: Span, gap_ms: int) -> bool:
    """Whether more than ``gap_ms`` may lie between them."""
    return bool(gap_ms) and two[1] - one[0] > gap_ms


def _common(one: Span, two: Span) -> Span | None:
    first, last = max(one[0], two[0]), min(one[1], two[1])
    return (first, last) if first <= last else None
