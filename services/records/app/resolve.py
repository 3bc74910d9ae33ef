"""The cited case: its state, which records are in it for this caller, and who says whom it accuses.

A record is in the cited case only for whoever has something to do with that number: its holder by the registry's
registers, whom the holder's file names as joint, the court of the case and its prosecution where their own
file names the officer, whom a court's order, a referral or oversight's own review names. Anybody else's number, or
nobody's, opens nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from services.access.caller import Caller, CaseFacts
from services.access.trail import Inquiry
from services.membership.jurisdiction import Jurisdiction
from services.records.app.context import Context
from services.records.app.papers import Paper, read
from services.records.app.referred import by_court, referred
from services.records.authority.cited import (
    Held,
    accusers,
    hands_over,
    holds,
    joins,
    mentioned,
    numbers,
    said,
    takes,
    tied,
)
from services.records.authority.part import CasePapers, Part, Registered, has_part
from services.records.authority.speaker import NOBODY, OF_COURT
from services.records.ports import Snapshot
from services.records.protection.classes import shields
from services.records.rows import Cited, PaperRow
from services.values.dates import day_text, today
from services.vocabulary.access import AgencyKind, CaseState
from services.vocabulary.records import RecordKind

UNRESOLVED: Final = CaseFacts(CaseState.UNRESOLVED, False)
SERIES: Final = frozenset({"OPERATION", "APPLICATION"})
"""Numbers that every agency gives for itself, where no register of another's holds them."""
_OF_PRISON: Final = frozenset({"PRISON_CONVICT", "PRISON_UNDER_TRIAL"})
_BY_NAME_ALONE: Final = frozenset({"REFERRAL", "REVIEW"})
"""Numbers that open only what a paper under them names."""
_MAX_HANDED: Final = 8
"""How often a case is handed on."""
_TRYING: Final = frozenset({"COURT", "PROSECUTION"})


class Resolved(NamedTuple):
    """``cited``: tokens of numbers, all records of which are in the case, and single records.

    ``accusers``: agencies whose word says whom the case accuses.
    """

    facts: CaseFacts
    cited: tuple[Cited, ...] = ()
    accusers: frozenset[str] = frozenset()


class _Call(NamedTuple):
    """``holder``: agency that holds the cited number today, "" for nobody."""

    context: Context
    view: Snapshot
    caller: Caller
    jurisdiction: Jurisdiction
    day: str
    token: str
    holder: str

    @property
    def agency(self) -> str:
        """The caller's agency, by id."""
        return self.caller.agency

    def held_by(self, paper: PaperRow) -> bool:
        """Whether the cited number is the paper's writer's own."""
        return paper.agency == self.holder or holds(paper, self.token)


async def resolve_case(context: Context, view: Snapshot, inquiry: Inquiry) -> Resolved:
    """The caller's cited case. Raises StorageUnavailable."""
    caller = inquiry.caller
    if not caller.case_type:
        return Resolved(UNRESOLVED)
    day = day_text(today(inquiry.now_ms))
    holder = inquiry.jurisdiction.holder(caller.case_type, caller.case_key, day)
    token = context.blinder.of_case(caller.case_type, caller.case_key)
    call = _Call(context, view, caller, inquiry.jurisdiction, day, token, holder)
    named = _NAMED.get(caller.case_type)
    records = await named(call) if named else set()
    if records:
        return Resolved(CaseFacts(CaseState.RESOLVED, False), tuple(sorted(records)), frozenset({caller.agency}))
    return Resolved(UNRESOLVED) if caller.case_type in _BY_NAME_ALONE else await _numbered(call)


async def _numbered(call: _Call) -> Resolved:
    """By files that stand under the number."""
    files = await call.view.case_files(call.token)
    mine = tuple(file for file in files if file.agency == call.agency)
    own = await _is_own(call, files, mine)
    if not own:
        by_order = _ordered(call, files)
        return Resolved(await _foreign(call, files, mine), *(await _case(call, mine) if by_order else ()))
    facts = _state(mine, call.caller.officer) if mine else await _foreign(call, files, mine)
    if call.caller.agency_kind in _TRYING and call.caller.case_type not in SERIES and not facts.assigned:
        return Resolved(facts)
    return Resolved(facts, *await _case(call, mine))


