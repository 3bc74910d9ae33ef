"""What one caller may see, as the lists that each hop of a traversal checks. Pure.

Every node and edge carries a policy class, a small integer; the caller's decision is taken once for each
class. A hop's WHERE asks whether the edge's class is in ``shown``; a search for stubs asks ``shown`` and
``hits`` together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model import OPEN_CLASS


@dataclass(frozen=True, slots=True)
class Rights:
    """``shown``: classes disclosed, ascending, OPEN_CLASS among them. ``hits``: classes of which only the
    existence may be told, with the owner to ask; where several own a joined class, all of them. ``absent``: nodes that
    are to the caller as if they were not, kind and id each."""

    shown: tuple[int, ...] = (OPEN_CLASS,)
    hits: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    absent: frozenset[tuple[str, str]] = frozenset()
