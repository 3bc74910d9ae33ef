"""What is asked and answered. See ``proto/rabta/linkage/v1/question.proto``."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.network.answer import Answer, Frame, QuestionRequest, QuestionResponse
from services.values.network.graph import NodeKey


@dataclass(frozen=True, slots=True)
class ExpandRequest(QuestionRequest):
    """Who and what is next to the start nodes."""

    frame: Frame | None = None
    start: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class KindCount:
    """Edges of one kind at the start nodes, and the distinct nodes they lead to."""

    kind: str = ""
    edges: int = 0
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class ExpandResponse(QuestionResponse):
    """Counts first, then the most significant neighbours."""

    counts: tuple[KindCount, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class ShortestPathsRequest(QuestionRequest):
    """Ways between two nodes: ``paths`` of at most ``max_length`` edges, past none of ``avoid``; 0 is the default."""

    frame: Frame | None = None
    start: NodeKey | None = None
    end: NodeKey | None = None
    paths: int = 0
    max_length: int = 0
    avoid: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Edges in order; a hidden stretch is a stub between two of its nodes."""

    nodes: tuple[NodeKey, ...] = ()
    edges: tuple[str, ...] = ()
    stubs: tuple[int, ...] = ()
    unordered: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortestPathsResponse(QuestionResponse):
    """The paths found, the shortest first."""

    paths: tuple[Path, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class TraceMoneyRequest(QuestionRequest):
    """Where an account's money went, or came from.

    ``max_length`` in transfers; ``least_bp`` and ``most_bp``: share of the transfer before, in basis points;
    ``least_minor`` in minor units; 0 is open.
    """

    frame: Frame | None = None
    account: NodeKey | None = None
    direction: str = ""
    max_length: int = 0
    least_bp: int = 0
    most_bp: int = 0
    max_gap_ms: int = 0
    least_minor: int = 0


@dataclass(frozen=True, slots=True)
class Junction:
    """An account where trails part (outgoing > 1) or meet (incoming > 1); sums in minor units, one line a currency."""

    account: NodeKey | None = None
    incoming: int = 0
    outgoing: int = 0
    currency: str = ""
    in_minor: int = 0
    out_minor: int = 0


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A transfer as it was reached: ``from_step`` is the place, from 1, of the one that it goes on from."""

    edge: str = ""
    from_step: int = 0
    hop: int = 0
    carried_minor: int = 0
    unordered: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """An account at which the search stopped though something may go on; ``why``: HUB, TIME or SIZE."""

    account: NodeKey | None = None
    hop: int = 0
    transfers: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class TraceMoneyResponse(QuestionResponse):
    """Trails, where money split and merged, every transfer shown as it was reached, and what was not followed."""

    trails: tuple[Path, ...] = ()
    junctions: tuple[Junction, ...] = ()
    answer: Answer | None = None
    steps: tuple[TraceStep, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactChainRequest(QuestionRequest):
    """Whom a phone reached through others, each call later than the one before; ``max_length`` in calls."""

    frame: Frame | None = None
    phone: NodeKey | None = None
    max_length: int = 0
    max_gap_ms: int = 0


@dataclass(frozen=True, slots=True)
class ContactChainResponse(QuestionResponse):
    """The chains found, the shortest first."""

    chains: tuple[Path, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class CoTravelRequest(QuestionRequest):
    """Who made at least ``least`` journeys with a person."""

    frame: Frame | None = None
    subject: NodeKey | None = None
    least: int = 0


@dataclass(frozen=True, slots=True)
class Companion:
    """Another person with the journeys made together, oldest first."""

    subject: NodeKey | None = None
    journeys: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class CoTravelResponse(QuestionResponse):
    """Who travelled along, the most journeys first."""

    companions: tuple[Companion, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class CommonNeighboursRequest(QuestionRequest):
    """What is next to several of these nodes."""

    frame: Frame | None = None
    of: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Common:
    """A node next to several of those asked about."""

    node: NodeKey | None = None
    of: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class CommonNeighboursResponse(QuestionResponse):
    """Nodes next to several, each with those that it is next to."""

    common: tuple[Common, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class KeyPlayersRequest(QuestionRequest):
    """Whose removal parts the network most: ``number`` of nodes within ``radius`` edges of those given."""

    frame: Frame | None = None
    around: tuple[NodeKey, ...] = ()
    radius: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class KeyPlayer:
    """Without ``node``, ``parted`` of the ``pairs`` of others that are linked no longer are. ``own``: its numbers."""

    node: NodeKey | None = None
    parted: int = 0
    pairs: int = 0
    own: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPlayersResponse(QuestionResponse):
    """The set whose removal breaks the network most, against sets drawn at random."""

    players: tuple[NodeKey, ...] = ()
    fragmentation: float = 0.0
    random_low: float = 0.0
    random_median: float = 0.0
    random_high: float = 0.0
    answer: Answer | None = None
    told: tuple[KeyPlayer, ...] = ()
    parted: int = 0
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class WhyLinkedRequest(QuestionRequest):
    """What links two nodes directly, row by row."""

    frame: Frame | None = None
    start: NodeKey | None = None
    end: NodeKey | None = None


@dataclass(frozen=True, slots=True)
class WhyLinkedResponse(QuestionResponse):
    """Every evidence row between two nodes, in the answer's edges, oldest first."""

    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class TimelineRequest(QuestionRequest):
    """What happened to a set of nodes, in order of time."""

    frame: Frame | None = None
    of: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineResponse(QuestionResponse):
    """What happened to a set of nodes, in the answer's edges, oldest first."""

    answer: Answer | None = None
