"""Policy classes of the graph: what one is made of, its one text form, what binds it to a case, and joins. Pure.

An atomic class is what a record or feed is to the policy (:class:`RecordClass`), the authority that a feed came
under, and the keys that bind it: ``CASE TYPE:key`` of a case, or ``DOCUMENT TYPE:canonical`` of a person, one a
line. A call that cites one of these cases, or whose case accuses that person, is decided with that relation. Keys
are bound only where they can change a decision, so that the many plain records of an agency share one class.
A joined class is the sorted set of its atomic parts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from graph.model import OPEN_CLASS
from services.access.class_text import canonical, class_text, read_class
from services.access.decision import RecordClass, held_back, may_be_hit
from services.access.purpose import CASE_RECORD, PURPOSES
from services.vocabulary.records import HandlingCode, RecordKind

_HELD: Final = "held_until_ms"
HOUR_MS: Final = 3_600_000
"""A role that is held back opens at a full hour, so that a page of many makes one class."""
GRAPH_CLASSES: Final = frozenset({"NETWORK", "COMMS_MONEY"})
"""Query classes of questions to the graph."""
ASKING: Final = {name: purpose for name, purpose in PURPOSES.items() if not GRAPH_CLASSES.isdisjoint(purpose.classes)}
CITABLE: Final = frozenset(word for purpose in ASKING.values() for word in purpose.references)
"""Registers whose numbers a question to the graph can cite."""
INVESTIGATED: Final = ASKING["INVESTIGATE_CASE"].references


@dataclass(frozen=True, slots=True)
class AtomicClass:
    """``authority``: name of the feed's, empty for records. ``bound``: keys as above, sorted, one a line.

    ``held_until_ms``: until when a role that was turned is held back, 0 for none.
    """

    klass: RecordClass
    authority: str = ""
    bound: str = ""
    held_until_ms: int = 0

    def at(self, now_ms: int) -> tuple[RecordClass, ...]:
        """What it is to others now: every one of these must allow what is shown."""
        return (held_back(self.klass), self.klass) if now_ms < self.held_until_ms else (self.klass,)

    def text(self) -> str:
        """Everything but authority and bound, as canonical JSON."""
        held = {_HELD: self.held_until_ms} if self.held_until_ms else {}
        return canonical({**json.loads(class_text(self.klass)), **held}) if held else class_text(self.klass)


def read_atomic(text: str, authority: str, bound: str) -> AtomicClass:
    """The class of what :meth:`AtomicClass.text` made."""
    values: dict[str, Any] = json.loads(text)
    held_until_ms = values.pop(_HELD, 0)
    return AtomicClass(read_class(canonical(values) if held_until_ms else text), authority, bound, held_until_ms)


def record_class(
    klass: RecordClass, cases: Iterable[str], documents: Iterable[str], held_until_ms: int = 0
) -> AtomicClass:
    """The class of a record in force with the keys that bind it. ``cases``, ``documents``: ``TYPE:key`` each."""
    binding = _binding(held_back(klass) if held_until_ms else klass)
    keys = {f"CASE {each}" for each in cases if each.partition(":")[0] in binding}
    if klass.kind == RecordKind.BORDER_CROSSING:
        keys |= {f"DOCUMENT {each}" for each in documents}
    return AtomicClass(klass, "", "\n".join(sorted(keys)), -(-held_until_ms // HOUR_MS) * HOUR_MS)


def _binding(klass: RecordClass) -> frozenset[str]:
    """Registers whose citing can change a decision on the class: its owner's officer on the case is spared caps.

    What no cap holds, the owner's investigators see in every case (row 5); its analysts only in their own.
    """
    capped = (
        not may_be_hit(klass) or klass.contradicted or klass.enquiry_only or klass.weak_grade or klass.clearance > 0
    )
    capped = capped or klass.handling in (HandlingCode.H3, HandlingCode.ORCON) or klass.kind not in CASE_RECORD
    return CITABLE if capped else CITABLE - INVESTIGATED


def feed_class(owner: str, feed: str, authority: str, str_derived: bool) -> AtomicClass:
    """The class of what a feed's rows say. ``feed``: MONEY, CDR, CONTENT or TRAVEL."""
    return AtomicClass(RecordClass(owner, "LINK", feed=feed, str_derived=str_derived), authority)


def joined(parts: Iterable[frozenset[int]]) -> frozenset[int]:
    """Parts of a join of classes given by their parts; the open class adds nothing."""
    return frozenset().union(*parts) - {OPEN_CLASS}
