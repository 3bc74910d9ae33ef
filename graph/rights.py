"""What one caller may see, as the lists that each hop of a traversal checks. Pure.

Every node and edge carries the number of its policy class, or of a class and a binding (:data:`graph.model.CLASSES`);
the caller's decision is taken once for each class, and for the few bindings that their own cases name. A hop's WHERE
asks whether the edge's number is in sight of ``shown``; a search for stubs asks ``shown`` and ``hits`` together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from graph.model import CLASSES, OPEN_CLASS


@dataclass(frozen=True, slots=True)
class Rights:
    """``shown``: classes disclosed, ascending, OPEN_CLASS among them. ``hits``: classes of which only the
    existence may be told, with the owner to ask; where several own a joined class, all of them. ``absent``: nodes that
    are to the caller as if they were not, kind and id each.

    Where a binding changes what its class is to the caller, its number is in the list in which it belongs, and minus
    its number in the list in which its class is.
    """

    shown: tuple[int, ...] = (OPEN_CLASS,)
    hits: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    absent: frozenset[tuple[str, str]] = frozenset()


def in_sight(number: int, listed: Collection[int]) -> bool:
    """Whether a list of :class:`Rights` holds a number: what ``SEEN`` of the statements asks (``graph/statements.py``).

    A number that is listed itself is in; else its class decides, unless minus the number is listed.
    """
    return number in listed or (number % CLASSES in listed and -number not in listed)


def owners_of(hits: Mapping[int, tuple[str, ...]], number: int) -> tuple[str, ...]:
    """Whom to ask for what has this number; nobody where its existence may not be told, or it is shown."""
    return hits.get(number, hits.get(number % CLASSES, ())) if in_sight(number, hits) else ()
