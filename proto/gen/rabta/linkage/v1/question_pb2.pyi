from rabta.linkage.v1 import graph_pb2 as _graph_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TraceDirection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRACE_DIRECTION_UNSPECIFIED: _ClassVar[TraceDirection]
    TRACE_DIRECTION_FORWARD: _ClassVar[TraceDirection]
    TRACE_DIRECTION_BACKWARD: _ClassVar[TraceDirection]

class UnfollowedWhy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNFOLLOWED_WHY_UNSPECIFIED: _ClassVar[UnfollowedWhy]
    UNFOLLOWED_WHY_HUB: _ClassVar[UnfollowedWhy]
    UNFOLLOWED_WHY_TIME: _ClassVar[UnfollowedWhy]
    UNFOLLOWED_WHY_SIZE: _ClassVar[UnfollowedWhy]
TRACE_DIRECTION_UNSPECIFIED: TraceDirection
TRACE_DIRECTION_FORWARD: TraceDirection
TRACE_DIRECTION_BACKWARD: TraceDirection
UNFOLLOWED_WHY_UNSPECIFIED: UnfollowedWhy
UNFOLLOWED_WHY_HUB: UnfollowedWhy
UNFOLLOWED_WHY_TIME: UnfollowedWhy
UNFOLLOWED_WHY_SIZE: UnfollowedWhy

class Frame(_message.Message):
    __slots__ = ("from_ms", "to_ms", "as_of_ms", "limit", "edge_kinds", "pictures", "language", "break_glass")
    FROM_MS_FIELD_NUMBER: _ClassVar[int]
    TO_MS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_MS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    EDGE_KINDS_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    from_ms: int
    to_ms: int
    as_of_ms: int
    limit: int
    edge_kinds: _containers.RepeatedScalarFieldContainer[_graph_pb2.EdgeKind]
    pictures: _containers.RepeatedScalarFieldContainer[_graph_pb2.PictureFormat]
    language: str
    break_glass: str
    def __init__(self, from_ms: _Optional[int] = ..., to_ms: _Optional[int] = ..., as_of_ms: _Optional[int] = ..., limit: _Optional[int] = ..., edge_kinds: _Optional[_Iterable[_Union[_graph_pb2.EdgeKind, str]]] = ..., pictures: _Optional[_Iterable[_Union[_graph_pb2.PictureFormat, str]]] = ..., language: _Optional[str] = ..., break_glass: _Optional[str] = ...) -> None: ...

class Answer(_message.Message):
    __slots__ = ("nodes", "edges", "stubs", "cuts", "pictures", "position", "borne")
    NODES_FIELD_NUMBER: _ClassVar[int]
    EDGES_FIELD_NUMBER: _ClassVar[int]
    STUBS_FIELD_NUMBER: _ClassVar[int]
    CUTS_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    BORNE_FIELD_NUMBER: _ClassVar[int]
    nodes: _containers.RepeatedCompositeFieldContainer[_graph_pb2.Node]
    edges: _containers.RepeatedCompositeFieldContainer[_graph_pb2.Edge]
    stubs: _containers.RepeatedCompositeFieldContainer[_graph_pb2.Stub]
    cuts: _containers.RepeatedCompositeFieldContainer[_graph_pb2.Cut]
    pictures: _containers.RepeatedCompositeFieldContainer[_graph_pb2.Picture]
    position: int
    borne: _containers.RepeatedCompositeFieldContainer[Borne]
    def __init__(self, nodes: _Optional[_Iterable[_Union[_graph_pb2.Node, _Mapping]]] = ..., edges: _Optional[_Iterable[_Union[_graph_pb2.Edge, _Mapping]]] = ..., stubs: _Optional[_Iterable[_Union[_graph_pb2.Stub, _Mapping]]] = ..., cuts: _Optional[_Iterable[_Union[_graph_pb2.Cut, _Mapping]]] = ..., pictures: _Optional[_Iterable[_Union[_graph_pb2.Picture, _Mapping]]] = ..., position: _Optional[int] = ..., borne: _Optional[_Iterable[_Union[Borne, _Mapping]]] = ...) -> None: ...

