"""Rules over a page's cases: what the submitter is told, and what is kept for the owners (TRUST 4.4).

A submitter's page is judged by itself and his own agency's records, which he may read: what that shows is
answered, and an impossibility in it is refused. What only the records of several agencies together show is
kept as flags on the records, for their owners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from services.access.errors import Violation
from services.records.domain import Flag, RecordVersion
from services.records.groups import Group, Member
from services.records.rule import CASE, REFUSE, Dossier, Finding, Rule
from services.records.ruling import RULES


class Shown(NamedTuple):
    """``refused``: version name -> the impossibility it would make; ``flags``: on any version, each once."""

    refused: dict[str, Violation]
    flags: tuple[Flag, ...]


@lru_cache(maxsize=1024)
def _applicable(scope: str, kinds: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.scope == scope and rule.kinds <= kinds)


def findings(scope: str, dossier: Dossier) -> Iterator[tuple[Rule, Finding]]:
    """What the rules of one scope find; each looks only where all its kinds are held."""
    for rule in _applicable(scope, dossier.kinds()):
        for finding in rule.check(dossier):
            yield rule, finding


def flag_of(rule: Rule, finding: Finding) -> Flag:
    """A finding as it is told."""
    return Flag(rule.id, finding.version, finding.text, rule.source)


def over_own(
    members: Sequence[Member], groups: Sequence[Group], agency: str, new: frozenset[str], now_ms: int
) -> Shown:
    """The rules over one agency's records alone; only what involves a new version."""
    refused: dict[str, Violation] = {}
    flags: dict[Flag, None] = {}
    for dossier in _dossiers(members, groups, new, now_ms, agency):
        for rule, finding in findings(CASE, dossier):
            involved = [name for name in (finding.version, *finding.others) if name in new]
            if involved and rule.effect == REFUSE:
                field = finding.field if involved[0] == finding.version else finding.others_field
                refused[involved[0]] = Violation(field, rule.id, finding.text)
            elif involved:
                flags[flag_of(rule, finding)] = None
    return Shown(refused, tuple(flags))


def over_all(members: Sequence[Member], groups: Sequence[Group], new: frozenset[str], now_ms: int) -> list[Flag]:
    """The rules over everybody's records; an impossibility between agencies is a flag."""
    flags: dict[Flag, None] = {}
    for dossier in _dossiers(members, groups, new, now_ms, ""):
        for rule, finding in findings(CASE, dossier):
            flags[flag_of(rule, finding)] = None
    return list(flags)


def _dossiers(
    members: Sequence[Member], groups: Sequence[Group], new: frozenset[str], now_ms: int, agency: str
) -> Iterator[Dossier]:
    """One for each person of each case that has a new version, the case's common papers in it."""
    for group in groups:
        if not group.numbered:
            continue
        common = _records(members, group.common, agency)
        for person in group.people or ((),):
            records = common + _records(members, person, agency)
            if any(record.name in new for record in records):
                yield Dossier(records, now_ms)


def _records(members: Sequence[Member], indexes: Sequence[int], agency: str) -> list[RecordVersion]:
    records = [members[index].record for index in indexes]
    return [record for record in records if record.agency == agency] if agency else records
