"""How each agency writes cases down: rows by the layouts' column names, with its own spellings and its own gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.demo.cases import Accused, Case, Order, Stay
from services.demo.courts import high_court, sessions_court
from services.demo.offences import CUSTOMS, FIA, PRISONS, PUNJAB, SINDH
from services.demo.population import Person, english, urdu

Row = dict[str, str]

# Which spelling of a name an agency uses, and how it states age.
VARIANTS = {PUNJAB: 0, SINDH: 1, FIA: 0, CUSTOMS: 2, PRISONS: 1}
_BIRTH = {PUNJAB: "age", SINDH: "year", FIA: "day", CUSTOMS: "year", PRISONS: "age"}


def fir_row(case: Case) -> Row:
    """The row of a case in its station's register."""
    return {
        "type": case.kind,
        "fir_no": str(case.number),
        "year": str(case.registered.year),
        "province": case.province,
        "district": case.district,
        "station": case.station[0],
        "registered": case.registered.isoformat(),
        "occurred": case.act.isoformat(),
        "sections": case.sections,
        **_parties(case, "accused", [one.person for one in case.accused]),
        "accused_arrested": _joined([one.arrested.isoformat() if one.arrested else "" for one in case.accused]),
        **_parties(case, "complainant", [case.complainant] if case.complainant else []),
        **_parties(case, "victim", case.victims),
        "step": case.step,
        "step_date": case.step_date.isoformat() if case.step_date else "",
        "officers": ", ".join(case.officers),
        "rank": case.rank,
        "crosses_border": "yes" if case.crosses_border else "",
        **case.control,
    }


def court_rows(case: Case) -> Iterator[tuple[bool, Row]]:
    """A row for each order about each accused, and whether the court above made it."""
    for number, accused in enumerate(case.accused, 1):
        for order in accused.orders:
            above = order.word.startswith(("appeal", "sentence suspended")) and not case.reported
            yield above, _court_row(case, number, accused, order, above=above)


def _court_row(case: Case, number: int, accused: Accused, order: Order, *, above: bool) -> Row:
    court = high_court(case) if above else f"Magistrate {case.district}" if case.reported else sessions_court(case)
    own = {"appeal_no": f"Crl.A. {case.number}/{order.at.year}"} if above else {}
    return {
        **_key(case),
        "accused_no": str(number),
        **_parties(case, "accused", [accused.person]),
        "court": court,
        "court_case_no": "" if above else f"{case.number}-{case.station[0]}/{case.registered.year}",
        **own,
        "order": order.word,
        "order_date": order.at.isoformat(),
        **order.more,
        **case.control,
    }


def prison_rows(case: Case) -> Iterator[tuple[str, Row]]:
    """Province of the prison and row for each stay of each accused."""
    for accused in case.accused:
        for stay in accused.stays:
            yield stay.prison[0], _prison_row(case, accused, stay)


def _prison_row(case: Case, accused: Accused, stay: Stay) -> Row:
    person = accused.person
    return {
        "prison": stay.prison[1],
        "prison_no": stay.number,
        "standing": stay.standing,
        **_described(person, "prisoner", PRISONS, stay.admitted),
        **_key(case),
        "admitted": stay.admitted.isoformat(),
        "remission": str(stay.remission or ""),
        "remission_date": stay.released.isoformat() if stay.remission and stay.released else "",
        "released": stay.released.isoformat() if stay.released else "",
        "reason": stay.reason,
    }


def _key(case: Case) -> Row:
    return {
        "type": case.kind,
        "fir_no": f"{case.number}/{case.registered.year}",
        "province": case.province,
        "district": case.district,
        "station": case.station[0],
    }


def _parties(case: Case, who: str, people: list[Person]) -> Row:
    """Several people in one cell, entry for entry beside each other."""
    rows = [_described(person, who, case.agency, case.act) for person in people]
    return {column: _joined([row[column] for row in rows]) for column in (rows[0] if rows else ())}


def _joined(entries: list[str]) -> str:
    """Entries of one cell; ``NILL`` where one is empty."""
    if len(entries) < 2 or not any(entries):
        return "".join(entries)
    return "; ".join(entry or "NILL" for entry in entries)


def _described(person: Person, who: str, agency: str, at: date) -> Row:
    variant = VARIANTS[agency]
    asked = who != "victim" or (agency == FIA and (at - person.born).days > 19 * 366)
    return {
        who: f"{english(person.name, variant)} s/o {english(person.father, variant)}",
        f"{who}_urdu": urdu(person.name),
        f"{who}_cnic": person.dashed() if asked and person.numbered else "",
        f"{who}_phone": person.phone if who != "victim" and agency not in (PRISONS, CUSTOMS) else "",
        f"{who}_gender": person.gender,
        f"{who}_district": person.home.name,
        **_birth(person, who, agency, at),
    }


def _birth(person: Person, who: str, agency: str, at: date) -> Row:
    """Age, year or day of birth, as the agency has it."""
    off = dict(person.misdated).get(agency, 0)
    born = person.born.replace(year=person.born.year + off, day=min(person.born.day, 28))
    if _BIRTH[agency] == "age":
        years = at.year - born.year - ((at.month, at.day) < (born.month, born.day))
        return {f"{who}_age": str(years), f"{who}_born": ""}
    stated = str(born.year) if _BIRTH[agency] == "year" else born.isoformat()
    return {f"{who}_age": "", f"{who}_born": stated}
