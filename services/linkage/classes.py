"""Policy classes of the graph: what one is made of, what binds it to a case or person, and joins. Pure.

An atomic class is what a record or feed is to the policy (:class:`RecordClass`) and the authority that a feed came
under: it is made of words, so there are as many as words allow, however many cases come. What is of one case or person
is its binding: keys ``CASE TYPE:key`` of a case, ``DOCUMENT TYPE:canonical`` of a person, or ``OFFICER agency/officer``
whom an order spares, one a line, and until when a turned role is held back. A call that cites one of these cases, whose
case accuses that person, or that the officer makes, is decided with that relation; every other one by the class alone.
Keys are bound only where they can change a decision. A joined class is the sorted set of its atomic parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from graph.model import OPEN_CLASS
from services.access.decision import RecordClass, held_back, may_be_hit
from services.access.own_words import seen_by
from services.access.purpose import CASE_RECORD, PURPOSES
from services.vocabulary.records import HandlingCode, RecordKind

HOUR_MS: Final = 3_600_000
"""A role that is held back opens at a full hour, so that a page of many makes one binding."""
GRAPH_CLASSES: Final = frozenset({"NETWORK", "COMMS_MONEY"})
"""Query classes of questions to the graph."""
ASKING: Final = {name: purpose for name, purpose in PURPOSES.items() if not GRAPH_CLASSES.isdisjoint(purpose.classes)}
CITABLE: Final = frozenset(word for purpose in ASKING.values() for word in purpose.references)
"""Registers whose numbers a question to the graph can cite."""
INVESTIGATED: Final = ASKING["INVESTIGATE_CASE"].references


@dataclass(frozen=True, slots=True)
class AtomicClass:
    """``authority``: name of the feed's, empty for records. The binding: ``bound``, keys as above, sorted, one a line;
    ``held_until_ms``, until when a role that was turned is held back, 0 for none.
    """

    klass: RecordClass
    authority: str = ""
    bound: str = ""
    held_until_ms: int = 0

    def at(self, now_ms: int) -> tuple[RecordClass, ...]:
        """What it is to others now: every one of these must allow what is shown."""
        return (held_back(self.klass), self.klass) if now_ms < self.held_until_ms else (self.klass,)

    @property
    def binds(self) -> bool:
        """Whether anything binds it."""
        return bool(self.bound or self.held_until_ms)

    @property
    def plain(self) -> AtomicClass:
        """The class without its binding."""
        return AtomicClass(self.klass, self.authority)


def record_class(
    klass: RecordClass, cases: Iterable[str], documents: Iterable[str], held_until_ms: int = 0
) -> AtomicClass:
    """The class of a record in force with its binding. ``cases``, ``documents``: ``TYPE:key`` each."""
    sides = (klass, seen_by(klass, klass.owner))
    binding = frozenset[str]().union(*(_binding(held_back(each) if held_until_ms else each) for each in sides))
    keys = {f"CASE {each}" for each in cases if each.partition(":")[0] in binding}
    if klass.kind == RecordKind.BORDER_CROSSING:
        keys |= {f"DOCUMENT {each}" for each in documents}
    officers = frozenset(each for each in klass.spared if "/" in each)
    keys |= {f"OFFICER {each}" for each in officers}
    klass = replace(klass, spared=klass.spared - officers)
    return AtomicClass(klass, "", "\n".join(sorted(keys)), -(-held_until_ms // HOUR_MS) * HOUR_MS)


def _binding(klass: RecordClass) -> frozenset[str]:
    """Registers whose citing can change a decision on the class: its owner's officer on the case is spared caps.

    What no cap holds, the owner's investigators see in every case (row 5); its analysts only in their own.
    """
    capped = (
        not may_be_hit(klass)
        or klass.stranger_to != ""
        or klass.enquiry_only
        or klass.weak_grade
        or klass.clearance > 0
    )
    capped = (
        capped
        or klass.pseudonym
        or klass.handling in (HandlingCode.H3, HandlingCode.ORCON)
        or klass.kind not in CASE_RECORD
    )
    return CITABLE if capped else CITABLE - INVESTIGATED


def feed_class(owner: str, feed: str, authority: str, str_derived: bool) -> AtomicClass:
    """The class of what a feed's rows say. ``feed``: MONEY, CDR, CONTENT or TRAVEL."""
    return AtomicClass(RecordClass(owner, "LINK", feed=feed, str_derived=str_derived), authority)


def binding_keys(cited: Iterable[str], accused: Iterable[str], officer: str) -> frozenset[str]:
    """Keys of what a call may open: numbers of its case and whom it accuses, ``TYPE:key``; ``agency/officer``."""
    return frozenset(
        {f"CASE {each}" for each in cited} | {f"DOCUMENT {each}" for each in accused} | {f"OFFICER {officer}"}
    )


def joined(parts: Iterable[frozenset[int]]) -> frozenset[int]:
    """Parts of a join of classes given by their parts; the open class adds nothing."""
    return frozenset().union(*parts) - {OPEN_CLASS}