async def _is_own(call: _Call, files: Sequence[PaperRow], mine: Sequence[PaperRow]) -> bool:
    """Whether the number is the caller's agency's, or as good as that."""
    owner = await _owner(call, files)
    if owner == call.holder and any(holds(file, call.token) for file in mine):
        return True
    if call.agency == owner or (call.caller.case_type in SERIES and not call.holder):
        return True
    named = [file for file in files if said(file.facts).shares(call.agency, call.caller.officer, call.day)]
    if any(call.held_by(file) if owner == call.holder else file.agency == owner for file in named):
        return True
    if call.caller.agency_kind == AgencyKind.COURT:
        return any(_seized(file, call.token) for file in mine)
    return call.caller.agency_kind == AgencyKind.PROSECUTION and bool(mine) and await _pleads(call)


async def _owner(call: _Call, files: Sequence[PaperRow]) -> str:
    """Who has the number now: its holder, or whom that handed it to, and so on; "" where several took it."""
    owner, token = call.holder, call.token
    for _ in range(_MAX_HANDED):
        taking = [(file.agency, each.token) for file in files if file.agency != owner for each in takes(file, token)]
        papers = await call.view.case_papers(token) if taking else []
        took = {each for each in taking if any(hands_over(paper, token, each[0]) for paper in papers)}
        if not took:
            return owner
        if len(took) > 1:
            return ""
        ((owner, token),) = took
        files = await call.view.case_files(token)
    return ""


async def _handed(call: _Call, mine: Sequence[PaperRow]) -> dict[str, Held]:
    """Numbers that are one case with the cited one since the caller's agency took either of them over, by token."""
    found: dict[str, Held] = {}
    for file in mine:
        own = {each.token: each for each in takes(file, call.token)}
        given = {each.token: each for each in numbers(file) if each.holder not in (call.agency, "")}
        if own and await _hands(call, call.token):
            found |= own
        elif holds(file, call.token):
            found |= {token: each for token, each in given.items() if await _hands(call, token)}
    return found


async def _hands(call: _Call, token: str) -> bool:
    return any(hands_over(paper, token, call.agency) for paper in await call.view.case_papers(token))


def _seized(file: PaperRow, token: str) -> bool:
    """Whether a court's file makes the number one of a case of its own."""
    return any(each.holder == file.agency and joins(file, each.token, token) for each in numbers(file))


async def _pleads(call: _Call) -> bool:
    """Whether the caller's prosecution is registered for the court that the number is of."""
    if call.caller.case_type not in OF_COURT or not call.holder:
        return False
    before = call.jurisdiction.codes(call.agency, call.day)
    papers = [paper for paper in await call.view.case_papers(call.token) if paper.agency == call.holder]
    named = {said(paper.facts).voice.court for paper in papers} - {""}
    only = call.jurisdiction.only_court(call.holder, call.day)
    return not before.isdisjoint(named or ({only.code} if only else ()))


def _ordered(call: _Call, files: Iterable[PaperRow]) -> bool:
    """Whether a court's open file, under a number of its own, names the probation officer."""
    if call.caller.agency_kind != AgencyKind.PROBATION:
        return False
    name = f"{call.agency}/{call.caller.officer}"
    return any(
        (call.held_by(file) or _seized(file, call.token)) and by_court(file) and name in said(file.facts).officers
        for file in files
        if not said(file.facts).closed
    )


async def _case(call: _Call, mine: Sequence[PaperRow]) -> tuple[tuple[Cited, ...], frozenset[str]]:
    """The cited number with those that are one case with it, and whose word says whom it accuses."""
    if call.caller.case_type in SERIES:
        return (call.token,), frozenset({call.agency})
    holder = call.agency if any(holds(file, call.token) for file in mine) else call.holder
    found: dict[str, Held] = {}
    if holder != call.agency or call.caller.agency_kind in _TRYING or mentioned(mine, call.token):
        papers = await call.view.case_papers(call.token)
        classes = await call.context.classes.of(call.view, {paper.klass for paper in papers})
        open_ones = [each for each in papers if each.agency == call.agency or not shields(classes[each.klass])]
        found = tied(open_ones, call.token, holder) | await _handed(call, mine)
    start = Held(call.caller.case_type, call.token, holder, False)
    courts = call.jurisdiction.trying(call.caller.case_key, call.day) if start.type == "FIR" else frozenset()
    return (call.token, *sorted(found)), accusers((start, *found.values()), courts)


