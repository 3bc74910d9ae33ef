"""How far a case may grow by one agency's word, so that no agency makes another's page heavy or has it refused.

What goes past a bound is refused to whoever sends it, by name and field; what is held stays, and stays protected. Each
agency has a share of its own in a case, which nobody else can use up. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from services.access.errors import Violation
from services.records.authority.ownership import handing
from services.records.authority.speaker import Speaker
from services.records.authority.ties import leads
from services.records.law.numbers import Links, joins, keys, numbers_of
from services.records.protection.groups import Group, Member, authority
from services.values.records import RecordVersion
from services.vocabulary.protection import LIVE

MAX_NUMBERS: Final = 64
"""Numbers of a level that are one case, and cases to which one agency makes a lower number lead (policy)."""
MAX_OWN: Final = 4000
"""Records in one case of the agency that owns it, of its court, of whoever writes where nobody owns it (policy)."""
MAX_OTHER: Final = 1000
"""Records in one case of any other agency that has a part in it, as a prison or the prosecution has (policy)."""
MIN_STRANGER: Final = 200
"""Records in one case of who has none: as many as its owner and court hold there, so many at least (policy)."""
FIELD: Final = "case_references"
_DECIDING: Final = frozenset({Speaker.OWNER, Speaker.COURT})


def past_share(
    members: Sequence[Member], cases: Iterable[Group], agency: str, new: Sequence[str]
) -> dict[str, Violation]:
    """New records, by version name, past their agency's share of a case. ``new``: names in page order."""
    place = {name: number for number, name in enumerate(new)}
    found: dict[str, Violation] = {}
    for case in cases:
        if len(case.common) + sum(map(len, case.people)) <= min(MIN_STRANGER, MAX_OTHER):
            continue
        own = [members[index].record for index in case.everybody if members[index].record.agency == agency]
        added = sorted((record.name for record in own if record.name in place), key=place.__getitem__)
        if not case.numbered or not added:
            continue
        over = len(own) - _share(members, case, own)
        for name in added[len(added) - over :] if over > 0 else ():
            found[name] = Violation(FIELD, "case-share", "names a case that holds the agency's whole share of records")
    return found


def _share(members: Sequence[Member], case: Group, own: Sequence[RecordVersion]) -> int:
    """Of an agency with these records. Whose word decides nothing in the case makes it no heavier than who decides."""
    of = authority(members, case)
    speakers = {of.speaker(record) for record in own}
    if not of.owner or speakers & _DECIDING:
        return MAX_OWN
    if speakers != {Speaker.STRANGER}:
        return MAX_OTHER
    deciding = sum(of.speaker(members[index].record) in _DECIDING for index in case.everybody)
    return min(MAX_OTHER, max(MIN_STRANGER, deciding))


def past_ties(papers: Sequence[RecordVersion], agency: str, new: Sequence[RecordVersion]) -> dict[str, Violation]:
    """Of the page's versions ``new``, in its order, by name those that make a case of too many numbers.

    ``papers``: all others around.
    """
    several = [record for record in new if joins(record)]
    if not several or not _over(Links([*papers, *several]), [*papers, *several], agency, several):
        return {}
    fits, far = 0, len(several)
    while far - fits > 1:
        half = (fits + far) // 2
        held = [*papers, *several[:half]]
        if _over(Links(held), held, agency, several[:half]):
            far = half
        else:
            fits = half
    held = [*papers, *several]
    over = _over(Links(held), held, agency, several[fits:])
    text = f"would make one case of more than {MAX_NUMBERS} numbers, or one number lead to more cases than that"
    return {name: Violation(FIELD, "case-numbers", text) for name in over}


def _over(
    links: Links, papers: Sequence[RecordVersion], agency: str, several: Iterable[RecordVersion]
) -> frozenset[str]:
    found = set()
    led: dict[str, set[str]] = {}
    for record in papers:
        for number, case in _leads_of(record, links) if record.agency == agency else ():
            led.setdefault(number, set()).add(case)
    for record in several:
        if record.status not in LIVE:
            continue
        numbers = numbers_of(record)
        best = keys(numbers.best)
        hands = handing(record) is not None
        one = hands or (numbers.tied and len({links.root(key) for key in best}) == 1)
        if one and len(links.tied(best[0])) > MAX_NUMBERS:
            found.add(record.name)
        if any(len(led[number]) > MAX_NUMBERS for number, _ in _leads_of(record, links)):
            found.add(record.name)
    return frozenset(found)


def _leads_of(record: RecordVersion, links: Links) -> Iterator[tuple[str, str]]:
    """Lower numbers that lead to a case by the record's word, with that case."""
    numbers = numbers_of(record)
    roots = {links.root(key) for key in keys(numbers.best)}
    if record.status in LIVE and len(roots) == 1:
        for each in numbers.lower:
            if leads(record, each, numbers.best):
                yield links.root(*keys((each,))), next(iter(roots))
