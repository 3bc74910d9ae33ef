"""Claims and notices of a page, raised, merged and taken back in the transaction that writes it.

Its writer is answered the same whatever they come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from services.membership.jurisdiction import Jurisdiction
from services.records.app.chain import Taken
from services.records.app.claims_waiting import Bounded, raise_bounded
from services.records.app.handle import new_handle
from services.records.app.neighbours import Neighbourhood, Place
from services.records.app.people import identity
from services.records.app.write import Written
from services.records.authority.clocks import DAY_MS, TO_CONFIRM, TO_OVERSIGHT, due_after_ms
from services.records.authority.part import in_custody
from services.records.authority.speaker import case_authority, speaker_at_large
from services.records.authority.table import Degree, Fact, degree
from services.records.claim_rows import ClaimRow
from services.records.law.births import is_document
from services.records.ports import Transaction
from services.records.protection.claims_raised import Papers, Raised, raised, raised_elsewhere
from services.records.protection.parts import identity_of
from services.values.dates import day_text, today
from services.values.records import Extract, ProtectionOrder, RecordVersion
from services.vocabulary.access import AgencyKind
from services.vocabulary.protection import LIVE, OFFENDER_ROLES


async def claim(
    tx: Transaction, agency: str, taken: Taken, around: Neighbourhood, written: Written, jurisdiction: Jurisdiction
) -> None:
    """Raise what the page's versions claim of others' records, and take back what replaced ones claimed.

    Notices, and what works on others' records before anybody read it, wait for nothing.
    """
    replaced = [head.record for record_id, head in taken.heads.items() if record_id in taken.newest]
    await tx.end_claims(sorted(replaced))
    rows = list(_rows(around, written, jurisdiction))
    if _meets_others(around, agency):
        rows += _of_ages_elsewhere(around, written)
    bounded = [each for each in rows if each.row.due_ms and each.row.fact not in TO_OVERSIGHT]
    if unbounded := [each.row for each in rows if not each.row.due_ms or each.row.fact in TO_OVERSIGHT]:
        await tx.raise_claims(unbounded)
    await raise_bounded(tx, bounded, written.head.recorded_ms)


def _rows(around: Neighbourhood, written: Written, jurisdiction: Jurisdiction) -> Iterator[Bounded]:
    """Rows of every case in which several agencies speak, or a copy waits to be confirmed."""
    done: set[tuple[str, int, int]] = set()
    for case in around.papers:
        every = [*case.group.common, *(index for person in case.group.people for index in person)]
        places = [around.places[index] for index in every]
        if not _worth(places):
            continue
        authority = case_authority([place.member.as_stored for place in places])
        for person in case.group.people or ((),):
            held = [around.places[index] for index in (*case.group.common, *person)]
            records = [place.member.as_stored for place in held]
            new = frozenset(index for index, place in enumerate(held) if place.checked is not None)
            for each in raised(Papers(records, new, authority, _people(held))):
                claim = _row(each, held, held[each.source], written)
                row = _before_court(claim.row, held[each.source], jurisdiction)
                if (row.fact, row.record, row.source) not in done:
                    done.add((row.fact, row.record, row.source))
                    yield claim._replace(row=row)


def _people(held: Iterable[Place]) -> list[frozenset[str]]:
    return [identity_of(place.member) for place in held]


def _meets_others(around: Neighbourhood, agency: str) -> bool:
    return not {place.member.record.agency for place in around.places if place.head is not None} <= {agency}


def _of_ages_elsewhere(around: Neighbourhood, written: Written) -> Iterator[Bounded]:
    """Rows of the persons' other cases, where the page states an age that would make them children there."""
    stating = [
        place for place in around.places if place.checked and place.member.live and _states_age(place.member.record)
    ]
    for case in around.papers if stating else ():
        inside = {id(around.places[index]) for index in case.group.everybody}
        outside = [place for place in stating if id(place) not in inside]
        for person in case.group.people if outside else ():
            held = [around.places[index] for index in (*case.group.common, *person)]
            words = [place for place in outside if _is_one(place, held)]
            whole = case_authority(around.places[index].member.as_stored for index in case.group.everybody)
            papers = Papers([place.member.as_stored for place in held], frozenset(), whole, _people(held))
            for word in words:
                for each in raised_elsewhere(papers, word.member.as_stored):
                    yield _row(each, held, word, written)


