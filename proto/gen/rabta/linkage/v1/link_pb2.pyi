from rabta.linkage.v1 import graph_pb2 as _graph_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LinkSign(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINK_SIGN_UNSPECIFIED: _ClassVar[LinkSign]
    LINK_SIGN_SAME: _ClassVar[LinkSign]
    LINK_SIGN_DIFFERENT: _ClassVar[LinkSign]
    LINK_SIGN_UNSURE: _ClassVar[LinkSign]

class LinkScoring(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINK_SCORING_UNSPECIFIED: _ClassVar[LinkScoring]
    LINK_SCORING_SCORED: _ClassVar[LinkScoring]
    LINK_SCORING_NOT_COMPARED: _ClassVar[LinkScoring]

class LinkPart(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINK_PART_UNSPECIFIED: _ClassVar[LinkPart]
    LINK_PART_OWNER_OF_ONE: _ClassVar[LinkPart]
    LINK_PART_OWNER_OF_OTHER: _ClassVar[LinkPart]
    LINK_PART_OVERSIGHT: _ClassVar[LinkPart]
LINK_SIGN_UNSPECIFIED: LinkSign
LINK_SIGN_SAME: LinkSign
LINK_SIGN_DIFFERENT: LinkSign
LINK_SIGN_UNSURE: LinkSign
LINK_SCORING_UNSPECIFIED: LinkScoring
LINK_SCORING_SCORED: LinkScoring
LINK_SCORING_NOT_COMPARED: LinkScoring
LINK_PART_UNSPECIFIED: LinkPart
LINK_PART_OWNER_OF_ONE: LinkPart
LINK_PART_OWNER_OF_OTHER: LinkPart
LINK_PART_OVERSIGHT: LinkPart

class LinkDecision(_message.Message):
    __slots__ = ("id", "one", "other", "sign", "by", "second", "why", "decided_ms", "rule", "withdrawn_ms", "withdrawn_by", "model", "bits", "scoring", "parts", "agreed")
    ID_FIELD_NUMBER: _ClassVar[int]
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    SIGN_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_MS_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_MS_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_BY_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    BITS_FIELD_NUMBER: _ClassVar[int]
    SCORING_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    AGREED_FIELD_NUMBER: _ClassVar[int]
    id: str
    one: _graph_pb2.NodeKey
    other: _graph_pb2.NodeKey
    sign: LinkSign
    by: str
    second: str
    why: str
    decided_ms: int
    rule: str
    withdrawn_ms: int
    withdrawn_by: str
    model: str
    bits: float
    scoring: LinkScoring
    parts: _containers.RepeatedScalarFieldContainer[LinkPart]
    agreed: bool
    def __init__(self, id: _Optional[str] = ..., one: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., other: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., sign: _Optional[_Union[LinkSign, str]] = ..., by: _Optional[str] = ..., second: _Optional[str] = ..., why: _Optional[str] = ..., decided_ms: _Optional[int] = ..., rule: _Optional[str] = ..., withdrawn_ms: _Optional[int] = ..., withdrawn_by: _Optional[str] = ..., model: _Optional[str] = ..., bits: _Optional[float] = ..., scoring: _Optional[_Union[LinkScoring, str]] = ..., parts: _Optional[_Iterable[_Union[LinkPart, str]]] = ..., agreed: _Optional[bool] = ...) -> None: ...

class DecideLinkRequest(_message.Message):
    __slots__ = ("one", "other", "sign", "why", "rule")
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    SIGN_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    one: _graph_pb2.NodeKey
    other: _graph_pb2.NodeKey
    sign: LinkSign
    why: str
    rule: str
    def __init__(self, one: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., other: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., sign: _Optional[_Union[LinkSign, str]] = ..., why: _Optional[str] = ..., rule: _Optional[str] = ...) -> None: ...

class DecideLinkResponse(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: LinkDecision
    def __init__(self, decision: _Optional[_Union[LinkDecision, _Mapping]] = ...) -> None: ...

class UndoLinkRequest(_message.Message):
    __slots__ = ("id", "why")
    ID_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    id: str
    why: str
    def __init__(self, id: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class UndoLinkResponse(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: LinkDecision
    def __init__(self, decision: _Optional[_Union[LinkDecision, _Mapping]] = ...) -> None: ...

class ExplainLinkRequest(_message.Message):
    __slots__ = ("one", "other")
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    one: _graph_pb2.NodeKey
    other: _graph_pb2.NodeKey
    def __init__(self, one: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., other: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ...) -> None: ...

class ExplainLinkResponse(_message.Message):
    __slots__ = ("decisions", "grounds")
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    GROUNDS_FIELD_NUMBER: _ClassVar[int]
    decisions: _containers.RepeatedCompositeFieldContainer[LinkDecision]
    grounds: _containers.RepeatedCompositeFieldContainer[LinkGround]
    def __init__(self, decisions: _Optional[_Iterable[_Union[LinkDecision, _Mapping]]] = ..., grounds: _Optional[_Iterable[_Union[LinkGround, _Mapping]]] = ...) -> None: ...

class ListLinkCandidatesRequest(_message.Message):
    __slots__ = ("subject", "limit")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    subject: _graph_pb2.NodeKey
    limit: int
    def __init__(self, subject: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListLinkCandidatesResponse(_message.Message):
    __slots__ = ("candidates",)
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    candidates: _containers.RepeatedCompositeFieldContainer[LinkCandidate]
    def __init__(self, candidates: _Optional[_Iterable[_Union[LinkCandidate, _Mapping]]] = ...) -> None: ...

class LinkCandidate(_message.Message):
    __slots__ = ("subject", "grounds", "rule")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    GROUNDS_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    subject: _graph_pb2.Node
    grounds: _containers.RepeatedCompositeFieldContainer[LinkGround]
    rule: str
    def __init__(self, subject: _Optional[_Union[_graph_pb2.Node, _Mapping]] = ..., grounds: _Optional[_Iterable[_Union[LinkGround, _Mapping]]] = ..., rule: _Optional[str] = ...) -> None: ...

class LinkGround(_message.Message):
    __slots__ = ("field", "one", "other", "agrees")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    AGREES_FIELD_NUMBER: _ClassVar[int]
    field: str
    one: str
    other: str
    agrees: bool
    def __init__(self, field: _Optional[str] = ..., one: _Optional[str] = ..., other: _Optional[str] = ..., agrees: _Optional[bool] = ...) -> None: ...

class ListLinkReviewsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListLinkReviewsResponse(_message.Message):
    __slots__ = ("reviews", "next_page_token")
    REVIEWS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviews: _containers.RepeatedCompositeFieldContainer[LinkReview]
    next_page_token: str
    def __init__(self, reviews: _Optional[_Iterable[_Union[LinkReview, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class LinkReview(_message.Message):
    __slots__ = ("one", "other", "bits", "grounds", "model", "proposed_ms", "claimed", "owner", "due_ms", "decisions")
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    BITS_FIELD_NUMBER: _ClassVar[int]
    GROUNDS_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_MS_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    one: _graph_pb2.Node
    other: _graph_pb2.Node
    bits: float
    grounds: _containers.RepeatedCompositeFieldContainer[WeightedGround]
    model: str
    proposed_ms: int
    claimed: bool
    owner: str
    due_ms: int
    decisions: _containers.RepeatedCompositeFieldContainer[LinkDecision]
    def __init__(self, one: _Optional[_Union[_graph_pb2.Node, _Mapping]] = ..., other: _Optional[_Union[_graph_pb2.Node, _Mapping]] = ..., bits: _Optional[float] = ..., grounds: _Optional[_Iterable[_Union[WeightedGround, _Mapping]]] = ..., model: _Optional[str] = ..., proposed_ms: _Optional[int] = ..., claimed: _Optional[bool] = ..., owner: _Optional[str] = ..., due_ms: _Optional[int] = ..., decisions: _Optional[_Iterable[_Union[LinkDecision, _Mapping]]] = ...) -> None: ...

class WeightedGround(_message.Message):
    __slots__ = ("field", "level", "bits", "text", "text_ur")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    BITS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    field: str
    level: str
    bits: float
    text: str
    text_ur: str
    def __init__(self, field: _Optional[str] = ..., level: _Optional[str] = ..., bits: _Optional[float] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ...) -> None: ...
