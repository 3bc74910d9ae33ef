"""What the room needs of others: a graph (``graph.engine.GraphEngine``, or one in memory), the records' changes, and
a store of its own for feeds, classes and decisions.

``tests/conformance/linkage_store`` holds every adapter of the store to these ports. Methods are ``async`` so that a
database behind a socket fits; a file is read inline in the event loop, as nobody waits there for who writes, and
written in a thread. All methods of the store raise :class:`services.linkage.errors.StorageUnavailable`, and what
they write is durable once they return. Numbers that the store gives ascend in the order of commits and leave
none out: whoever has seen one never meets a lower one later. How far the graph was written stands in the graph itself,
not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from graph.batch import Batch
from graph.rows import Row
from services.linkage.facts import RecordChange
from services.linkage.kept import (
    AuthorityRow,
    Binding,
    BindingRow,
    CaseNumber,
    ClassRow,
    DecisionChange,
    FedJourney,
    FeedRow,
    TermsRow,
)
from services.linkage.review_ports import PairClaims, Reviews, Runs
from services.values.network import LinkDecision

Parameters = dict[str, Any]
"""Of a statement, by name: what each holds is the statement's to know."""


class Graph(Protocol):
    """Runs a statement of ``graph/cypher`` by name."""

    async def run(self, statement: str, **parameters: object) -> list[Row]:
        """Rows in the columns of the statement's header: :func:`graph.rows.read` gives them their type.

        Raises :class:`graph.errors.GraphUnavailable`.
        """
        ...


class GraphWriter(Graph, Protocol):
    """A graph that batches are written to."""

    async def write(self, batch: Batch) -> bool:
        """All of it or nothing; False where it was written before. Raises as :class:`graph.engine.GraphEngine`."""
        ...


class RecordFeed(Protocol):
    """The records of the node, by change."""

    async def changes(self, after: int, limit: int) -> list[RecordChange]:
        """Records whose last change has a higher number, ascending."""
        ...

    async def head(self) -> int:
        """Number of the last change."""
        ...


class ClassRows(Protocol):
    """Policy classes, what binds them, and of authorities what each question asks. Nothing here is ever changed."""

    async def after(self, number: int) -> list[ClassRow]:
        """Classes of a higher number, ascending."""
        ...

    async def terms_after(self, number: int) -> list[TermsRow]:
        """Authorities of a higher number, ascending."""
        ...

    async def add(self, classes: Sequence[tuple[str, str, str]]) -> None:
        """Give each class, (attributes, authority, parts), the next number; nothing where it is held. All or none."""
        ...

    async def bind(self, bindings: Sequence[Binding]) -> list[BindingRow]:
        """The rows of these bindings, in their order; the next id for each that is not held. All or none."""
        ...

    async def binding(self, number: int) -> BindingRow:
        """The binding of that id, which is held."""
        ...

    async def bindings(self, keys: Iterable[str], now_ms: int) -> list[BindingRow]:
        """Bindings with any of the keys, and those held back until later than ``now_ms``, each once, ascending."""
        ...

    async def joins_of(self, parts: Iterable[int]) -> list[BindingRow]:
        """Bindings of joins with any of these parts, which are bound themselves; each once, ascending."""
        ...