class Borne(_message.Message):
    __slots__ = ("number", "persons")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    number: _graph_pb2.NodeKey
    persons: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, number: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., persons: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class ExpandRequest(_message.Message):
    __slots__ = ("frame", "start")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    start: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., start: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class ExpandResponse(_message.Message):
    __slots__ = ("counts", "answer")
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    counts: _containers.RepeatedCompositeFieldContainer[KindCount]
    answer: Answer
    def __init__(self, counts: _Optional[_Iterable[_Union[KindCount, _Mapping]]] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class KindCount(_message.Message):
    __slots__ = ("kind", "edges", "nodes")
    KIND_FIELD_NUMBER: _ClassVar[int]
    EDGES_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    kind: _graph_pb2.EdgeKind
    edges: int
    nodes: int
    def __init__(self, kind: _Optional[_Union[_graph_pb2.EdgeKind, str]] = ..., edges: _Optional[int] = ..., nodes: _Optional[int] = ...) -> None: ...

class ShortestPathsRequest(_message.Message):
    __slots__ = ("frame", "start", "end", "paths", "max_length", "avoid")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    PATHS_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    AVOID_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    start: _graph_pb2.NodeKey
    end: _graph_pb2.NodeKey
    paths: int
    max_length: int
    avoid: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., start: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., end: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., paths: _Optional[int] = ..., max_length: _Optional[int] = ..., avoid: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class ShortestPathsResponse(_message.Message):
    __slots__ = ("paths", "answer")
    PATHS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    paths: _containers.RepeatedCompositeFieldContainer[Path]
    answer: Answer
    def __init__(self, paths: _Optional[_Iterable[_Union[Path, _Mapping]]] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class Path(_message.Message):
    __slots__ = ("nodes", "edges", "stubs", "unordered", "loose")
    NODES_FIELD_NUMBER: _ClassVar[int]
    EDGES_FIELD_NUMBER: _ClassVar[int]
    STUBS_FIELD_NUMBER: _ClassVar[int]
    UNORDERED_FIELD_NUMBER: _ClassVar[int]
    LOOSE_FIELD_NUMBER: _ClassVar[int]
    nodes: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    edges: _containers.RepeatedScalarFieldContainer[str]
    stubs: _containers.RepeatedScalarFieldContainer[int]
    unordered: _containers.RepeatedScalarFieldContainer[int]
    loose: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, nodes: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ..., edges: _Optional[_Iterable[str]] = ..., stubs: _Optional[_Iterable[int]] = ..., unordered: _Optional[_Iterable[int]] = ..., loose: _Optional[_Iterable[int]] = ...) -> None: ...

class TraceMoneyRequest(_message.Message):
    __slots__ = ("frame", "account", "direction", "max_length", "least_bp", "most_bp", "max_gap_ms", "least_minor")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    LEAST_BP_FIELD_NUMBER: _ClassVar[int]
    MOST_BP_FIELD_NUMBER: _ClassVar[int]
    MAX_GAP_MS_FIELD_NUMBER: _ClassVar[int]
    LEAST_MINOR_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    account: _graph_pb2.NodeKey
    direction: TraceDirection
    max_length: int
    least_bp: int
    most_bp: int
    max_gap_ms: int
    least_minor: int
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., account: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., direction: _Optional[_Union[TraceDirection, str]] = ..., max_length: _Optional[int] = ..., least_bp: _Optional[int] = ..., most_bp: _Optional[int] = ..., max_gap_ms: _Optional[int] = ..., least_minor: _Optional[int] = ...) -> None: ...

