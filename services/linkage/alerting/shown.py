"""Items as answers: what a caller is shown of one that they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from services.linkage.alerting.item import End, Item, Row
from services.linkage.alerting.ports import Switch
from services.linkage.alerting.seeing import Sight
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import Opinion, State, state
from services.linkage.detectors.contract import Detector
from services.membership.registry import Registry
from services.values.network import (
    Alert,
    AlertEnd,
    AlertFigure,
    AlertFinding,
    AlertOpinion,
    AlertRow,
    AlertRule,
    Desk,
    DetectorInfo,
    DetectorParameter,
    MetDesk,
    NodeKey,
    ProtectionLead,
)

_DECIDED = (State.CONFIRMED, State.DISMISSED)


def alert(sight: Sight, seen: Iterable[Sight], now_ms: int) -> Alert:
    """``seen``: all that the caller sees in the case, of which those of the same rules are counted."""
    item = sight.kept.item
    like = [state(each.kept.history, now_ms) for each in seen if _rules(each) == _rules(sight)]
    like = [] if item.level == Level.SILENT else like
    named = item.level == Level.ALERT and sight.whole
    return Alert(
        id=item.id,
        level=item.level,
        state=state(sight.kept.history, now_ms),
        rules=tuple(AlertRule(*each) for each in item.rules),
        families=tuple(family.upper() for family in item.families),
        recorded=item.recorded,
        raised_ms=item.raised_ms,
        subject=item.key if named else None,
        like_decided=sum(each in _DECIDED for each in like),
        like_confirmed=sum(each == State.CONFIRMED for each in like),
        desks_met=len(sight.kept.met) if sight.whole else 0,
    )


def desks(sight: Sight, registry: Registry) -> tuple[MetDesk, ...]:
    """Desks that were told of a lead, to whoever is shown all that it rests on; none of an agency that is no member."""
    met = sight.kept.met if sight.whole else ()
    told = [(each, _desk(registry, each.agency)) for each in met]
    return tuple(MetDesk(each.agency, desk, each.reference, each.met_ms) for each, desk in told if desk)


def _rules(sight: Sight) -> list[str]:
    return [name for name, _ in sight.kept.item.rules]


def protection_lead(item: Item, rules: Mapping[str, Detector], registry: Registry) -> ProtectionLead:
    """For those who protect: the pattern, the person's document where one is known, and whose case it was found in."""
    ((name, version),) = item.rules
    words = rules[name].words if name in rules else ("", "")
    (family,) = item.families
    desk = _desk(registry, item.agency)
    return ProtectionLead(
        item.id, AlertRule(name, version), *words, family.upper(), item.raised_ms, item.agency, desk, item.key
    )


def rows(sight: Sight, registry: Registry) -> tuple[AlertRow, ...]:
    """Its evidence; of what the caller may only know that it exists, the owner."""
    return tuple(_row(row, registry, shown=sight.shows(row.classes)) for row in sight.kept.item.rows)


def _row(row: Row, registry: Registry, *, shown: bool) -> AlertRow:
    desk = _desk(registry, row.owner)
    if not shown:
        return AlertRow(owner=row.owner, desk=desk)
    return AlertRow(
        row.owner, desk, row.source, row.authority, row.table, row.at_ms, row.amount_minor, row.currency,
        row.duration_s, tuple(map(_end, row.ends)),
    )  # fmt: skip


def _desk(registry: Registry, agency: str) -> Desk | None:
    member = registry.agency(agency)
    return Desk(member.desk.name, member.desk.phone, member.desk.email) if member else None


def _end(end: End) -> AlertEnd:
    return AlertEnd(end.column, NodeKey(end.kind, end.id) if end.id else None, end.protected)


def opinions(found: Sequence[Opinion]) -> tuple[AlertOpinion, ...]:
    """In the order in which they were given."""
    return tuple(AlertOpinion(each.officer, each.confirms, each.reason, each.words, each.at_ms) for each in found)


def findings(sight: Sight, rules: Mapping[str, Detector]) -> tuple[AlertFinding, ...]:
    """What each rule computed, where the caller is shown all that it was computed of; else the rules alone."""
    if not sight.whole:
        return tuple(_said(rules, name, version) for name, version in sight.kept.item.rules)
    return tuple(_said(rules, each.rule, each.version, each.silent, each.figures) for each in sight.kept.item.computed)


def _said(
    rules: Mapping[str, Detector],
    name: str,
    version: int,
    silent: str = "",
    figures: Iterable[tuple[str, float]] = (),
) -> AlertFinding:
    rule = rules.get(name)
    words, look_alikes = (rule.words, rule.look_alikes) if rule else (("", ""), ())
    told = tuple(AlertFigure(*each) for each in figures)
    return AlertFinding(AlertRule(name, version), *words, silent, told, look_alikes)


def detector(rule: Detector, switch: Switch | None) -> DetectorInfo:
    """One rule; it runs unless it was stopped."""
    return DetectorInfo(
        rule=AlertRule(rule.id, rule.version),
        words=rule.words[0],
        words_ur=rule.words[1],
        family=rule.family.upper(),
        authorities=tuple(rule.authorities),
        parameters=tuple(DetectorParameter(each.name, each.default, each.unit, each.text) for each in rule.parameters),
        look_alikes=rule.look_alikes,
        lead_only=rule.lead_only,
        enabled=switch is None or switch.enabled,
        changed_ms=switch.changed_ms if switch else 0,
    )
