"""What one version says, in one line of English and one of Urdu.

Lines state what the record is, not what may be concluded from it: standing and finality stand beside them.
Foreign text is neutralised; numbers in Urdu are isolated. Statements are named, never quoted. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from services.records.words import isolate, shown
from services.values.case_references import main_reference
from services.values.records import (
    Bail,
    BorderCrossing,
    CaseFile,
    CaseReference,
    Charge,
    ClaimAnswer,
    CompensationOrder,
    CourtEvent,
    CustodyEvent,
    ForeignRecord,
    InvestigationEvent,
    ListEntry,
    MisusedIdentity,
    Party,
    Proclamation,
    ProtectionOrder,
    RecordVersion,
    Referral,
    Review,
    Section,
    Sentence,
    Statement,
)
from services.values.sections import in_words
from services.vocabulary.protection import is_numbers_of_case
from services.vocabulary.readings import ROLES, Both
from services.vocabulary.record_readings import (
    BAIL,
    CUSTODY,
    EVENTS,
    FOREIGN,
    LISTS,
    PROCLAMATIONS,
    PROTECTIONS,
    REGISTERS,
    RELATIONS,
    RELEASES,
    STATEMENTS,
    VERDICTS,
)
from services.vocabulary.steps import EventType

_UNKNOWN: Final = ("record", "ریکارڈ")


def tell(record: RecordVersion) -> Both:
    """The line of a version, English and Urdu, without any judgment on the case."""
    parts, parts_ur = _TELLERS.get(type(record.body), _nothing)(record, record.body)
    return ", ".join(filter(None, parts)), "، ".join(map(isolate, filter(None, parts_ur)))


@lru_cache(maxsize=4096)
def case_name(reference: CaseReference) -> Both:
    """`FIR 512/2024 PS ICHHRA, LAHORE`, or the register and its number."""
    name, name_ur = REGISTERS.get(reference.type, (reference.type.lower().replace("_", " "), reference.type))
    parts = reference.key.split("/")
    if reference.type == "FIR" and len(parts) == 5:
        number, place = f"{parts[3]}/{parts[4]}", f"{shown(parts[2])}, {shown(parts[1])}"
        return f"{name} {number} PS {place}", f"{name_ur} {number} تھانہ {place}"
    return f"{name} {shown(reference.key)}", f"{name_ur} {shown(reference.key)}"


@lru_cache(maxsize=4096)
def sections_shown(sections: tuple[Section, ...]) -> str:
    """Sections as they may stand in a line."""
    return shown(in_words(sections))


Parts = tuple[tuple[str, ...], tuple[str, ...]]


def _nothing(_: RecordVersion, __: object) -> Parts:
    return (_UNKNOWN[0],), (_UNKNOWN[1],)


def _named(record: RecordVersion) -> Both:
    reference = main_reference(record.case_references)
    return case_name(reference) if reference else ("", "")


def _plain(words: dict[str, Both], word: str, *more: str) -> Parts:
    english, urdu = words.get(word, _UNKNOWN)
    return (english, *more), (urdu, *more)


def _case_file(record: RecordVersion, body: CaseFile) -> Parts:
    name, name_ur = _named(record)
    crosses = ("crosses the border", "سرحد پار") if body.crosses_border else ("", "")
    sections, place = sections_shown(body.sections), shown(body.place)
    return (f"{name} registered", sections, place, crosses[0]), (f"{name_ur} درج", sections, place, crosses[1])


def _party(record: RecordVersion, body: Party) -> Parts:
    name, name_ur = _named(record)
    if is_numbers_of_case(record.role, record.kind):
        return (f"numbers in {name}, of nobody known",), (f"{name_ur} کے نمبر، کسی نامعلوم کے",)
    role, role_ur = ROLES.get(record.role, _UNKNOWN)
    sections = sections_shown(body.sections)
    return (f"named as {role} in {name}", sections), (f"{name_ur} میں {role_ur}", sections)


def _step(_: RecordVersion, body: InvestigationEvent) -> Parts:
    return _plain(EVENTS, body.type, sections_shown(body.sections))


def _court_event(_: RecordVersion, body: CourtEvent) -> Parts:
    return _plain(EVENTS, body.type, sections_shown(body.sections), shown(body.court))


def _charge(_: RecordVersion, body: Charge) -> Parts:
    plea = (f"plea: {shown(body.plea)}", f"جواب: {shown(body.plea)}") if body.plea else ("", "")
    english, urdu = _plain(EVENTS, EventType.CHARGE_FRAMED, sections_shown(body.sections), shown(body.court))
    return (*english, plea[0]), (*urdu, plea[1])


def _sentence(_: RecordVersion, body: Sentence) -> Parts:
    english, urdu = EVENTS[EventType.SENTENCE]
    term, term_ur = _term(body)
    fine, fine_ur = _rupees("fine", "جرمانہ", body.fine_minor)
    lieu = (
        (f"{body.in_lieu_days} days in lieu", f"عدم ادائیگی {body.in_lieu_days} دن") if body.in_lieu_days else ("", "")
    )
    tail = (sections_shown(body.sections), shown(body.court))
    return (english, term, fine, lieu[0], *tail), (urdu, term_ur, fine_ur, lieu[1], *tail)


_FREED: Final = {
    "PROBATION": ("probation", "پروبیشن"),
    "ADMONITION": ("discharged after admonition", "تنبیہ کے بعد رہائی"),
}


def _term(body: Sentence) -> Both:
    if body.death:
        return "death", "سزائے موت"
    if body.life:
        return "imprisonment for life", "عمر قید"
    if body.form in _FREED:
        return _FREED[body.form]
    if not body.imprisonment_days:
        return "", ""
    years, days = divmod(body.imprisonment_days, 365)
    english = " ".join(f"{n} {unit}{'s' if n != 1 else ''}" for n, unit in ((years, "year"), (days, "day")) if n)
    urdu = " ".join(f"{n} {unit}" for n, unit in ((years, "سال"), (days, "دن")) if n)
    return f"{english} imprisonment", f"{urdu} قید"


def _rupees(english: str, urdu: str, minor: int) -> Both:
    if not minor:
        return "", ""
    amount = f"{minor // 100:,}" + (f".{minor % 100:02d}" if minor % 100 else "")
    return f"{english} Rs {amount}", f"{urdu} {amount} روپے"


def _compensation(_: RecordVersion, body: CompensationOrder) -> Parts:
    english, urdu = _rupees("compensation ordered", "معاوضے کا حکم", body.amount_minor)
    return (english or "compensation ordered", shown(body.court)), (urdu or "معاوضے کا حکم", shown(body.court))


def _custody(_: RecordVersion, body: CustodyEvent) -> Parts:
    english, urdu = CUSTODY.get(body.type, _UNKNOWN)
    reason, reason_ur = RELEASES.get(body.release_reason, ("", ""))
    days = (f"{body.days} days", f"{body.days} دن") if body.days else ("", "")
    return (english, reason, days[0], shown(body.place)), (urdu, reason_ur, days[1], shown(body.place))


def _bail(_: RecordVersion, body: Bail) -> Parts:
    english, urdu = _plain(BAIL, body.type)
    surety, surety_ur = _rupees("surety", "ضمانتی رقم", body.surety_minor)
    return (*english, surety, shown(body.court)), (*urdu, surety_ur, shown(body.court))


def _proclamation(_: RecordVersion, body: Proclamation) -> Parts:
    english, urdu = _plain(PROCLAMATIONS, body.type, shown(body.court))
    ended = (f"cancelled {shown(body.cancelled)}", f"منسوخ {shown(body.cancelled)}") if body.cancelled else ("", "")
    return (*english, ended[0]), (*urdu, ended[1])


def _list_entry(_: RecordVersion, body: ListEntry) -> Parts:
    english, urdu = LISTS.get(body.type, _UNKNOWN)
    action = shown(body.action.lower().replace("_", " "))
    authority = shown(body.authority) if body.authority else ""
    ends, ends_ur = _list_end(body)
    return (
        (english, f"action: {action}" if action else "", authority or "no authority named", ends),
        (urdu, f"کارروائی: {action}" if action else "", authority or "اختیار درج نہیں", ends_ur),
    )


def _list_end(body: ListEntry) -> Both:
    if body.cancelled:
        return f"cancelled {shown(body.cancelled)}", f"منسوخ {shown(body.cancelled)}"
    return (f"until {shown(body.expires)}", f"{shown(body.expires)} تک") if body.expires else ("", "")


def _crossing(_: RecordVersion, body: BorderCrossing) -> Parts:
    left = body.direction == "EXIT"
    other = shown(body.other_country)
    country = f"{'for' if left else 'from'} {other}" if other else ""
    tail = (shown(body.post), shown(body.carrier))
    return (("left Pakistan" if left else "entered Pakistan"), country, *tail), (
        "پاکستان سے روانگی" if left else "پاکستان آمد",
        other,
        *tail,
    )


def _statement(_: RecordVersion, body: Statement) -> Parts:
    by, by_ur = STATEMENTS.get(body.type, (f"s. {body.type}", f"دفعہ {body.type}"))
    relation, relation_ur = RELATIONS.get("RETRACTS" if body.takes_back else body.relation, ("", ""))
    return (f"statement recorded ({by})", relation), (f"بیان قلمبند ({by_ur})", relation_ur)


def _misused(_: RecordVersion, body: MisusedIdentity) -> Parts:
    since = shown(body.since)
    return (
        ("identity misused by another person", f"since {since}" if since else ""),
        ("شناخت کسی اور نے استعمال کی", f"{since} سے" if since else ""),
    )


def _foreign(_: RecordVersion, body: ForeignRecord) -> Parts:
    english, urdu = _plain(FOREIGN, body.outcome, shown(body.country), shown(body.offence_as_worded), shown(body.court))
    return (*english, "not counted with Pakistani convictions"), (*urdu, "پاکستانی سزاؤں میں شمار نہیں")


def _protection(_: RecordVersion, body: ProtectionOrder) -> Parts:
    english, urdu = _plain(PROTECTIONS, body.type, shown(body.court))
    lifted = (f"lifted {shown(body.lifted)}", f"ختم {shown(body.lifted)}") if body.lifted else ("", "")
    return (*english, lifted[0]), (*urdu, lifted[1])


def _referral(_: RecordVersion, body: Referral) -> Parts:
    to = shown(body.to)
    ended = (f"ended {shown(body.ended)}", f"ختم {shown(body.ended)}") if body.ended else ("", "")
    return (f"referred to {to}", ended[0]), (f"{to} کے سپرد", ended[1])


def _review(_: RecordVersion, body: Review) -> Parts:
    closed = ("closed", "بند") if body.ended else ("open", "جاری")
    return ("review by oversight", closed[0]), ("نگران ادارے کا جائزہ", closed[1])


def _claim_answer(_: RecordVersion, body: ClaimAnswer) -> Parts:
    return _plain(VERDICTS, body.verdict)


_TELLERS: Final[dict[type, Callable[[RecordVersion, Any], Parts]]] = {
    CaseFile: _case_file,
    Party: _party,
    InvestigationEvent: _step,
    CustodyEvent: _custody,
    Proclamation: _proclamation,
    Bail: _bail,
    Charge: _charge,
    CourtEvent: _court_event,
    Sentence: _sentence,
    CompensationOrder: _compensation,
    ListEntry: _list_entry,
    BorderCrossing: _crossing,
    Statement: _statement,
    MisusedIdentity: _misused,
    ForeignRecord: _foreign,
    ProtectionOrder: _protection,
    Referral: _referral,
    Review: _review,
    ClaimAnswer: _claim_answer,
}
