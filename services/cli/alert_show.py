"""Alerts as rows of tables: what was raised, the evidence, opinions, and what each rule computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.linkage.v1 import alert_pb2 as pb

from services.cli.alert_asked import families_of, rules_of, told_of_like
from services.cli.net_show import amount, name
from services.cli.show import Part, word
from services.listing.part import reached
from services.tables.times import shown

ALERTS: Final = ("alert", "level", "state", "rules", "families", "record", "about", "raised", "like it confirmed")
ROWS: Final = ("when", "what", "who and what", "sum", "source", "authority", "owner", "desk")
OPINIONS: Final = ("officer", "says", "reason", "words", "when")
DESKS: Final = ("agency", "desk", "reference", "told")
TO_PROTECT: Final = ("lead", "rule", "looked for", "person", "found in a case of", "desk", "raised")
FIGURES: Final = ("rule", "looked for", "look-alike that explains it", "held against", "computed")
PROTECTED: Final = "a protected party"
UNNAMED: Final = "not named"


def alerts(found: Iterable[pb.Alert], title: str = "Alert") -> Part:
    """Each as one row."""
    return Part(title, ALERTS, [_alert(each) for each in found])


def evidence(found: Iterable[pb.AlertRow]) -> Part:
    """Every row of evidence, where it came from, and under which authority."""
    return Part("Rows", ROWS, [_row(each) for each in found])


def opinions(found: Iterable[pb.AlertOpinion]) -> Part:
    """What people said of an alert."""
    return Part("Opinions", OPINIONS, [_opinion(each) for each in found])


def desks(found: Iterable[pb.MetDesk]) -> Part:
    """Desks that were told of a lead, and by what both name the matter."""
    rows = [(each.agency, reached(each.desk), each.reference, shown(each.met_ms)) for each in found]
    return Part("Desks told", DESKS, rows)


def to_protect(found: Iterable[pb.ProtectionLead], *, urdu: bool) -> Part:
    """Each with the person where one is known, and whose case it was found in."""
    rows = [
        (
            each.id,
            rules_of([each.rule]),
            each.words_ur if urdu and each.words_ur else each.words,
            name(each.person) if each.HasField("person") else UNNAMED,
            each.agency,
            reached(each.desk),
            shown(each.raised_ms),
        )
        for each in found
    ]
    return Part("Leads to protection", TO_PROTECT, rows)


def offered(until_ms: int) -> list[str]:
    """Until when a lead is offered; nothing of one that is not."""
    return [f"offered to other desks until {shown(until_ms)}"] if until_ms else []


def findings(found: Iterable[pb.AlertFinding], *, urdu: bool) -> Part:
    """What each rule looked for and computed."""
    return Part("Findings", FIGURES, [_finding(each, urdu) for each in found])


def _alert(one: pb.Alert) -> tuple[str, ...]:
    return (
        one.id,
        word(pb.AlertLevel, one.level),
        word(pb.AlertState, one.state),
        rules_of(list(one.rules)),
        families_of(list(one.families)),
        "open" if one.recorded else "",
        name(one.subject) if one.HasField("subject") else UNNAMED,
        shown(one.raised_ms),
        told_of_like(one),
    )


def _row(one: pb.AlertRow) -> tuple[str, ...]:
    return (
        shown(one.at_ms) if one.at_ms else "",
        one.table,
        ", ".join(_ends(one.ends)),
        amount(one.currency, one.amount_minor),
        one.source,
        one.authority,
        one.owner,
        reached(one.desk),
    )


def _ends(ends: Iterable[pb.AlertEnd]) -> Iterable[str]:
    for end in ends:
        key = name(end.key) if end.HasField("key") else UNNAMED
        yield f"{end.column}: {PROTECTED if end.protected_party else key}"


def _opinion(one: pb.AlertOpinion) -> tuple[str, ...]:
    says = "right" if one.confirms else "wrong"
    return one.officer, says, word(pb.AlertReason, one.reason), one.words, shown(one.at_ms)


def _finding(one: pb.AlertFinding, urdu: bool) -> tuple[str, ...]:
    figures = "; ".join(f"{figure.name} {figure.value:g}" for figure in one.figures)
    looked = one.words_ur if urdu and one.words_ur else one.words
    return f"{one.rule.detector} {one.rule.version}", looked, one.look_alike, ", ".join(one.look_alikes), figures
