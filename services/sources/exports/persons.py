"""Persons of a row: the cell of names says how many, the cells beside it hold as many numbers, ages and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from services.sources.card_bearers import SERIES
from services.sources.exports.apart import Persons, persons_in
from services.sources.exports.layout import Column, Row
from services.sources.exports.names import UNKNOWN, entries, is_unknown, named, names
from services.sources.exports.scripts import one_each
from services.tables import cells, numbers, phones
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.tables.text import plain_digits
from services.values import identifiers
from services.values.errors import IdentifierInvalid
from services.values.records import Birth, Identifier, Name, Subject

T = TypeVar("T")
PERSONS = 30
_ROUNDED = re.compile(r"\d{5}0{8}")  # of a card the place alone is left
ESTIMATE_DAYS = 5 * 366
"""An age that a clerk estimates is hardly further from the birth than this; policy of this project (P)."""

_WORDS = {
    "M": ("m", "male", "man", "مرد"),
    "F": ("f", "female", "woman", "عورت", "خاتون"),
    "X": ("x", "transgender", "خواجہ سرا"),
}
GENDERS = {word: gender for gender, words in _WORDS.items() for word in words}
CARDS = {name.replace("_", " "): name for name in identifiers.TYPES - {"NAME_KEY", "PASSPORT"}}
PARTS = (
    *("urdu", "father", "cnic", "phone", "passport", "other", "gender"),
    *("age", "born", "district", "address", "nationality"),
)
_OF_NAMED = frozenset({"urdu", "father", "cnic", "passport"})
"""Parts that say who a person is: an unknown person has none."""
_UNREADABLE = Subject()  # of an entry whose name is bad: what stands beside it is not judged
_MINOR = frozenset({"minor", "juvenile", "child", "نابالغ", "کمسن"})
_AGE = re.compile(r"(\d{1,3})(?:\s*(?:-|to|تا)\s*(\d{1,3}))?\s*(?:years?|yrs?|y|سال)?\.?", re.I)
_APART = re.compile(r"\s*(?:[,،&]|/(?=\s*[+0\d]{4}))\s*")
_NOT_DIGIT = re.compile(r"\D")
_PASSPORT = re.compile(r"(?:([A-Za-z]{2})[\s:/]+)?([A-Za-z0-9]+)")
_OTHER = re.compile(rf"({'|'.join(sorted(CARDS, key=len, reverse=True))})[\s:.#]+(\S.*)", re.I)


def columns(who: str, english: str, urdu: str, *, required: bool = False) -> tuple[Column, ...]:
    """Columns that describe the persons of one part of a row, such as ``accused`` or ``victim``."""

    def column(part: str, title: str, urdu_title: str, meaning: str, *, date: bool = False) -> Column:
        found = (f"{english} {title}", f"{title} of {english}", f"{urdu_title} {urdu}")
        return Column(f"{who}_{part}", found, meaning=meaning, date=date)

    own = (english, f"Name of {english}", f"{english} Name", urdu, f"نام {urdu}")
    return (
        Column(who, own, required, "names, several in one cell; `@` before an alias, `s/o` before the father"),
        column("urdu", "Name Urdu", "اردو نام", "the same names in Urdu"),
        column("father", "Father Name", "ولدیت", "father's names"),
        column("cnic", "CNIC", "شناختی کارڈ", "CNIC, 13 digits, with or without dashes"),
        column("phone", "Phone", "فون", "phones, comma between those of one person"),
        column("passport", "Passport", "پاسپورٹ", "passports, `AF P0123456`; without country of Pakistan"),
        column("other", "Other Numbers", "دیگر نمبر", "other numbers, `IBAN PK36...`, `IMEI 35...`, comma between"),
        column("gender", "Gender", "جنس", "M, F or X"),
        column("age", "Age", "عمر", "age at the act: `25`, `19-20` or `minor`"),
        column(
            *("born", "Date of Birth", "تاریخ پیدائش"),
            "date or year of birth; goes before age, but for a child's that cannot fit; never five years from it",
            date=True,
        ),
        column("district", "District", "ضلع", "home district"),
        column("address", "Address", "پتہ", "address"),
        column("nationality", "Nationality", "قومیت", "ISO 3166-1 alpha-2"),
    )


def person(row: Row, who: str, when: tuple[str, str]) -> Subject | None:
    """The one person whom a row must name, as :func:`people`.

    Notes ``count-differs`` where the row names more or none, ``missing`` where the person is unknown.
    """
    people_there = people(row, who, when, alone=True)
    if len(people_there) != 1 and not row.bad:
        row.reject(who, "count-differs")
    only = people_there[0] if people_there else None
    if people_there and not row.bad and (only is None or not only.names):
        row.reject(who, "missing")
    return only


def people(row: Row, who: str, when: tuple[str, str], *, alone: bool = False) -> list[Subject | None]:
    """Subjects of one part of a row in the order written.

    An unknown person is a subject without a name where the row states a number that many may use, such as a phone or a
    vehicle, and None where it states nothing. Whatever else it states of an unknown person is noted as ``no-place``.
    ``when``: first and last ISO 8601 date that ages may refer to; ``alone``: nobody else may be meant, not even by
    ``etc``. What is wrong is noted on the row; the result then counts for nothing.
    """
    written, others = row.read(who, _persons, Persons([], False))
    if others and alone:
        row.reject(who, "count-differs")
    if len(written) > PERSONS:
        row.reject(who, "too-long")
        return []
    if not written and who not in row.required and is_unknown(row.cells.get(who, "")):
        written = [UNKNOWN]
    unreadable: Subject | None = _UNREADABLE
    found = [row.attempt(who, partial(named, entry), unreadable) for entry in written]
    return [_person(row, who, when, person, index, len(found)) for index, person in enumerate(found)]


def _persons(raw: Cell) -> Persons:
    return one_each(persons_in(cells.text(raw)))


def _person(
    row: Row, who: str, when: tuple[str, str], person: Subject | None, index: int, count: int
) -> Subject | None:
    if person is _UNREADABLE:
        row.seen.update(f"{who}_{part}" for part in PARTS)
        return None

    def read(part: str, parse: Callable[[str], T], default: T) -> T:
        """Meaning of this person's entry in one of the columns."""
        column = f"{who}_{part}"

        def meaning() -> T:
            entry = entries(cells.number_text(row.cells.get(column, "")), count)[index]
            return parse(entry) if entry else default

        return row.attempt(column, meaning, default)

    nothing: tuple[Identifier, ...] = ()
    no_names: list[Name] = []
    more = [
        *read("urdu", lambda entry: [] if is_unknown(entry) else names(entry, "OWN"), no_names),
        *read("father", partial(names, kind="FATHER"), no_names),
    ]
    own = person or Subject()
    described = Subject(
        names=tuple(dict.fromkeys((*own.names, *more))),
        identifiers=(
            *read("cnic", partial(_card, row, f"{who}_cnic"), nothing),
            *read("passport", _passport, nothing),
            *read("phone", partial(phones_of, region=row.region), nothing),
            *_cards(row, f"{who}_other", read("other", partial(_others, region=row.region), nothing)),
        ),
        gender=read("gender", lambda entry: cells.word(entry, GENDERS), ""),
        birth=_birth(
            read("born", partial(_born, last=when[1] or when[0]), ("", "")),
            read("age", lambda entry: _from_age(entry, *when), ("", "")),
            when,
            partial(row.reject, f"{who}_age", "contradicts"),
        ),
        district=read("district", lambda entry: cells.required(entry, 120).upper(), ""),
        address=read("address", lambda entry: cells.required(entry, 500), own.address),
        nationalities=read("nationality", _country, ()),
    )
    if person is None:
        return _unnamed(row, who, described, [part for part in PARTS if read(part, str, "")])
    return described