class TraceMoneyResponse(_message.Message):
    __slots__ = ("trails", "junctions", "answer", "steps", "unfollowed")
    TRAILS_FIELD_NUMBER: _ClassVar[int]
    JUNCTIONS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    UNFOLLOWED_FIELD_NUMBER: _ClassVar[int]
    trails: _containers.RepeatedCompositeFieldContainer[Path]
    junctions: _containers.RepeatedCompositeFieldContainer[Junction]
    answer: Answer
    steps: _containers.RepeatedCompositeFieldContainer[TraceStep]
    unfollowed: _containers.RepeatedCompositeFieldContainer[Unfollowed]
    def __init__(self, trails: _Optional[_Iterable[_Union[Path, _Mapping]]] = ..., junctions: _Optional[_Iterable[_Union[Junction, _Mapping]]] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[TraceStep, _Mapping]]] = ..., unfollowed: _Optional[_Iterable[_Union[Unfollowed, _Mapping]]] = ...) -> None: ...

class TraceStep(_message.Message):
    __slots__ = ("edge", "from_step", "hop", "carried_minor", "unordered", "loose")
    EDGE_FIELD_NUMBER: _ClassVar[int]
    FROM_STEP_FIELD_NUMBER: _ClassVar[int]
    HOP_FIELD_NUMBER: _ClassVar[int]
    CARRIED_MINOR_FIELD_NUMBER: _ClassVar[int]
    UNORDERED_FIELD_NUMBER: _ClassVar[int]
    LOOSE_FIELD_NUMBER: _ClassVar[int]
    edge: str
    from_step: int
    hop: int
    carried_minor: int
    unordered: bool
    loose: bool
    def __init__(self, edge: _Optional[str] = ..., from_step: _Optional[int] = ..., hop: _Optional[int] = ..., carried_minor: _Optional[int] = ..., unordered: _Optional[bool] = ..., loose: _Optional[bool] = ...) -> None: ...

class Unfollowed(_message.Message):
    __slots__ = ("account", "hop", "transfers", "why")
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    HOP_FIELD_NUMBER: _ClassVar[int]
    TRANSFERS_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    account: _graph_pb2.NodeKey
    hop: int
    transfers: int
    why: UnfollowedWhy
    def __init__(self, account: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., hop: _Optional[int] = ..., transfers: _Optional[int] = ..., why: _Optional[_Union[UnfollowedWhy, str]] = ...) -> None: ...

class Junction(_message.Message):
    __slots__ = ("account", "incoming", "outgoing", "currency", "in_minor", "out_minor")
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    INCOMING_FIELD_NUMBER: _ClassVar[int]
    OUTGOING_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    IN_MINOR_FIELD_NUMBER: _ClassVar[int]
    OUT_MINOR_FIELD_NUMBER: _ClassVar[int]
    account: _graph_pb2.NodeKey
    incoming: int
    outgoing: int
    currency: str
    in_minor: int
    out_minor: int
    def __init__(self, account: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., incoming: _Optional[int] = ..., outgoing: _Optional[int] = ..., currency: _Optional[str] = ..., in_minor: _Optional[int] = ..., out_minor: _Optional[int] = ...) -> None: ...

class ContactChainRequest(_message.Message):
    __slots__ = ("frame", "phone", "max_length", "max_gap_ms")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    MAX_GAP_MS_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    phone: _graph_pb2.NodeKey
    max_length: int
    max_gap_ms: int
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., phone: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., max_length: _Optional[int] = ..., max_gap_ms: _Optional[int] = ...) -> None: ...

class ContactChainResponse(_message.Message):
    __slots__ = ("chains", "answer")
    CHAINS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    chains: _containers.RepeatedCompositeFieldContainer[Path]
    answer: Answer
    def __init__(self, chains: _Optional[_Iterable[_Union[Path, _Mapping]]] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class CoTravelRequest(_message.Message):
    __slots__ = ("frame", "subject", "least")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    LEAST_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    subject: _graph_pb2.NodeKey
    least: int
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., subject: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., least: _Optional[int] = ...) -> None: ...