class Feeds(Protocol):
    """Authorities, the rows that came under them, and what case files ever gave."""

    async def authority(self, name: str) -> AuthorityRow | None:
        """The authority of that name."""
        ...

    async def register(self, row: AuthorityRow, scope: Sequence[str], now_ms: int) -> AuthorityRow:
        """Add the authority; gives ``row`` itself, or the one of that name that is held."""
        ...

    async def add(self, rows: Iterable[FeedRow]) -> int:
        """Add rows, all or none; gives how many were new by kind and id. The store gives each its ``seq``."""
        ...

    async def after(self, seq: int, limit: int) -> list[FeedRow]:
        """At most ``limit`` rows of a higher seq, ascending."""
        ...

    async def head(self) -> int:
        """Seq of the last row that is kept, 0 where there is none."""
        ...

    async def head_of(self, authorities: Iterable[str]) -> int:
        """Seq of the last row that is kept under any of the authorities, 0 where there is none."""
        ...

    async def persons(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """Rows of kind SUBJECT with these ids and at most this seq, ascending."""
        ...

    async def edges_of(self, ids: Iterable[str], up_to: int) -> list[FeedRow]:
        """Rows with one of these persons at an end and at most this seq, each once, ascending."""
        ...

    async def journeys(self, agency: str, from_ms: int, to_ms: int) -> list[FedJourney]:
        """Who travelled from one time until before another, by an agency's feeds, "" for all; in order of the rows."""
        ...

    async def expired(self, now_ms: int) -> list[str]:
        """Names of authorities whose date is past and that still have rows, in order of registration."""
        ...

    async def of_authority(self, name: str, limit: int) -> list[FeedRow]:
        """The first ``limit`` rows of an authority, ascending."""
        ...

    async def delete(self, name: str, up_to: int) -> None:
        """Delete an authority's rows of at most this seq, so that a SQLite file and its journal hold them no more."""
        ...

    async def give_numbers(self, pairs: Iterable[CaseNumber]) -> None:
        """Keep pairs of numbers, each once."""
        ...

    async def numbers_given(self, records: Iterable[str]) -> list[CaseNumber]:
        """Pairs that these records ever gave, in their order."""
        ...

    async def forget_numbers(self, records: Iterable[str]) -> int:
        """Delete the pairs of records that are expunged, as :meth:`delete` does; how many there were."""
        ...


class Decisions(Protocol):
    """Decisions on who is one person: appended, never changed but for the marks of being withdrawn."""

    async def add(
        self, made: LinkDecision, owners: Iterable[str] = (), persons: tuple[str, str] | None = None
    ) -> LinkDecision:
        """Append it; gives ``made`` itself, or what stands of the same two, sign and officer with the same parts.

        With other parts it takes the place of that one. The two Subjects come in order of their ids. ``owners``:
        agencies that are to state whether the two are one person. ``persons``: who the two are, for the bounds of
        :class:`services.linkage.review_ports.PairClaims`; the Subjects themselves where it is None.
        """
        ...

    async def withdraw(self, decision: str, by: str, why: str, now_ms: int) -> None:
        """Mark a decision that stands; nothing happens to one that was withdrawn before, or is not held."""
        ...

    async def named(self, decision: str) -> LinkDecision | None:
        """The decision of that id."""
        ...

    async def between(self, one: str, other: str) -> list[LinkDecision]:
        """Everything decided about two Subjects, in either order; oldest first, withdrawn ones too."""
        ...

    async def standing(self, subjects: Iterable[str]) -> list[LinkDecision]:
        """What stands about any of the Subjects, by id."""
        ...

    async def all_standing(self) -> list[LinkDecision]:
        """Everything that stands, by id."""
        ...

    async def changed(self, after: int, limit: int) -> list[DecisionChange]:
        """At most ``limit`` changes of a higher number, ascending."""
        ...

    async def head(self) -> int:
        """Number of the last change, 0 where there is none."""
        ...


class LinkStore(Protocol):
    """All that the room keeps."""

    @property
    def classes(self) -> ClassRows:
        """Policy classes, and the terms of authorities."""
        ...

    @property
    def feeds(self) -> Feeds:
        """Authorities with their rows, and numbers of case files."""
        ...

    @property
    def decisions(self) -> Decisions:
        """Decisions on who is one person."""
        ...

    @property
    def claims(self) -> PairClaims:
        """What owners are to state about pairs."""
        ...

    @property
    def reviews(self) -> Reviews:
        """What is proposed to reviewers."""
        ...

    @property
    def runs(self) -> Runs:
        """The run over all records that is under way."""
        ...

    async def close(self) -> None:
        """Let go of it, once what is being written is durable."""
        ...
