"""Statements as police, courts and notaries record them: one row what one person said at one time (CrPC ss. 161, 164).

What is said later is a row of its own that names the earlier ones by their numbers. Names of who was there are not
read: what they were there as is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.sources.exports import persons
from services.sources.exports.drafting import CASE_COLUMNS, CONTROL_COLUMNS, drafting, record_id, reference
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.measures import measures, parts
from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values.records import Attendance, RecordVersion, Statement
from services.vocabulary import readings
from services.vocabulary.records import PartyRole

PREFIX: Final = "statement"
TEXT_LENGTH: Final = 8000
WHO_LENGTH: Final = 200
MAX_EARLIER: Final = 20
_TYPES: Final = {
    **dict.fromkeys(("161", "u/s 161", "زیر دفعہ 161"), "161"),
    **dict.fromkeys(("164", "u/s 164", "زیر دفعہ 164"), "164"),
    **dict.fromkeys(("court", "in court", "عدالتی بیان"), "COURT"),
    **dict.fromkeys(("affidavit", "بیان حلفی"), "AFFIDAVIT"),
    **dict.fromkeys(("compromise", "راضی نامہ"), "COMPROMISE"),
    **dict.fromkeys(("child interview", "interview of child", "بچے کا انٹرویو"), "CHILD_INTERVIEW"),
}
_ROLES: Final = {text: role for role, both in readings.ROLES.items() if role != PartyRole.LISTED for text in both}
_RELATIONS: Final = {
    **dict.fromkeys(("first", "پہلا"), "FIRST"),
    **dict.fromkeys(("confirms", "تائید"), "CONFIRMS"),
    **dict.fromkeys(("adds", "supplementary", "تتمہ"), "ADDS"),
    **dict.fromkeys(("modifies", "ترمیم"), "MODIFIES"),
    **dict.fromkeys(("retracts", "resiled", "انحراف"), "RETRACTS"),
}
_PLACES: Final = {
    **dict.fromkeys(("station", "police station", "تھانہ"), "STATION"),
    **dict.fromkeys(("court", "عدالت"), "COURT"),
    **dict.fromkeys(("shelter", "دارالامان"), "SHELTER"),
    **dict.fromkeys(("home", "گھر"), "HOME"),
    **dict.fromkeys(("hospital", "ہسپتال"), "HOSPITAL"),
    **dict.fromkeys(("other", "دیگر"), "OTHER"),
}
_LIBERTY: Final = {
    **dict.fromkeys(("free", "آزاد"), "FREE"),
    **dict.fromkeys(("custody", "in custody", "حراست"), "CUSTODY"),
    **dict.fromkeys(("shelter", "دارالامان"), "SHELTER"),
    **dict.fromkeys(("with accused side", "ملزم کے پاس"), "WITH_ACCUSED_SIDE"),
    **dict.fromkeys(("unknown", "نامعلوم"), "UNKNOWN"),
}
_PRESENT: Final = {
    **dict.fromkeys(("police", "پولیس"), "POLICE"),
    **dict.fromkeys(("magistrate", "مجسٹریٹ"), "MAGISTRATE"),
    **dict.fromkeys(("guardian", "سرپرست"), "GUARDIAN"),
    **dict.fromkeys(("accused", "ملزم"), "ACCUSED"),
    **dict.fromkeys(("kin of accused", "ملزم کا رشتہ دار"), "ACCUSED_KIN"),
    **dict.fromkeys(("counsel of accused", "وکیل ملزم"), "ACCUSED_COUNSEL"),
    **dict.fromkeys(("employer", "مالک"), "EMPLOYER"),
    **dict.fromkeys(("landlord", "زمیندار"), "LANDLORD"),
    **dict.fromkeys(("elder", "معزز"), "ELDER"),
    **dict.fromkeys(("support", "معاون"), "SUPPORT"),
    **dict.fromkeys(("interpreter", "مترجم"), "INTERPRETER"),
    **dict.fromkeys(("probation", "پروبیشن افسر"), "PROBATION"),
    **dict.fromkeys(("other", "دیگر"), "OTHER"),
}

COLUMNS = (
    *CASE_COLUMNS,
    Column("statement_no", ("Statement No", "بیان نمبر"), True, "its number in the case; never given twice"),
    Column("court_case_no", ("Court Case No", "عدالتی مقدمہ نمبر"), meaning="of a court: its own number of the case"),
    Column("court", ("Name of Court", "عدالت"), meaning="of a court: which one"),
    Column("kind", ("Kind of Statement", "نوعیت بیان"), True, "`161`, `164`, `court`, `affidavit`, `compromise` ..."),
    *persons.columns("speaker", "Speaker", "بیان دہندہ", required=True),
    Column("speaks_as", ("Speaks As", "حیثیت"), True, "`victim`, `witness`, `complainant`, `accused` or `suspect`"),
    Column("taken", ("Date of Statement", "Recorded On", "تاریخ بیان"),
           True, "date or time at which it was taken", date=True),
    Column("recorded_by", ("Recorded By", "قلمبند کنندہ"), meaning="office or rank that took it down, without a name"),
    Column("words", ("Statement", "Text", "بیان"), True, "what was said"),
    Column("relation", ("Relation", "تعلق"), meaning="`first`, `confirms`, `adds`, `modifies` or `retracts`"),
    Column("earlier", ("Earlier Statements", "سابقہ بیانات"), meaning="numbers of earlier ones, comma between"),
    Column("language", ("Language", "زبان"), meaning="spoken, ISO 639, such as `ur`"),
    Column("written_in", ("Written In", "تحریر کی زبان"), meaning="language in which it was written down"),
    Column("interpreter", ("Interpreter", "مترجم"), meaning="office of the interpreter, where there was one"),
    Column("place", ("Place of Statement", "مقام بیان"), meaning="`station`, `court`, `shelter`, `home` ..."),
    Column("liberty", ("Liberty", "آزادی"), meaning="`free`, `custody`, `shelter`, `with accused side` or `unknown`"),
    Column("support", ("Support Person", "معاون شخص"), meaning="office of who supported the person"),
    Column("attended", ("Present As", "موجود بطور"), meaning="who was there and as what: words, comma between"),
    Column("drafter", ("Drafted By", "تحریر کنندہ"), meaning="notary or office that drafted it"),
    Column("measures", ("Measures in Force", "حفاظتی اقدامات"), meaning="`in camera`, `screen`, `video link` ..."),
    Column("left_shelter", ("Left Shelter On", "دارالامان سے روانگی"),
           meaning="day on which they last left a shelter", date=True),
    *CONTROL_COLUMNS,
)  # fmt: skip


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The statement of one row; none where a cell is bad, which the row then says."""
    number, court = row.read("statement_no", cells.number_text, ""), row.text("court").upper()
    own = reference(row, "court_case_no", "COURT_CASE", court) if court else None
    if court and own is None:
        row.reject("court_case_no", "missing")
    case = drafting(row, origin, PREFIX, "", ("A", "2"), own)
    taken = row.read("taken", cells.moment, "")
    speaker = persons.person(row, "speaker", (taken, taken))
    role = row.read("speaks_as", lambda raw: cells.word(raw, _ROLES), "")
    none: tuple[str, ...] = ()
    earlier = row.read("earlier", _numbers, none)
    body = _body(row, taken)
    if number in earlier or (body.relation == "FIRST" and earlier):
        row.reject("earlier", "contradicts")
    if case is None or row.bad or speaker is None:
        return
    names = (f"agencies/{origin.agency}/records/{record_id(PREFIX, case.case, (each,))}" for each in earlier)
    yield case.draft("STATEMENT", replace(body, earlier=tuple(names)), taken, (number,), speaker, role)