class CoTravelResponse(_message.Message):
    __slots__ = ("companions", "answer")
    COMPANIONS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    companions: _containers.RepeatedCompositeFieldContainer[Companion]
    answer: Answer
    def __init__(self, companions: _Optional[_Iterable[_Union[Companion, _Mapping]]] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class Companion(_message.Message):
    __slots__ = ("subject", "journeys")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    JOURNEYS_FIELD_NUMBER: _ClassVar[int]
    subject: _graph_pb2.NodeKey
    journeys: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, subject: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., journeys: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class CommonNeighboursRequest(_message.Message):
    __slots__ = ("frame", "of")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    of: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., of: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class CommonNeighboursResponse(_message.Message):
    __slots__ = ("common", "answer")
    COMMON_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    common: _containers.RepeatedCompositeFieldContainer[Common]
    answer: Answer
    def __init__(self, common: _Optional[_Iterable[_Union[Common, _Mapping]]] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class Common(_message.Message):
    __slots__ = ("node", "of")
    NODE_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    node: _graph_pb2.NodeKey
    of: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, node: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., of: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class KeyPlayersRequest(_message.Message):
    __slots__ = ("frame", "around", "radius", "number")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    AROUND_FIELD_NUMBER: _ClassVar[int]
    RADIUS_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    around: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    radius: int
    number: int
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., around: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ..., radius: _Optional[int] = ..., number: _Optional[int] = ...) -> None: ...

class KeyPlayersResponse(_message.Message):
    __slots__ = ("players", "fragmentation", "random_low", "random_median", "random_high", "answer", "told", "parted", "pairs")
    PLAYERS_FIELD_NUMBER: _ClassVar[int]
    FRAGMENTATION_FIELD_NUMBER: _ClassVar[int]
    RANDOM_LOW_FIELD_NUMBER: _ClassVar[int]
    RANDOM_MEDIAN_FIELD_NUMBER: _ClassVar[int]
    RANDOM_HIGH_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    TOLD_FIELD_NUMBER: _ClassVar[int]
    PARTED_FIELD_NUMBER: _ClassVar[int]
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    players: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    fragmentation: float
    random_low: float
    random_median: float
    random_high: float
    answer: Answer
    told: _containers.RepeatedCompositeFieldContainer[KeyPlayer]
    parted: int
    pairs: int
    def __init__(self, players: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ..., fragmentation: _Optional[float] = ..., random_low: _Optional[float] = ..., random_median: _Optional[float] = ..., random_high: _Optional[float] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ..., told: _Optional[_Iterable[_Union[KeyPlayer, _Mapping]]] = ..., parted: _Optional[int] = ..., pairs: _Optional[int] = ...) -> None: ...

class KeyPlayer(_message.Message):
    __slots__ = ("node", "parted", "pairs", "own")
    NODE_FIELD_NUMBER: _ClassVar[int]
    PARTED_FIELD_NUMBER: _ClassVar[int]
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    OWN_FIELD_NUMBER: _ClassVar[int]
    node: _graph_pb2.NodeKey
    parted: int
    pairs: int
    own: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, node: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., parted: _Optional[int] = ..., pairs: _Optional[int] = ..., own: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class WhyLinkedRequest(_message.Message):
    __slots__ = ("frame", "start", "end")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    start: _graph_pb2.NodeKey
    end: _graph_pb2.NodeKey
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., start: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., end: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ...) -> None: ...

class WhyLinkedResponse(_message.Message):
    __slots__ = ("answer",)
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    answer: Answer
    def __init__(self, answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class TimelineRequest(_message.Message):
    __slots__ = ("frame", "of")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    frame: Frame
    of: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    def __init__(self, frame: _Optional[_Union[Frame, _Mapping]] = ..., of: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ...) -> None: ...

class TimelineResponse(_message.Message):
    __slots__ = ("answer",)
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    answer: Answer
    def __init__(self, answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...
