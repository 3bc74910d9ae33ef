"""Whether two nodes' logs tell the same story of the pages between them, and of each other's heads. Pure.

A page counts as taken once its receiver acknowledged it, or asked for the page after it, by the sender's log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.evidence.log_copy import START, LogCopy, LoggedPage


class Verdict(StrEnum):
    """What is wrong with a page or a head, or that nothing can be said of it yet."""

    MISSING = "missing"
    EXTRA = "extra"
    DIFFERENT = "different"
    GAP = "gap"
    FORKED = "forked"
    SHORTENED = "shortened"
    NOT_TAKEN = "given, not taken"
    UNCOVERED = "outside of the other copy"

    __hash__ = str.__hash__


FAILS: Final = frozenset(set(Verdict) - {Verdict.NOT_TAKEN, Verdict.UNCOVERED})
_FACTS: Final = ("feed", "upto", "records")
_HEADER: Final = ("epoch", "since", "previous", "count", "passed")


@dataclass(frozen=True, slots=True)
class Finding:
    """``log``: agency in whose log the entry at ``leaf`` stands; ``feed``: "" for a head, whose root is ``digest``.

    ``what``: for DIFFERENT the facts, for a head its size.
    """

    verdict: Verdict
    sender: str
    receiver: str
    log: str
    leaf: int
    feed: str = ""
    upto: int = 0
    digest: bytes = b""
    what: str = ""

    @property
    def fails(self) -> bool:
        """Whether the logs do not agree by it."""
        return self.verdict in FAILS


@dataclass(frozen=True, slots=True)
class Compared:
    """``agreed``: pages that both logs have alike, in either direction; ``heads``: anchored heads that the logs had."""

    agreed: int
    heads: int
    findings: tuple[Finding, ...]

    @property
    def agree(self) -> bool:
        """Whether no finding speaks against either log; what was not taken or lies outside of a copy does not."""
        return not any(each.fails for each in self.findings)


def compare(first: LogCopy, second: LogCopy) -> Compared:
    """The pages between two nodes in both directions, and what each anchored of the other's log."""
    pages = _Pages(first, second), _Pages(second, first)
    heads = [*_heads(first, second), *_heads(second, first)]
    findings = [finding for each in pages for finding in each.findings()]
    told = [finding for finding in heads if finding is not None]
    return Compared(sum(each.agreed() for each in pages), len(heads) - len(told), (*findings, *told))


class _Pages:
    """What one node gave and the other took: the pages of one direction, by the digest of their headers."""

    def __init__(self, sender: LogCopy, receiver: LogCopy) -> None:
        self._sender, self._receiver = sender, receiver
        self._given = {each.digest: each for each in sender.given if each.page.peer == receiver.agency}
        self._taken = {each.digest: each for each in receiver.taken if each.page.peer == sender.agency}

    def agreed(self) -> int:
        """Pages of which both say the same."""
        both = self._given.keys() & self._taken.keys()
        return sum(not _differ(self._given[digest], self._taken[digest]) for digest in both)

    def findings(self) -> Iterator[Finding]:
        """What is wrong, or cannot be said yet, in the order of the logs."""
        proven = self._proven_taken()
        for digest, page in self._given.items():
            if digest not in self._taken:
                yield self._not_there(page, proven.get(digest))
            elif facts := _differ(page, self._taken[digest]):
                yield self._finding(Verdict.DIFFERENT, self._sender, page, ", ".join(facts))
        for digest, page in self._taken.items():
            if digest not in self._given:
                verdict = Verdict.EXTRA if self._sender.covers(page.time_ms) else Verdict.UNCOVERED
                yield self._finding(verdict, self._receiver, page)
        yield from self._gaps()

    def _proven_taken(self) -> dict[bytes, int]:
        """Digest of each page that the receiver said it has -> when it first said so, by the sender's log."""
        told = [(each.digest, each.time_ms) for each in self._sender.acked if each.receiver == self._receiver.agency]
        told += [(each.page.previous, each.time_ms) for each in self._given.values()]
        found: dict[bytes, int] = {}
        for digest, time_ms in told:
            found[digest] = min(time_ms, found.get(digest, time_ms))
        return found

    def _not_there(self, page: LoggedPage, proven_ms: int | None) -> Finding:
        if proven_ms is None:
            return self._finding(Verdict.NOT_TAKEN, self._sender, page)
        covered = self._receiver.covers(page.time_ms) and self._receiver.covers(proven_ms)
        return self._finding(Verdict.MISSING if covered else Verdict.UNCOVERED, self._sender, page)

    def _gaps(self) -> Iterator[Finding]:
        """Pages that follow one that stands in neither log; nothing is said where older entries are not at hand."""
        if any(log.closed or log.since_ms for log in (self._sender, self._receiver)):
            return
        known = {START, *self._given, *self._taken, *self._sender.older}
        for log, pages in ((self._sender, self._given), (self._receiver, self._taken)):
            for page in pages.values():
                if page.page.previous not in known:
                    yield self._finding(Verdict.GAP, log, page)

    def _finding(self, verdict: Verdict, log: LogCopy, page: LoggedPage, what: str = "") -> Finding:
        sender, receiver = self._sender.agency, self._receiver.agency
        return Finding(verdict, sender, receiver, log.agency, page.leaf, page.feed, page.upto, page.digest, what)


def anchored_upto(log: LogCopy, other: LogCopy) -> int:
    """Largest size of ``log`` that ``other`` anchored; 0 for none."""
    heads = [each for each in other.anchored if (each.agency, each.origin) == (log.agency, log.origin)]
    return max((each.size for each in heads), default=0)


def _differ(one: LoggedPage, other: LoggedPage) -> Sequence[str]:
    """Names of the facts that two entries of one header tell otherwise."""
    outer = [name for name in _FACTS if getattr(one, name) != getattr(other, name)]
    return [*outer, *(name for name in _HEADER if getattr(one.page, name) != getattr(other.page, name))]


def _heads(log: LogCopy, other: LogCopy) -> Iterator[Finding | None]:
    """Of each head of ``other`` that ``log`` anchored: None where the other log had it, else what is wrong."""
    heads = [each for each in log.anchored if (each.agency, each.origin) == (other.agency, other.origin)]
    roots = other.roots(each.size for each in heads)
    for head in heads:
        if head.size in roots and roots[head.size] == head.root:
            yield None
            continue
        verdict = Verdict.FORKED if head.size in roots else Verdict.SHORTENED
        yield Finding(
            verdict, other.agency, log.agency, log.agency, head.leaf, digest=head.root, what=f"size {head.size}"
        )
