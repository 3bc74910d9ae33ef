"""What the link store keeps, as values: authorities, rows of feeds, policy classes and decisions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.model import CLASSES, OPEN_CLASS
from services.linkage.classes import AtomicClass
from services.values.network import LinkDecision, NodeKey

MILLI: Final = 1000
"""Bits are kept in thousandths."""
SCORED: Final = "SCORED"
NOT_COMPARED: Final = "NOT_COMPARED"
"""Whether a model compared the two of a decision, as the wire says it."""


class AuthorityRow(NamedTuple):
    """``name``: ``agency/reference``; ``body``: as registered, canonical JSON."""

    name: str
    agency: str
    reference: str
    body: str
    retain_until_ms: int


class FedJourney(NamedTuple):
    """Who travelled by an agency's feed. ``document``: one of the traveller's, each of several a row, "" for none."""

    agency: str
    edge: str
    journey: str
    at_ms: int
    document: str


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

    ``attributes``, ``authority``: see :mod:`services.linkage.classes`; ``parts``: numbers, ascending, a space between
    two.
    """

    number: int
    attributes: str
    authority: str
    parts: str


class Binding(NamedTuple):
    """What binds a class to cases, persons or a time: ``keys``, ``held_until_ms`` as in
    :class:`services.linkage.classes.AtomicClass`, ``klass``: number of the class.

    ``parts``: of a join the numbers of its parts in the graph, ascending, a space between two; then ``keys`` are empty.
    """

    klass: int
    keys: str
    held_until_ms: int
    parts: str


class BindingRow(NamedTuple):
    """A binding by its id, which never changes."""

    id: int
    binding: Binding

    @property
    def number(self) -> int:
        """Of the class with this binding, as rows of the graph carry it."""
        return self.binding.klass + CLASSES * self.id

    @property
    def members(self) -> frozenset[int]:
        """Parts of a join; none of an atomic class."""
        return frozenset(map(int, self.binding.parts.split()))


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


class ScoredPair(NamedTuple):
    """Two Subjects, the lower id first, that a model scored and did not reject. ``millibits``: thousandths of a bit.

    ``fields``: JSON, ``{field: [level, millibits]}`` in the order of the matcher's fields; empty where both bear one
    number and nothing contradicts, so that a history has them together without a decision.
    """

    one: str
    other: str
    millibits: int
    fields: str


class Proposal(NamedTuple):
    """A pair that a whole run proposes to reviewers; ``model``: version and checksum of what scored it."""

    pair: ScoredPair
    model: str
    proposed_ms: int


class OpenClaim(NamedTuple):
    """A pair of which an owner is to state whether it is one person. ``raised_ms``: when its clock began."""

    raised_ms: int
    one: str
    other: str
    owner: str


class Run(NamedTuple):
    """A run under way. ``place``: number of the last record that was compared with those before it."""

    model: str
    place: int
    began_ms: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Of an authority, what each question asks: which cases it serves, until when. ``name``: ``agency/reference``."""

    name: str
    scope: frozenset[str]
    retain_until_ms: int


@dataclass(slots=True)
class Known:
    """Every class without a binding: ``atomic`` by number, ``fed``: those of feeds, ``joins``: number -> numbers of its
    parts, each in ascending order; ``authorities`` by name."""

    atomic: dict[int, AtomicClass] = field(default_factory=dict)
    fed: dict[int, AtomicClass] = field(default_factory=dict)
    joins: dict[int, frozenset[int]] = field(default_factory=dict)
    authorities: dict[str, Terms] = field(default_factory=dict)

    def parts(self, number: int) -> frozenset[int]:
        """Atomic parts of a class, itself where it is one; none of the open class."""
        return self.joins[number] if number in self.joins else frozenset({number} - {OPEN_CLASS})


class Bound(NamedTuple):
    """Classes with their bindings by number: ``atomic``, and ``joins``: numbers of a join's parts, with or without a
    binding each."""

    atomic: Mapping[int, AtomicClass]
    joins: Mapping[int, frozenset[int]]


NONE_BOUND: Final = Bound({}, {})


def ends(decision: LinkDecision) -> tuple[str, str]:
    """Ids of the two Subjects of a decision."""
    return (decision.one or NodeKey()).id, (decision.other or NodeKey()).id
