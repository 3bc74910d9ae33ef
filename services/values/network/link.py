"""Decisions on whether two Subjects are one person. See ``proto/rabta/linkage/v1/link.proto``."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.network.graph import Node, NodeKey


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """An edge, never a merge: withdrawing it undoes it."""

    id: str = ""
    one: NodeKey | None = None
    other: NodeKey | None = None
    sign: str = ""
    by: str = ""
    second: str = ""
    why: str = ""
    decided_ms: int = 0
    rule: str = ""
    withdrawn_ms: int = 0
    withdrawn_by: str = ""


@dataclass(frozen=True, slots=True)
class DecideLinkRequest:
    """Decide link request."""

    one: NodeKey | None = None
    other: NodeKey | None = None
    sign: str = ""
    why: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DecideLinkResponse:
    """Decide link response."""

    decision: LinkDecision | None = None


@dataclass(frozen=True, slots=True)
class UndoLinkRequest:
    """Undo link request."""

    id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class UndoLinkResponse:
    """Undo link response."""

    decision: LinkDecision | None = None


@dataclass(frozen=True, slots=True)
class ExplainLinkRequest:
    """Everything decided about two Subjects, withdrawn decisions too."""

    one: NodeKey | None = None
    other: NodeKey | None = None


@dataclass(frozen=True, slots=True)
class LinkGround:
    """One field in which two Subjects agree or differ."""

    field: str = ""
    one: str = ""
    other: str = ""
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class ExplainLinkResponse:
    """Explain link response."""

    decisions: tuple[LinkDecision, ...] = ()
    grounds: tuple[LinkGround, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLinkCandidatesRequest:
    """Subjects that share an identifier with one and agree in name."""

    subject: NodeKey | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class LinkCandidate:
    """Link candidate."""

    subject: Node | None = None
    grounds: tuple[LinkGround, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ListLinkCandidatesResponse:
    """List link candidates response."""

    candidates: tuple[LinkCandidate, ...] = ()
