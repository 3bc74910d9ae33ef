"""What the link store keeps, as values: authorities, rows of feeds, policy classes and decisions. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from graph.model import OPEN_CLASS
from services.linkage.classes import AtomicClass
from services.values.network import LinkDecision, NodeKey


class AuthorityRow(NamedTuple):
    """``name``: ``agency/reference``; ``body``: as registered, canonical JSON."""

    name: str
    agency: str
    reference: str
    body: str
    retain_until_ms: int


class FeedRow(NamedTuple):
    """One row of a feed; ``store/sql/schema/03_feed_row.sql`` says what each column holds."""

    seq: int
    klass: int
    authority: str
    kind: str
    id: str
    start: str
    finish: str
    one: str
    other: str
    at_ms: int
    until_ms: int
    known_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    label: str
    label_ur: str
    note: str


class ClassRow(NamedTuple):
    """A policy class by its number; an atomic one has no ``parts``, a joined one nothing but ``parts``.

    ``attributes``, ``authority``, ``bound``: see :mod:`services.linkage.classes`; ``parts``: numbers, ascending,
    a space between two.
    """

    number: int
    attributes: str
    authority: str
    bound: str
    parts: str


class TermsRow(NamedTuple):
    """An authority's terms by the number in the order of registration; ``scope``: the cases it serves."""

    number: int
    name: str
    scope: tuple[str, ...]
    retain_until_ms: int


class CaseNumber(NamedTuple):
    """A pair of numbers that a case file ever gave. ``record``: the file's resource name."""

    record: str
    start: str
    finish: str


class DecisionChange(NamedTuple):
    """A decision that was made or withdrawn, as it is now. ``number``: of the change, ascending."""

    number: int
    decision: LinkDecision


@dataclass(frozen=True, slots=True)
class Terms:
    """Of an authority, what each question asks: which cases it serves, until when. ``name``: ``agency/reference``."""

    name: str
    scope: frozenset[str]
    retain_until_ms: int


@dataclass(slots=True)
class Known:
    """Every class: ``atomic`` by number, ``joins``: number -> numbers of its parts; ``authorities`` by name."""

    atomic: dict[int, AtomicClass] = field(default_factory=dict)
    joins: dict[int, frozenset[int]] = field(default_factory=dict)
    authorities: dict[str, Terms] = field(default_factory=dict)

    def parts(self, number: int) -> frozenset[int]:
        """Atomic parts of a class, itself where it is one; none of the open class."""
        return self.joins[number] if number in self.joins else frozenset({number} - {OPEN_CLASS})


def ends(decision: LinkDecision) -> tuple[str, str]:
    """Ids of the two Subjects of a decision."""
    return (decision.one or NodeKey()).id, (decision.other or NodeKey()).id
