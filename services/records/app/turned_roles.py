"""What oversight is told of a page: roles that protected somebody and are turned, records that others' words raise.

A protected role that its owner turns into an offender's is shown to others after a week, long enough for prosecution
and oversight to look; whoever owns the record sees it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from services.membership.jurisdiction import Jurisdiction
from services.records.app.chain import Taken
from services.records.app.checked import Checked
from services.records.app.context import ClassBook
from services.records.app.handle import new_handle
from services.records.app.neighbours import Neighbourhood, Place
from services.records.app.people import identity
from services.records.app.write import Written
from services.records.claim_rows import ClaimRow
from services.records.ports import Transaction
from services.records.protection.classes import Derived
from services.records.rows import HeadRow
from services.records.tokens import case_tokens, people_tokens
from services.values.dates import day_text, today
from services.vocabulary.protection import LIVE, OFFENDER_ROLES, PROTECTED_ROLES, child_at_act
from services.vocabulary.records import RecordKind

HELD_MS: Final = 7 * 86_400_000
FOLLOWED_MS: Final = 30 * 86_400_000
TURNED: Final = "ROLE_TURNED"


class HeldBack(NamedTuple):
    """``until``: record id -> until when its role is held back, for the page's records; ``turned``: by whom."""

    until: Mapping[str, int]
    turned: tuple[Checked, ...]


async def hold_back(tx: Transaction, book: ClassBook, taken: Taken, now_ms: int) -> HeldBack:
    """Which of the page's records are held back. Each turn is an alarm in ``taken``."""
    before = await book.of(tx, {head.own for head in taken.heads.values()})
    roles = {record_id: before[head.own].role for record_id, head in taken.heads.items()}
    held = {
        record_id: -head.until_ms
        for record_id, head in taken.heads.items()
        if head.until_ms is not None and -head.until_ms > now_ms
    }
    turned: list[Checked] = []
    for each in taken.accepted:
        record = each.record
        was, roles[record.record_id] = roles.get(record.record_id, ""), record.role
        if record.role in OFFENDER_ROLES and record.kind != RecordKind.LIST_ENTRY:
            if was in PROTECTED_ROLES:
                held[record.record_id] = now_ms + HELD_MS
                taken.alarms.append(f"role-turned:{each.name}")
                turned.append(each)
        else:
            held.pop(record.record_id, None)
    accepted = {each.record.record_id for each in taken.accepted}
    return HeldBack({key: until for key, until in held.items() if key in accepted}, tuple(turned))


async def tell_turned(tx: Transaction, turned: Iterable[Checked], jurisdiction: Jurisdiction, written: Written) -> None:
    """Put each turn before oversight, and before the prosecutions of the courts of its cases.

    Of a version that the same page replaces again too: nobody turns a role unseen by turning it back.
    """
    await tx.raise_claims([row for each in turned for row in _notices(each, jurisdiction, written)])


def _notices(each: Checked, jurisdiction: Jurisdiction, written: Written) -> Iterator[ClaimRow]:
    record, at_ms = each.record, written.head.recorded_ms
    number, day = written.records[record.record_id], day_text(today(at_ms))
    told = {
        agency
        for case in record.case_references
        for agency in jurisdiction.prosecutions(case.type, case.key, day)
        if agency != record.agency
    }
    for owner in ("", *sorted(told)):
        handle = new_handle()
        concerned = number if owner else 0
        yield ClaimRow(handle, TURNED, concerned, owner, number, record.agency, "", "", at_ms, 0, "NOTICE")


async def follow_reads(tx: Transaction, raised: Iterable[Checked], now_ms: int) -> None:
    """Follow for 30 days what the writer's agency reads of whom these records are about, under any number they bear."""
    for each in raised:
        strong = [token for token, strength in people_tokens(each.member.people) if strength == 2]
        everywhere = [head.people for head in await tx.heads_of_people(sorted(strong))] if strong else []
        tokens = {token for one in (each.member.people, *everywhere) for token, _ in people_tokens(one)}
        await tx.follow_reads(each.record.agency, sorted(tokens), now_ms, now_ms + FOLLOWED_MS)


def raised(around: Neighbourhood, alone: Mapping[int, Derived], taken: Taken, agency: str) -> list[Checked]:
    """The records that are protected from now on by what others say, and by nothing of their owner's.

    A record may be planted to feel for what is hidden. Its writer sees it as written and learns nothing. A version that
    moves a record to another case or person, or puts it in force again, is judged as a first writing. A case's own
    papers follow whom it accuses, so they are no word of their owner's on anybody; and what is known of one person of
    a case is no reason to write of another, unless the case as a whole is sealed.
    """
    known = [
        (place, judged.derived)
        for place, judged in zip(around.places, around.judged, strict=True)
        if place.head is not None and not place.lent and place.head.agency == agency and place.head.people
        if _protects(judged.derived)
    ]
    planted: list[Checked] = []
    for place, judged in zip(around.places, around.judged, strict=True):
        if place.checked is None or not _is_moved(place.checked, taken.heads.get(place.member.record.record_id)):
            continue
        by_page, derived = alone.get(id(place.member)), judged.derived
        if not _protects(derived) or (by_page and _protects(by_page)):
            continue
        if not any(_is_reason(place, derived, own, before) for own, before in known):
            planted.append(place.checked)
    return planted


def _is_moved(written: Checked, head: HeadRow | None) -> bool:
    """Whether a version is the first of its record, or of its case, its person, or its being in force."""
    if head is None:
        return True
    if head.status not in LIVE and written.member.live:
        return True
    cases, people = written.member.cases, written.member.people
    return set(case_tokens(head.cases)) != set(case_tokens(cases)) or _numbers(head.people) != _numbers(people)


def _numbers(people: str) -> set[str]:
    return set(identity(people, strongest=True) or identity(people))


def _is_reason(place: Place, derived: Derived, own: Place, before: Derived) -> bool:
    """Whether the writer knew by an own record what protects the new one: of the same person, or a seal of the case."""
    if not set(identity(place.member.people)).isdisjoint(identity(own.member.people)):
        return True
    return not _protects_person(derived) and (before.sealed or before.own_sealed)


def _protects_person(derived: Derived) -> bool:
    return child_at_act(derived.juvenile) or derived.contradicted or derived.protected_person or derived.pseudonym


def _protects(derived: Derived) -> bool:
    return _protects_person(derived) or derived.sealed or derived.own_sealed
