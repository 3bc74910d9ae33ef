"""What the use cases work with; built once by ``services/linkage/build.py``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from graph.rights import Rights
from services.access.caller import CaseFacts
from services.access.gates import Glass
from services.access.trail import Inquiry
from services.linkage.class_table import ClassTable
from services.linkage.ports import Graph
from services.linkage.rights import Ask as Admitted
from services.linkage.rights import Seen
from services.values.network import (
    Answer,
    FeedRequest,
    FeedResponse,
    Frame,
    GetAlertResponse,
    LinkRequest,
    LinkResponse,
    NodeKey,
    Picture,
    QuestionRequest,
    QuestionResponse,
)


class Cited(Protocol):
    """The cited case as the records know it: see :class:`services.records.app.cited.Cited`."""

    @property
    def facts(self) -> CaseFacts:
        """State, and whether the officer is assigned."""
        ...

    @property
    def numbers(self) -> tuple[str, ...]:
        """``TYPE:key`` of every number of the case."""
        ...

    @property
    def main(self) -> tuple[str, ...]:
        """``TYPE:key`` of the numbers under which the caller's own case files stand."""
        ...

    @property
    def accused(self) -> tuple[str, ...]:
        """``TYPE:canonical`` of whom it accuses, as far as the caller sees so."""
        ...


class Cases(Protocol):
    """Where cited cases are looked up: the records' room, through the node."""

    async def cited(self, inquiry: Inquiry, break_glass: bool) -> Cited:
        """The caller's cited case. Raises a refusal where the records cannot be read."""
        ...

    async def given(self, inquiry: Inquiry, numbers: Iterable[str], names: Iterable[str]) -> None:
        """Tell oversight where reads of the caller's agency are followed: ``TYPE:canonical`` numbers asked for or
        shown, and texts with names of records."""
        ...


class PairScore(NamedTuple):
    """What the node's model finds of two records. ``bits``: binary logarithm of the odds that they are one person."""

    model: str
    bits: float


class Weight(NamedTuple):
    """Whose word counts about two Subjects. ``parts``: of the caller, OWNER_OF_ONE OWNER_OF_OTHER OVERSIGHT or none.

    ``owners``: agencies that own one of the two under a number of their own register. ``persons``: who the two are, by
    blind tokens, or by the records' names.
    """

    parts: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    persons: tuple[str, str] | None = None


Weigh = Callable[[Inquiry, str, str, str], Awaitable[Weight]]
"""For a caller, two Subjects by their ids, and what is decided of them. Raises a refusal where the records cannot be
read."""
ScorePair = Callable[[str, str], Awaitable[PairScore | None]]
"""Two Subjects by their ids, as their newest versions describe them; None where one is no record that describes
somebody, or a model may not compare it. Raises a refusal where the records cannot be read."""


class Freshness(Protocol):
    """How far the graph is behind its sources."""

    async def caught_up(self, until_ms: int) -> None:
        """Wait until the graph holds what records and decisions said on arrival. Raises GraphBehind."""
        ...

    async def pending(self, until_ms: int) -> frozenset[str]:
        """Ids at which it lacks what records said on arrival; decisions are waited for. Raises GraphBehind."""
        ...

    async def fed(self, authorities: Iterable[str], until_ms: int) -> None:
        """Wait until it holds what was taken under these authorities. Raises GraphBehind."""
        ...


class Drawable(Protocol):
    """What has an answer that can be drawn: a question's response, or the rows of an alert."""

    @property
    def answer(self) -> Answer | None:
        """Nodes, edges and stubs."""
        ...


class Drawing(NamedTuple):
    """One picture to be drawn: ``question`` is the method's name.

    ``centre``: nodes that were asked about; ``deadline_ms``: when the caller stops waiting; ``frame``: of the question.
    """

    inquiry: Inquiry
    question: str
    answer: Drawable
    format: str
    language: str
    centre: tuple[NodeKey, ...]
    deadline_ms: int
    frame: Frame = Frame()


class Searching(NamedTuple):
    """One question to be searched for: ``agency`` asks, under ``rights``, and waits until ``deadline_ms``.

    ``told``: whether the search tells what it reached.
    """

    agency: str
    rights: Rights
    request: QuestionRequest
    deadline_ms: int
    told: bool = False


class Found(NamedTuple):
    """``answer``: bare, as the question gave it; ``left_out``: what is absent to the caller lay on its way.

    ``withheld``: class -> how many of it the caller did not get there. ``reached``: ids that were read,
    where asked for.
    """

    answer: QuestionResponse
    left_out: bool
    withheld: Mapping[int, int]
    reached: frozenset[str] = frozenset()


LinkWork = Callable[[Admitted, Seen, LinkRequest], Awaitable[LinkResponse]]
"""A use case on decisions: the admitted call, what it sees, the request."""
FeedWork = Callable[[Admitted, FeedRequest], Awaitable[FeedResponse]]
"""A use case on authorities and imports."""
Search = Callable[[Searching], Awaitable[Found]]
"""Finds the bare answer, beside what serves other callers. Raises InvalidArgument, QuestionBusy, GraphUnavailable."""
Forget = Callable[[Sequence[str]], Awaitable[int]]
"""Deletes what the store keeps of records by name; how many rows there were. Raises StorageUnavailable."""
Draw = Callable[[Drawing], Awaitable[bytes]]
"""Draws beside what serves other callers; nothing where there is too much for a picture. Raises QuestionBusy."""


@dataclass(frozen=True, slots=True)
class Context:
    """``selector``: HMAC token of what was asked for; ``size``: of an answer in bytes as it travels."""

    graph: Graph
    classes: ClassTable
    cases: Cases
    glass: Glass
    freshness: Freshness
    search: Search
    link: LinkWork
    feed: FeedWork
    draw: Draw
    forget: Forget
    forget_in_snapshots: Forget
    selector: Callable[[str], bytes]
    size: Callable[[QuestionResponse | GetAlertResponse | Picture], int]
