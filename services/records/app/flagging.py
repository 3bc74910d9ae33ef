"""Rules over a page's cases: what the submitter is told, and what is kept for the owners.

A submitter's page is judged by itself and the submitter's own agency's records, which they may read: what that shows is
answered, and an impossibility in it is refused. What only the records of several agencies together show is
kept as flags on the records, for their owners.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.access.errors import Violation
from services.records.law.rule import CASE, REFUSE, Dossier, Finding, Rule
from services.records.law.ruling import findings, flag_of
from services.records.protection.groups import Member, dossier
from services.records.protection.protect import CasePapers
from services.values.records import Flag


class Shown(NamedTuple):
    """``refused``: version name -> the impossibility it would make; ``told``: flags for the submitter.

    ``kept``: flags that only everybody's records together show.
    """

    refused: dict[str, Violation]
    told: dict[Flag, None]
    kept: dict[Flag, None]


def case_findings(papers: Dossier) -> tuple[tuple[Rule, Finding], ...]:
    """What the rules over cases find in a dossier, worked out once."""
    if papers.found is None:
        papers.found = tuple(findings(CASE, papers))
    return papers.found


def run_rules(
    members: Sequence[Member], papers: Iterable[CasePapers], agency: str, new: frozenset[str], now_ms: int
) -> Shown:
    """The rules of cases over every person of every case in which there is a ``new`` version, by name."""
    shown = Shown({}, {}, {})
    for case in papers:
        if not case.group.numbered:
            continue
        for person, whole in zip(case.group.people or ((),), case.dossiers or (None,), strict=True):
            held = whole or dossier(members, case.group, person, now_ms)
            if any(record.agency != agency for record in held.records):
                if any(record.name in new for record in held.records):
                    shown.kept.update((flag_of(*found), None) for found in case_findings(held))
                    _tell(shown, dossier(members, case.group, person, now_ms, agency), new)
            else:
                _tell(shown, held, new)
    return shown


def _tell(shown: Shown, own: Dossier, new: frozenset[str]) -> None:
    for rule, finding in case_findings(own):
        involved = [name for name in (finding.version, *finding.others) if name in new]
        if involved and rule.effect == REFUSE:
            field = finding.field if involved[0] == finding.version else finding.others_field
            shown.refused[involved[0]] = Violation(field, rule.id, finding.text)
        elif involved:
            shown.told[flag_of(rule, finding)] = None
