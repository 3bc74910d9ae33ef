"""An alert as its pages show it: closed words by their names, parties by kind and number, amounts in major units."""

from __future__ import annotations

from dataclasses import dataclass

from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import graph_pb2 as graph

from services.draw.network.figures import amount
from services.listing.part import enum_word, reached


@dataclass(frozen=True, slots=True)
class Party:
    """A node by its kind and number; ``record``: name of a subject's record, empty of any other kind."""

    kind: str
    id: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """``level``, ``state``, ``families``: words of the protocol without their prefix. ``subject`` None: not named."""

    id: str
    level: str
    state: str
    rules: str
    families: tuple[str, ...]
    recorded: bool
    subject: Party | None
    raised_ms: int
    decided: int
    confirmed: int
    desks_met: int


@dataclass(frozen=True, slots=True)
class ShownDesk:
    """Another agency's desk that was told of a lead; ``reference``: by which both name the matter."""

    agency: str
    desk: str
    reference: str
    met_ms: int


@dataclass(frozen=True, slots=True)
class ShownEnd:
    """One column of a row. ``party`` None: not known by number, or ``protected``, of whom no more is said."""

    column: str
    party: Party | None
    protected: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of evidence; of a row that may only be known to exist, owner and desk alone."""

    at_ms: int
    table: str
    ends: tuple[ShownEnd, ...]
    amount: str
    source: str
    authority: str
    owner: str
    desk: str


@dataclass(frozen=True, slots=True)
class ShownOpinion:
    """What one person said, once two have decided."""

    officer: str
    confirms: bool
    reason: str
    words: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """What one rule found. ``figures``: each name with its value."""

    rule: str
    looked_for: str
    figures: tuple[tuple[str, str], ...]
    look_alike: str
    held_against: str


def shown_alert(one: pb.Alert) -> ShownAlert:
    """An alert of a list, or of its own page."""
    return ShownAlert(
        one.id,
        enum_word(pb.AlertLevel.DESCRIPTOR, one.level),
        enum_word(pb.AlertState.DESCRIPTOR, one.state),
        ", ".join(rule.detector for rule in one.rules),
        tuple(enum_word(pb.EvidenceFamily.DESCRIPTOR, family) for family in one.families),
        one.recorded,
        _party(one.subject) if one.HasField("subject") else None,
        one.raised_ms,
        one.like_decided,
        one.like_confirmed,
        one.desks_met,
    )


def shown_row(one: pb.AlertRow) -> ShownRow:
    """A row with its ends, source and authority."""
    return ShownRow(
        one.at_ms,
        one.table,
        tuple(_end(end) for end in one.ends),
        amount(one.amount_minor, one.currency) if one.amount_minor else "",
        one.source,
        one.authority,
        one.owner,
        reached(one.desk),
    )


def shown_desk(one: pb.MetDesk) -> ShownDesk:
    """A desk with how it is reached."""
    return ShownDesk(one.agency, reached(one.desk), one.reference, one.met_ms)


def shown_opinion(one: pb.AlertOpinion) -> ShownOpinion:
    """An opinion with its reason."""
    reason = enum_word(pb.AlertReason.DESCRIPTOR, one.reason)
    return ShownOpinion(one.officer, one.confirms, reason, one.words, one.at_ms)


def shown_finding(one: pb.AlertFinding, *, urdu: bool) -> ShownFinding:
    """What a rule computed, with its words in the reader's language."""
    return ShownFinding(
        f"{one.rule.detector} {one.rule.version}",
        one.words_ur if urdu and one.words_ur else one.words,
        tuple((figure.name, f"{figure.value:g}") for figure in one.figures),
        one.look_alike,
        ", ".join(one.look_alikes),
    )


def _end(end: pb.AlertEnd) -> ShownEnd:
    known = end.HasField("key") and not end.protected_party
    return ShownEnd(end.column, _party(end.key) if known else None, end.protected_party)


def _party(key: graph.NodeKey) -> Party:
    kind = enum_word(graph.NodeKind.DESCRIPTOR, key.kind)
    return Party(kind, key.id, key.id.partition("#")[0] if kind == "SUBJECT" else "")
