"""What every question is asked and answered with. See ``proto/rabta/linkage/v1/question.proto``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from services.values.network.graph import Cut, Edge, Node, NodeKey, Picture, Stub

if TYPE_CHECKING:
    from dataclasses import Field


@dataclass(frozen=True, slots=True)
class Frame:
    """What every question takes. Purpose and case are the token's."""

    from_ms: int = 0
    to_ms: int = 0
    as_of_ms: int = 0
    limit: int = 0
    edge_kinds: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    language: str = ""
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class Borne:
    """Whom a number that was asked about stands for: one Subject of each person."""

    number: NodeKey | None = None
    persons: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What every question gives besides its own."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    stubs: tuple[Stub, ...] = ()
    cuts: tuple[Cut, ...] = ()
    pictures: tuple[Picture, ...] = ()
    position: int = 0
    borne: tuple[Borne, ...] = ()


class QuestionRequest:
    """What every question is asked with, whichever it is; each is a dataclass, named as its method."""

    __slots__ = ()
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[object]]]
    frame: Frame | None


class QuestionResponse:
    """What every question answers with, whichever it is; each is a dataclass."""

    __slots__ = ()
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[object]]]
    answer: Answer | None
