"""What one question may follow: its frame within its bounds, and the classes that its caller sees. Pure.

Bounds and defaults are those written in ``proto/rabta/linkage/v1/question.proto``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from graph.model import EDGE_KINDS, NODE_KINDS
from graph.rights import Rights
from services.access.errors import InvalidArgument, Violation
from services.values.network import Frame, NodeKey

Key = tuple[str, str]
"""Kind and id of a node."""

SAME_PERSON: Final = "SAME_PERSON"
LINKS: Final = tuple(kind for kind in EDGE_KINDS if kind != SAME_PERSON)
"""What is followed as a link. A decision on who is one person is no link: it is followed at no distance."""
OPEN_MS: Final = 2**62
LONGEST_ID: Final = 512
MAX_STARTS: Final = 20
PERSONAL: Final = ("DOCUMENT", "PHONE")
"""Kinds of number that stand for the persons who bear them, where a question starts from them."""
OF_PEOPLE: Final = ("SUBJECT", *PERSONAL)
LIMIT, MAX_ROWS = 50, 500


def unframed() -> dict[str, object]:
    """Parameters of links whatever the frame: for what is hidden, so that no frame finds out its time or kind."""
    return {"kinds": list(LINKS), "since": -OPEN_MS, "till": OPEN_MS, "as_of": OPEN_MS}


@dataclass(frozen=True, slots=True)
class Scope:
    """``shown`` and ``hits`` as in :class:`graph.rights.Rights`; a window without end is OPEN_MS wide."""

    shown: tuple[int, ...]
    hits: Mapping[int, tuple[str, ...]]
    kinds: tuple[str, ...]
    since: int
    till: int
    as_of: int
    limit: int

    def window(self) -> dict[str, object]:
        """Parameters that statements of links share, but for classes."""
        return {"kinds": list(self.kinds), "since": self.since, "till": self.till, "as_of": self.as_of}


def scope_of(frame: Frame | None, rights: Rights, follows: Sequence[str] = LINKS) -> Scope:
    """The frame within its bounds; ``follows``: kinds of edges that the question knows. Raises InvalidArgument."""
    asked = frame or Frame()
    limit = within("frame.limit", asked.limit, 1, MAX_ROWS, LIMIT)
    times = (asked.from_ms, asked.to_ms, asked.as_of_ms)
    if min(times) < 0 or max(times) >= OPEN_MS:
        refuse("frame", "range", "times are epoch milliseconds")
    if asked.to_ms and asked.from_ms >= asked.to_ms:
        refuse("frame.to_ms", "order", "the window ends before it begins")
    if any(kind not in EDGE_KINDS for kind in asked.edge_kinds):
        refuse("frame.edge_kinds", "known", "not a kind of edge")
    kinds = tuple(kind for kind in follows if not asked.edge_kinds or kind in asked.edge_kinds)
    return Scope(
        rights.shown,
        rights.hits,
        kinds,
        asked.from_ms or -OPEN_MS,
        asked.to_ms or OPEN_MS,
        asked.as_of_ms or OPEN_MS,
        limit,
    )


def within(field: str, value: int, least: int, most: int, default: int) -> int:
    """``value``, or ``default`` for 0. Raises InvalidArgument out of bounds."""
    if value and not least <= value <= most:
        refuse(field, "range", f"between {least} and {most}")
    return value or default


def key_of(field: str, key: NodeKey | None, *kinds: str) -> Key:
    """A node that is named, of one of ``kinds`` where they are given. Raises InvalidArgument."""
    if key is None or not key.id:
        refuse(field, "required", "a node is named")
    if key.kind not in (kinds or NODE_KINDS):
        refuse(f"{field}.kind", "known", f"this question starts from {listed(kinds or tuple(NODE_KINDS))}")
    if len(key.id) > LONGEST_ID:
        refuse(f"{field}.id", "length", f"at most {LONGEST_ID} characters")
    return (key.kind, key.id)


def listed(kinds: Sequence[str]) -> str:
    """Kinds of node as an error names them."""
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def keys_of(
    field: str, keys: Sequence[NodeKey], least: int = 1, most: int = MAX_STARTS, kinds: Sequence[str] = ()
) -> tuple[Key, ...]:
    """Each once, in the order given. Raises InvalidArgument."""
    named = tuple(dict.fromkeys(key_of(f"{field}[{place}]", key, *kinds) for place, key in enumerate(keys)))
    if not least <= len(named) <= most:
        refuse(field, "number", f"between {least} and {most} different nodes")
    return named


def refuse(field: str, rule: str, text: str) -> NoReturn:
    """Refuse the request for one field. Always raises InvalidArgument."""
    raise InvalidArgument(Violation(field, rule, text))