def _card(row: Row, column: str, entry: str) -> tuple[Identifier, ...]:
    """The card of a cell; none where the number ties nobody, which the clerk is told of."""
    digits = _NOT_DIGIT.sub("", plain_digits(entry))
    if _ties_nobody(row, column, digits):
        return ()
    if _ROUNDED.fullmatch(digits):
        raise BadCell("rounded-by-spreadsheet")
    return (identifier("CNIC", entry),)


def _cards(row: Row, column: str, stated: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """Numbers of several registers, without cards as :func:`_card`."""
    return tuple(each for each in stated if not (each.type in SERIES and _ties_nobody(row, column, each.value)))


def _ties_nobody(row: Row, column: str, card: str) -> bool:
    if (placeholder := numbers.is_placeholder_card(card)) or card in row.of_several:
        row.flag(column, "placeholder-card" if placeholder else "card-of-several")
        return True
    return False


def _unnamed(row: Row, who: str, described: Subject, filled: Sequence[str]) -> Subject | None:
    """What is known of a person whom nobody names; None where that is nothing. ``filled``: parts that a cell states."""
    no_place = [part for part in filled if part in _OF_NAMED or not described.identifiers]
    if not no_place and any(map(identifiers.names_one, described.identifiers)):
        no_place = ["other"]
    for part in no_place:
        row.reject(f"{who}_{part}", "no-place")
    return described if described.identifiers else None


def _born(entry: str, last: str) -> tuple[str, str]:
    """The day or year of birth. Nobody takes part in what happened before they were born: ``contradicts``."""
    born = cells.days(entry)
    if last and born[0] > last[:10]:
        raise BadCell("contradicts")
    return born


def _birth(
    born: tuple[str, str], by_age: tuple[str, str], when: tuple[str, str], reject: Callable[[], None]
) -> Birth | None:
    """As the date says, else as the age does. Where the date is too early for a child's age, from one to the other.

    ``reject``: called where date and age are further apart than an estimate is.
    """
    first, last = born if born[0] else by_age
    if born[0] and by_age[0] and _days_between(born, by_age) > ESTIMATE_DAYS:
        reject()
    if first and last < by_age[0] and by_age[1] > _years_before(date.fromisoformat(when[0][:10]), 18).isoformat():
        last = by_age[1]
    return Birth(first, last) if first else None


def _days_between(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Days between two ranges of days, none where they meet."""
    gap = date.fromisoformat(max(one[0], other[0])) - date.fromisoformat(min(one[1], other[1]))
    return gap.days


def _from_age(entry: str, first: str, last: str) -> tuple[str, str]:
    """Birth range of an age in completed years at some day from ``first`` to ``last``."""
    if not first:
        raise BadCell("not-an-age")
    earliest, latest = date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
    if entry.casefold() in _MINOR:
        return (_years_before(earliest, 18) + timedelta(days=1)).isoformat(), latest.isoformat()
    match = _AGE.fullmatch(entry)
    youngest, oldest = (int(match[1]), int(match[2] or match[1])) if match else (0, 999)
    if not youngest <= oldest <= 120:
        raise BadCell("not-an-age")
    born_first = _years_before(earliest, oldest + 1) + timedelta(days=1)
    return born_first.isoformat(), _years_before(latest, youngest).isoformat()


def _years_before(at: date, years: int) -> date:
    """The same day that many years earlier; 29 February becomes the 28th."""
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)


def identifier(kind: str, entry: str, country: str = "") -> Identifier:
    """The number of a cell in canonical form. Raises BadCell ``not-an-identifier`` or ``rounded-by-spreadsheet``."""
    try:
        numbers.refuse_read_back(entry)
    except numbers.NumberError:
        raise BadCell("rounded-by-spreadsheet") from None
    try:
        return identifiers.parse(kind, entry, country)
    except IdentifierInvalid:
        raise BadCell("not-an-identifier") from None


def phones_of(entry: str, region: str) -> tuple[Identifier, ...]:
    """Phones of a cell, apart by comma or `&`, each once. Raises BadCell as :func:`services.tables.phones.phone`."""
    return tuple(dict.fromkeys(_phone(part, region) for part in _APART.split(entry) if part))


def _phone(entry: str, region: str) -> Identifier:
    """Read in the region that is stated (ADR 75); ``repaired`` where a lost zero was restored."""
    plain = plain_digits(entry)
    found = phones.phone(plain, region)
    return replace(identifier("PHONE", found), repaired=region == "PK" and found == f"+92{plain.strip()}")


def _passport(entry: str) -> tuple[Identifier, ...]:
    match = _PASSPORT.fullmatch(entry.strip())
    if match is None:
        raise BadCell("not-an-identifier")
    return (identifier("PASSPORT", match[2], match[1] or "PK"),)


def _others(entry: str, region: str) -> tuple[Identifier, ...]:
    return tuple(_other(part.strip(), region) for part in re.split("[,،;]", entry) if part.strip())


def _other(part: str, region: str) -> Identifier:
    match = _OTHER.fullmatch(part)
    if match is None:
        raise BadCell("not-an-identifier")
    kind = CARDS[match[1].upper()]
    return _phone(match[2], region) if kind == "PHONE" else identifier(kind, match[2])


def _country(entry: str) -> tuple[str, ...]:
    code = entry.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise BadCell("unknown-word")
    return (code,)