def _states_age(record: RecordVersion) -> bool:
    subject = record.subject
    if subject is None or not (subject.age_claimed or subject.birth):
        return False
    word, speaker = subject.birth, speaker_at_large(record)
    fact = Fact.AGE_DOCUMENT if word is not None and is_document(word) else Fact.AGE_STATEMENT
    return degree(fact, speaker) is not Degree.DECIDES


def _is_one(word: Place, held: Iterable[Place]) -> bool:
    """Whether a word is about the person of these papers, by a number of theirs."""
    numbers = set(identity(word.member.people, strongest=True))
    return any(not numbers.isdisjoint(identity(place.member.people, strongest=True)) for place in held)


def _worth(places: Sequence[Place]) -> bool:
    live = [place for place in places if place.member.record.status in LIVE]
    if len({place.member.record.agency for place in live}) > 1:
        return True
    return any(_copied(place.member.record) for place in live if place.checked is not None)


def _copied(record: RecordVersion) -> bool:
    return getattr(record.body, "extract", None) is not None or isinstance(record.body, ProtectionOrder)


def _row(each: Raised, held: Sequence[Place], source: Place, written: Written) -> Bounded:
    """``held``: the places that ``each`` speaks of; ``source``: whose word it is."""
    now_ms = written.head.recorded_ms
    word, body = source.member.as_stored, source.member.as_stored.body
    by_court = each.holds and word.voice.kind == AgencyKind.COURT
    custody = in_custody([place.member.as_stored for place in held])
    target = None if each.target is None else _of_one_person(each, held, written)
    row = ClaimRow(
        handle=new_handle(),
        fact=each.fact,
        record=0 if target is None else _number(target, written),
        owner="" if target is None or not each.owner else target.member.record.agency,
        source=_number(source, written),
        speaker=word.agency,
        court=word.voice.court if by_court else "",
        order_no=body.order_no if by_court and isinstance(body, ProtectionOrder) else "",
        raised_ms=now_ms,
        due_ms=0 if each.holds else now_ms + (DAY_MS if each.urgent else due_after_ms(each.fact, custody)),
        state="NOTICE" if each.holds else "OPEN",
        person=_person(target),
    )
    return Bounded(row, _documents(each.fact, word))


def _of_one_person(each: Raised, held: Sequence[Place], written: Written) -> Place:
    """The record under which the fact is claimed: of those of the target's agency about the person, the first written.

    So claims of a fact on one person of a case are equal, whichever of these records they meet.
    """
    target = held[each.target or 0]
    if target.member.record.role not in OFFENDER_ROLES:
        return target
    agency = target.member.record.agency
    same = (
        place
        for place in held
        if place.member.live and place.member.record.agency == agency and place.member.record.role in OFFENDER_ROLES
    )
    return min(same, key=lambda place: _number(place, written), default=target)


def _person(target: Place | None) -> str:
    """The person of a record by their first number, else by their first name; empty for nobody."""
    people = target.member.people if target else ""
    return min(identity(people, strongest=True) or identity(people), default="")


def _documents(fact: str, word: RecordVersion) -> bool:
    """Whether the word rests on a document or a copy that it names."""
    birth = word.subject.birth if word.subject else None
    return _copied(word) or (fact == "AGE" and birth is not None and is_document(birth))


def _before_court(row: ClaimRow, source: Place, jurisdiction: Jurisdiction) -> ClaimRow:
    """A copy of a court that is a member is put before that court, which alone can say that it is true."""
    copy: Extract | None = getattr(source.member.record.body, "extract", None)
    if row.fact not in TO_CONFIRM or copy is None:
        return row
    court = jurisdiction.court_agency(copy.court, day_text(today(row.raised_ms)))
    return row._replace(record=row.source, owner=court) if court else row


def _number(place: Place, written: Written) -> int:
    return place.head.record if place.head else written.records[place.member.record.record_id]
