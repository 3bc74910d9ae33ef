"""Whether two Subjects are one person: pairs that wait, what speaks for each, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from rabta.linkage.v1 import link_pb2 as pb
from rabta.linkage.v1.graph_pb2 import Node, NodeKey

from services.draw.table_words import cell, field, text
from services.listing.part import Part, enum_word
from services.tables.times import shown
from services.vocabulary.readings import SCORINGS, SIGNS, reading

DECISIONS: Final = (
    "id", "sign", "one", "other", "decided by", "second", "when", "why", "rule", "bits", "model",
    "withdrawn", "by whom",
)  # fmt: skip
GROUNDS: Final = ("field", "one", "other", "agrees")
REVIEWS: Final = ("bits", "one", "name", "other", "name", "grounds", "model", "proposed", "waits for")
OVERSEEN: Final = ("one", "other", "waits for", "until")
CANDIDATES: Final = ("subject", "name", "owner", "rule", "grounds")
Name = Callable[[NodeKey], str]
"""How a face writes a Subject."""


def decisions(found: Iterable[pb.LinkDecision], name: Name, *, urdu: bool) -> Part:
    """Decisions that stand and that were withdrawn."""
    return Part("Decisions", DECISIONS, [_decision(each, name, urdu) for each in found])


def reviews(found: Iterable[pb.LinkReview], name: Name, *, urdu: bool) -> Part:
    """Pairs that wait for the caller's agency: those that it is to state first, then the likeliest.

    To oversight the hub says by when each is to be stated: then by whom, and nothing else of the pair.
    """
    pairs = list(found)
    if any(each.due_ms for each in pairs):
        return Part("Waiting for a decision", OVERSEEN, [_overseen(each, name, urdu) for each in pairs])
    return Part("Waiting for a decision", REVIEWS, [_review(each, name, urdu) for each in pairs])


def candidates(found: Iterable[pb.LinkCandidate], name: Name, *, urdu: bool) -> Part:
    """Subjects that share a number with one and agree in name."""
    rows = [
        (
            name(c.subject.key),
            _label(c.subject, urdu),
            c.subject.owner,
            c.rule,
            "; ".join(_said(g, urdu) for g in c.grounds),
        )
        for c in found
    ]
    return Part("Candidates", CANDIDATES, rows)


def grounds(found: Iterable[pb.LinkGround], *, urdu: bool) -> Part:
    """What two Subjects share and where they differ."""
    rows = [(field(g.field, urdu), g.one, g.other, text("yes" if g.agrees else "no", urdu)) for g in found]
    return Part("Grounds", GROUNDS, rows)


def _decision(d: pb.LinkDecision, name: Name, urdu: bool) -> tuple[str, ...]:
    sign = enum_word(pb.LinkSign.DESCRIPTOR, d.sign)
    return (
        d.id, reading(SIGNS, sign, urdu=urdu) if sign else "", name(d.one), name(d.other), _by(d, urdu), d.second,
        shown(d.decided_ms), d.why, d.rule, *_scored(d, urdu), shown(d.withdrawn_ms), d.withdrawn_by,
    )  # fmt: skip


def _by(decision: pb.LinkDecision, urdu: bool) -> str:
    return decision.by if decision.agreed or decision.withdrawn_ms else text("not agreed", urdu, agency=decision.by)


def _scored(decision: pb.LinkDecision, urdu: bool) -> tuple[str, str]:
    """Bits and model; that no model compared the two stands in the place of its name."""
    if decision.model:
        return f"{decision.bits:.1f}", decision.model
    scoring = enum_word(pb.LinkScoring.DESCRIPTOR, decision.scoring)
    return "", reading(SCORINGS, scoring, urdu=urdu) if scoring else ""


def _review(r: pb.LinkReview, name: Name, urdu: bool) -> tuple[str, ...]:
    return (
        f"{r.bits:.1f}", name(r.one.key), _label(r.one, urdu), name(r.other.key), _label(r.other, urdu),
        "; ".join(f"{(urdu and g.text_ur) or g.text or g.field} ({g.bits:+.1f})" for g in r.grounds),
        r.model, shown(r.proposed_ms), text("claimed", urdu) if r.claimed else "",
    )  # fmt: skip


def _overseen(r: pb.LinkReview, name: Name, urdu: bool) -> tuple[str, ...]:
    """Where no owner is named, oversight is to state it itself."""
    return name(r.one.key), name(r.other.key), r.owner or text("oversight", urdu), shown(r.due_ms)


def _said(ground: pb.LinkGround, urdu: bool) -> str:
    one, other = (cell(value, urdu) for value in (ground.one, ground.other))
    return f"{field(ground.field, urdu)}: {one} {'=' if ground.agrees else '/'} {other}"


def _label(subject: Node, urdu: bool) -> str:
    return str((urdu and subject.label_ur) or subject.label)
