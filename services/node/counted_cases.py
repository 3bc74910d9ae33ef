"""Cases as they are counted: what owners and courts say of their own cases, and nobody's word about another's. Pure.

A case is its owner's by its file; its victims and accused are those of whom its owner or its court writes. How an
accused stands is what a history says of them, by courts' own records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from services.node.counted_accused import accused_of
from services.node.counted_law import Act, CountedLaw
from services.node.counted_papers import Papers, births
from services.records.law.cases import group
from services.statistics.facts import CountedCase, Victim
from services.statistics.layout import INVESTIGATORS, PROVINCES
from services.statistics.plan import Period
from services.values.ages import child
from services.values.dates import span
from services.values.records import Birth, Party, RecordVersion
from services.vocabulary.answers import CANNOT_TELL, YES
from services.vocabulary.protection import LIVE
from services.vocabulary.records import PartyRole

_BANDS: Final = ((10, "0-9"), (14, "10-13"), (18, "14-17"))
_ADULT, _NOT_KNOWN, _OTHER = "18+", "NOT_KNOWN", "OTHER"
_CAPITAL: Final = {"IS": "ICT"}
"""How the rows of law write Islamabad, which numbers of cases write otherwise."""


def counted(records: Sequence[RecordVersion], period: Period, law: CountedLaw) -> tuple[CountedCase, ...]:
    """Cases that were registered in a period, of all records in force; one whose day is open is of no period."""
    live = [record for record in records if record.status in LIVE]
    cases = (Papers([live[index] for index in case.members]) for case in group(live))
    return tuple(_case(case, law) for case in cases if _within(case, period) and law.counts(case.body.sections))


def _within(case: Papers, period: Period) -> bool:
    day = case.registered if case.file else None
    first, until = (span(each.isoformat()).first_day for each in period)
    return day is not None and first <= day.first_day and day.last_day < until


def _case(papers: Papers, law: CountedLaw) -> CountedCase:
    file, province = papers.body, _province(papers)
    sections = file.sections
    place = _CAPITAL.get(province, province)
    act = Act(file.act_from or file.reported, file.act_to, place, law.form(sections), child=False)
    victims = tuple(_victims(papers, act))
    act = act._replace(child=any(each.band not in (_ADULT, _NOT_KNOWN) for each in victims))
    kind = papers.file.voice.kind if papers.file else ""
    return CountedCase(
        province if province in PROVINCES else _OTHER,
        law.statute(sections),
        act.form,
        "YES" if file.crosses_border else "NO",
        kind if kind in INVESTIGATORS else _OTHER,
        frozenset({papers.authority.owner}),
        victims,
        tuple(accused_of(papers, act, law)),
    )


def _province(papers: Papers) -> str:
    firsts = [each.key.partition("/")[0] for each in papers.file.case_references] if papers.file else []
    return next((each for each in firsts if each in PROVINCES), "")


def _victims(papers: Papers, act: Act) -> Iterator[Victim]:
    """Whom the owner or a court names; nobody of whom it was decided that they are none."""
    for records in papers.people((PartyRole.VICTIM,)).values():
        parts = [record.body for record in records if isinstance(record.body, Party)]
        if not parts or any(part.victim_status == "REJECTED" for part in parts):
            continue
        sexes = {each.subject.gender for each in records if each.subject}
        sex = sexes.pop() if len(sexes) == 1 else ""
        by = frozenset(record.agency for record in records)
        yield Victim(_band(births(records), act), sex if sex in ("F", "M") else _OTHER, by)


def _band(stated: list[Birth], act: Act) -> str:
    for below, band in _BANDS:
        said = child(stated, act.first, act.last, below=below)
        if said == YES:
            return band
        if said == CANNOT_TELL:
            return _NOT_KNOWN
    return _ADULT