def _body(row: Row, taken: str) -> Statement:
    relation = row.read("relation", lambda raw: cells.word(raw, _RELATIONS), "")
    nobody: tuple[Attendance, ...] = ()
    none: tuple[str, ...] = ()
    return Statement(
        type=row.read("kind", lambda raw: cells.word(raw, _TYPES), ""),
        at=taken,
        recorded_by=row.text("recorded_by", WHO_LENGTH),
        text=row.read("words", lambda raw: cells.text(raw, TEXT_LENGTH), ""),
        retracts=relation == "RETRACTS",
        relation=relation,
        language=row.text("language", 3).lower(),
        written_in=row.text("written_in", 3).lower(),
        interpreter=row.text("interpreter", WHO_LENGTH),
        place_kind=row.read("place", lambda raw: cells.word(raw, _PLACES), ""),
        liberty=row.read("liberty", lambda raw: cells.word(raw, _LIBERTY), ""),
        support_person=row.text("support", WHO_LENGTH),
        attendance=row.read("attended", _present, nobody),
        drafter=row.text("drafter", WHO_LENGTH),
        measures=row.read("measures", measures, none),
        left_shelter=row.read("left_shelter", cells.day, ""),
    )


def _numbers(raw: Cell) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(cells.number_text(part) for part in parts(raw)))
    if len(found) > MAX_EARLIER:
        raise BadCell("too-long")
    return found


def _present(raw: Cell) -> tuple[Attendance, ...]:
    """As what each was there; the word stands in the place of a name."""
    return tuple(dict.fromkeys(Attendance(part, cells.word(part, _PRESENT)) for part in parts(raw)))


FORMAT = Format("statements", "Statements", COLUMNS, drafts)
