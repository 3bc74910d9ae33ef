"""Which numbers of a case are one with the cited one, and who says whom it accuses. Pure.

Read off the papers that carry the number: each keeps whose its numbers were when it came, which no writer states
themselves. A paper from before that was kept says nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from services.records.authority.ownership import OWNING
from services.records.authority.speaker import OF_COURT
from services.records.authority.voice import read_voice
from services.records.rows import PaperRow
from services.values.records import SILENT, Voice
from services.vocabulary.access import AgencyKind
from services.vocabulary.records import RecordKind
from services.vocabulary.steps import EventType

MAX_TIED: Final = 64
"""Most numbers that are taken as one case: a record carries fewer, so that no chain of papers makes a case grow."""


class Said(NamedTuple):
    """What a paper says that bears on who may read: see ``facts.py``. ``step``: type of an event.

    ``joint``: agencies; ``teams``: ``agency/officer`` with the last day, ISO 8601.
    """

    closed: bool
    officers: frozenset[str]
    joint: frozenset[str]
    teams: frozenset[tuple[str, str]]
    voice: Voice
    to: str
    step: str
    ended: str
    records: tuple[str, ...]

    def shares(self, agency: str, officer: str, day: str) -> bool:
        """Whether an owner's file lets an officer of another agency read the case on a day, ISO 8601."""
        named = f"{agency}/{officer}"
        return agency in self.joint or any(who == named and day <= until for who, until in self.teams)


class Held(NamedTuple):
    """One number of a paper: blind ``token``, the agency that holds it or "", whether the paper's court tries it."""

    type: str
    token: str
    holder: str
    tried: bool


@lru_cache(maxsize=16384)
def said(facts: str) -> Said:
    """The facts of a row."""
    values = json.loads(facts) if facts else {}
    return Said(
        bool(values.get("closed")),
        frozenset(values.get("officers", ())),
        frozenset(values.get("joint", ())),
        frozenset((f"{agency}/{one}", until) for agency, until, *who in values.get("teams", ()) for one in who),
        read_voice(values.get("by", "")),
        values.get("to", ""),
        str(values.get("type", "")),
        values.get("ended", ""),
        tuple(values.get("records", ())),
    )


def numbers(paper: PaperRow) -> tuple[Held, ...]:
    """Its numbers with whose they are; none where that was not kept."""
    return _numbers(paper.cases, said(paper.facts).voice)


@lru_cache(maxsize=16384)
def _numbers(cases: str, voice: Voice) -> tuple[Held, ...]:
    if voice == SILENT:
        return ()
    tries = voice.tries or (False,) * len(voice.holders)
    each = zip(cases.split(), voice.holders, tries, strict=False)
    return tuple(
        Held(kind, token, holder, tried) for case, holder, tried in each for kind, _, token in (case.partition(":"),)
    )


def holds(paper: PaperRow, token: str) -> bool:
    """Whether the number was its writer's own when the paper came."""
    return any(each.token == token and each.holder == paper.agency for each in numbers(paper))


def mentioned(papers: Iterable[PaperRow], token: str) -> dict[str, Held]:
    """The other numbers that papers carry beside this one, by token."""
    found = {each.token: each for paper in papers for each in numbers(paper) if each.token != token}
    return dict(list(found.items())[:MAX_TIED])


def tied(papers: Sequence[PaperRow], token: str, holder: str) -> dict[str, Held]:
    """Numbers that are one case with this one, which ``holder`` holds ("" for nobody), by token.

    They are so by the holders of both, each naming the other; where nobody holds one, by the holder of the other; or by
    a court, for a FIR of its districts and its own case. ``papers``: all that carry this number and count.
    """
    found = {}
    for other, held in mentioned(papers, token).items():
        both = [paper for paper in papers if any(each.token == other for each in numbers(paper))]
        needed = {holder, held.holder} - {""}
        if (needed and needed <= {paper.agency for paper in both}) or any(joins(p, token, other) for p in both):
            found[other] = held
    return found


def hands_over(paper: PaperRow, token: str, to: str) -> bool:
    """Whether a paper hands a number of its writer's to an agency."""
    fact = said(paper.facts)
    return (
        paper.kind == RecordKind.INVESTIGATION_EVENT
        and fact.step == EventType.TRANSFER
        and fact.to == to
        and holds(paper, token)
    )


def takes(paper: PaperRow, token: str) -> tuple[Held, ...]:
    """The writer's own numbers under which a case file stands that names another's number."""
    if paper.kind != RecordKind.CASE_FILE or holds(paper, token):
        return ()
    return tuple(each for each in numbers(paper) if each.type in OWNING and each.holder == paper.agency)


def joins(paper: PaperRow, one: str, other: str) -> bool:
    """Whether a court's paper makes two numbers one case."""
    if said(paper.facts).voice.kind != AgencyKind.COURT:
        return False
    pair = [each for each in numbers(paper) if each.token in (one, other)]
    own = [each for each in pair if each.type in OF_COURT and each.holder == paper.agency]
    return bool(own) and any(each.type == "FIR" and each.tried for each in pair)


def accusers(case: Iterable[Held], courts: Collection[str]) -> frozenset[str]:
    """Agencies whose word says whom a case accuses: its owner's and its ``courts``'."""
    held = [each for each in case if each.holder]
    owners = next((found for kind in OWNING if (found := {h.holder for h in held if h.type == kind})), set())
    judging = {each.holder for each in held if each.type in OF_COURT}
    return frozenset(owners | judging | set(courts))