async def _foreign(call: _Call, files: Sequence[PaperRow], mine: Sequence[PaperRow]) -> CaseFacts:
    """The state of a number that is not the caller's.

    Another agency's case is only ever a reason to say so where it protects nobody: a sealed one is as good as unknown.
    An own file under a number of nobody is the officer's case all the same, and opens nothing.
    """
    if mine:
        return CaseFacts(CaseState.NOT_THIS_AGENCY, False) if call.holder else _state(tuple(mine), call.caller.officer)
    classes = await call.context.classes.of(call.view, {file.klass for file in files})
    if any(not shields(classes[file.klass]) for file in files):
        return CaseFacts(CaseState.NOT_THIS_AGENCY, False)
    held = await call.view.holds_case(call.token, call.agency)
    return CaseFacts(CaseState.RESOLVED, False) if held else UNRESOLVED


@lru_cache(maxsize=4096)
def _state(files: tuple[PaperRow, ...], officer: str) -> CaseFacts:
    still_open = [each for each in (said(file.facts) for file in files) if not each.closed]
    return CaseFacts(
        CaseState.RESOLVED if still_open else CaseState.CLOSED, any(officer in each.officers for each in still_open)
    )


async def _referred(call: _Call) -> set[int]:
    """Records of whoever is referred to the caller's body under the cited number."""
    return (await referred(call.view, call.token, call.agency)).records


async def _complained(call: _Call) -> set[int]:
    """Records that an open review of the caller's own oversight body names, where it names the officer too."""
    found: set[int] = set()
    for paper in await call.view.case_papers(call.token):
        fact = said(paper.facts)
        if paper.kind != RecordKind.REVIEW or paper.agency != call.agency or not call.held_by(paper):
            continue
        if fact.ended or call.caller.officer not in fact.officers or call.caller.agency_kind != AgencyKind.OVERSIGHT:
            continue
        for name in fact.records:
            _, agency, _, record_id = name.split("/")
            profile = await call.view.record_profile(agency, record_id, (), 0)
            found |= {profile.record} if profile else set()
    return found


async def _imprisoned(call: _Call) -> set[int]:
    """The prison's own records of whom it holds under its own number, by an order of somebody's register.

    It has its part as custodian from the admission to the release, whichever of its papers tells of either.
    """
    if call.caller.agency_kind != AgencyKind.PRISON or not call.holder:
        return set()
    own = await _own_papers(call, call.token)
    named = [paper for paper in own if _prison_numbers(call, paper.row)]
    tokens = {token for paper in named for token in _prison_numbers(call, paper.row)}
    papers = {paper.row.record: paper for paper in (own if call.token in tokens else named)}
    for token in sorted(tokens - {call.token}):
        papers |= {paper.row.record: paper for paper in await _own_papers(call, token)}
    case = CasePapers(NOBODY, [paper.entered for paper in papers.values()])
    prison = Registered(call.caller.agency_kind)
    has = {paper.person: has_part(call.agency, case, paper.person, prison, "") for paper in named}
    return {paper.row.record for paper in named if has[paper.person] is Part.CUSTODIAN}


async def _own_papers(call: _Call, token: str) -> list[Paper]:
    return [read(row) for row in await call.view.case_papers(token) if row.agency == call.agency]


def _prison_numbers(call: _Call, row: PaperRow) -> set[str]:
    """Tokens of the prison's own numbers on a paper."""
    return {each.token for each in numbers(row) if each.type in _OF_PRISON and each.holder == call.agency}


_NAMED: Final[dict[str, Callable[[_Call], Awaitable[set[int]]]]] = {
    "REFERRAL": _referred,
    "REVIEW": _complained,
    "ORDER": _imprisoned,
}
"""Types of number whose records a paper names one by one."""
