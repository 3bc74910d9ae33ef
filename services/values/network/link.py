"""Decisions on whether two Subjects are one person. See ``proto/rabta/linkage/v1/link.proto``."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.network.graph import Node, NodeKey


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """An edge, never a merge: withdrawing it undoes it. ``scoring``: whether a model scored the pair; ``model``,
    ``bits``: what it found. ``parts``: OWNER_OF_ONE OWNER_OF_OTHER OVERSIGHT, what gives the word weight for other
    agencies; ``agreed``: it carries for all of them.
    """

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
    model: str = ""
    bits: float = 0.0
    scoring: str = ""
    parts: tuple[str, ...] = ()
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class DecideLinkRequest:
    """Two Subjects and what is decided of them; ``rule``: what proposed it, empty for none."""

    one: NodeKey | None = None
    other: NodeKey | None = None
    sign: str = ""
    why: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DecideLinkResponse:
    """The decision as it is kept."""

    decision: LinkDecision | None = None


@dataclass(frozen=True, slots=True)
class UndoLinkRequest:
    """``id``: of the decision to be withdrawn; ``why``: in words."""

    id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class UndoLinkResponse:
    """The decision, with who withdrew it and when."""

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
    """Decisions, oldest first, and where the two agree and differ now."""

    decisions: tuple[LinkDecision, ...] = ()
    grounds: tuple[LinkGround, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLinkCandidatesRequest:
    """Subjects that share an identifier with one and agree in name."""

    subject: NodeKey | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class LinkCandidate:
    """A Subject as the caller may see it, and why it may be the same person; ``rule``: what proposed it."""

    subject: Node | None = None
    grounds: tuple[LinkGround, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ListLinkCandidatesResponse:
    """Subjects that may be the same person, for somebody to decide."""

    candidates: tuple[LinkCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLinkReviewsRequest:
    """Pairs that wait for a decision, in pages of ``page_size``."""

    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class WeightedGround:
    """How far one field agrees, and what that adds in bits, with the sentence that a person reads."""

    field: str = ""
    level: str = ""
    bits: float = 0.0
    text: str = ""
    text_ur: str = ""


@dataclass(frozen=True, slots=True)
class LinkReview:
    """Two Subjects as the caller may see them, that wait for a decision. ``bits``: of the odds, by the model.

    ``claimed``: the caller's agency owns one of them, and another agency decided. For oversight alone ``owner`` is to
    state whether they are one person until ``due_ms``, and ``decisions`` stand.
    """

    one: Node | None = None
    other: Node | None = None
    bits: float = 0.0
    grounds: tuple[WeightedGround, ...] = ()
    model: str = ""
    proposed_ms: int = 0
    claimed: bool = False
    owner: str = ""
    due_ms: int = 0
    decisions: tuple[LinkDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLinkReviewsResponse:
    """The likeliest first; ``next_page_token``: empty on the last page."""

    reviews: tuple[LinkReview, ...] = ()
    next_page_token: str = ""


LinkRequest = (
    DecideLinkRequest | UndoLinkRequest | ExplainLinkRequest | ListLinkCandidatesRequest | ListLinkReviewsRequest
)
LinkResponse = (
    DecideLinkResponse | UndoLinkResponse | ExplainLinkResponse | ListLinkCandidatesResponse | ListLinkReviewsResponse
)
