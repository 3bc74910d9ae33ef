"""Registers of disposals that courts' clerks write: orders with their dates and amounts, one accused a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.conformance.truth.group import Group, Line, table
from tests.conformance.truth.people import ALL
from tests.conformance.truth.truth import MUST_REFUSE, NOTHING, Truth, either, person, reads

HEADING = ["FIR No", "Province", "District", "PS", "Accused No", "Accused", "Accused Father Name", "Accused CNIC",
           "Court", "Disposal", "Decision Date", "Surety Rs"]  # fmt: skip
PLACES = {name: place for place, name in enumerate(
    ("no", "province", "district", "station", "accused_no", "accused", "father", "card", "court", "order", "day", "surety"))}  # fmt: skip
DAY = "2025-01-18"
COURT = "Sessions Court Lahore"


def cells(number: int, **other: str) -> list[str]:
    """A sound row: an acquittal; ``other``: cells by the names of PLACES."""
    who = ALL[number % len(ALL)]
    row = [f"{number}/2023", "PB", "Lahore", "Ichhra", "1", who.name, who.father, who.card, COURT, "acquitted", DAY, ""]
    for name, text in other.items():
        row[PLACES[name]] = text
    return row


def means(
    number: int,
    step: str = "ACQUITTAL",
    at: str = DAY,
    *,
    who: str = "",
    more: Iterable[str] = (),
    station: str = "ICHHRA",
) -> Truth:
    one = ALL[number % len(ALL)]
    accused = who or person("ACCUSED", one.name, f"FATHER {one.father}", numbers=[f"CNIC {one.cnic}"])
    own = accused.split(" | ")[1]
    courts = () if step.endswith("REMAND") else (f"court {COURT}",)
    return reads(f"case FIR PB/LAHORE/{station}/{number}/2023", accused, f"{step}  at {at} of {own}", *courts, *more)


def register(name: str, *lines: Line, heading: list[str] | None = None, clean: bool = False) -> Group:
    return table("court", name, "court_disposals", Line(heading or HEADING), *lines, clean=clean)


def sound() -> Iterator[Group]:
    words = (("acquitted", "ACQUITTAL"), ("discharged", "DISCHARGE"), ("charge framed", "CHARGE_FRAMED"), ("acquitted u/s 249-A", "ACQUITTAL_249A"),
             ("judicial remand", "JUDICIAL_REMAND"), ("bail granted", "POST_ARREST"))  # fmt: skip
    charge = {"CHARGE_FRAMED": ("CHARGE  at 2025-01-18 of {name}",)}
    rows = []
    for number, (word, step) in enumerate(words, 1):
        name = ALL[number % len(ALL)].name
        surety = {"surety": "100000"} if step == "POST_ARREST" else {}
        more = [fact.format(name=name) for fact in charge.get(step, ())] + (["surety_minor 10000000"] if surety else [])
        rows.append(Line(cells(number, order=word, **surety), means(number, step, more=more)))
    yield register("as the form asks", *rows, clean=True)
    order = [0, 1, 2, 3, 4, 6, 5, 7, 8, 9, 10, 11]
    yield register("accused and father exchanged from the second page on", Line(cells(1), means(1)), Line(cells(2), means(2)),
                   Line([HEADING[place] for place in order]),
                   *(Line([cells(n)[place] for place in order], means(n)) for n in (3, 4, 5)))  # fmt: skip
    yield register("totals and banners of courts", Line(["", "", "", "", "", "Court of Ms. Judge II", *[""] * 6], NOTHING),
                   Line(cells(1), means(1)), Line(cells(2), means(2)), Line(["Total disposals: 2", *[""] * 11], NOTHING),
                   Line(cells(3), means(3)), Line(["TOTAL", "", "", "", "3", "", "", "", "", "", "", ""], NOTHING))  # fmt: skip


def words() -> Iterator[Group]:
    clerks = (("Acquitted u/s 249-A Cr.P.C.", "ACQUITTAL_249A"), ("ACQUITTED.", "ACQUITTAL"), ("Acquitted of the charge", "ACQUITTAL"),
              ("Acquitted u/s 265-K CrPC", "ACQUITTAL_265K"), ("Bail after arrest allowed", "POST_ARREST"), ("بری", "ACQUITTAL"))  # fmt: skip
    yield register("orders in the words of clerks", *(
        Line(cells(n, order=word), means(n, step)) for n, (word, step) in enumerate(clerks, 1)),
        Line(cells(7, order="Not acquitted"), MUST_REFUSE), Line(cells(8, order="acquitted / convicted"), MUST_REFUSE))  # fmt: skip


def amounts() -> Iterator[Group]:
    good = (("Rs. 50,000/-", 5000000), ("PKR 1,00,000", 10000000), ("100,000", 10000000), ("200000", 20000000))
    rows = [Line(cells(n, order="bail granted", surety=text), means(n, "POST_ARREST", more=[f"surety_minor {minor}"]))
            for n, (text, minor) in enumerate(good, 1)]  # fmt: skip
    bad = ("US$ 500", "50.000,00", "USD 500", "5,0000")
    rows += [Line(cells(n, order="bail granted", surety=text), MUST_REFUSE) for n, text in enumerate(bad, 5)]
    yield register("surety in currencies and groupings", *rows)


def dates() -> Iterator[Group]:
    first = (
        ("18/01/2025", DAY),
        ("05/02/2025", "2025-02-05"),
        ("06/02/2025", "2025-02-06"),
        ("28/02/2025", "2025-02-28"),
        ("01/03/2025", "2025-03-01"),
    )
    yield register(
        "day before month",
        *(Line(cells(n, day=day), means(n, at=at)) for n, (day, at) in enumerate(first, 1)),
        clean=True,
    )
    american = (
        ("01/18/2025", DAY),
        ("02/05/2025", "2025-02-05"),
        ("02/06/2025", "2025-02-06"),
        ("02/28/2025", "2025-02-28"),
        ("03/01/2025", "2025-03-01"),
    )
    yield register(
        "month before day in the whole column",
        *(Line(cells(n, day=day), means(n, at=at)) for n, (day, at) in enumerate(american, 1)),
    )
    mixed = ("18/01/2025", "01/28/2025", "05/02/2025")
    yield register(
        "both orders in one column", *(Line(cells(n, day=day), MUST_REFUSE) for n, day in enumerate(mixed, 1))
    )
    worded = ("18th January 2025", "18 جنوری 2025", "18-Jan-2025", "January 18, 2025")
    yield register("dates in words", *(Line(cells(n, day=day), means(n)) for n, day in enumerate(worded, 1)))


def names() -> Iterator[Group]:
    own = "Sajid Mehmood"
    alone, son = person("ACCUSED", own), person("ACCUSED", own, "FATHER Umar Din")
    texts = ((f"State vs {own}", alone), (f"{own} S.O Umar Din", son), (f"{own} (on bail)", alone), (f"{own} - Advocate for accused", alone),
             (f"{own} ولدیت Umar Din", son), (f"{own} aka Sajju", person("ACCUSED", own, "ALIAS Sajju")),
             (f"{own} ({'ساجد محمود'})", person("ACCUSED", own, "ساجد محمود")))  # fmt: skip
    yield register("names of a cause list", *(
        Line(cells(n, accused=text, father="", card=""), means(n, who=who)) for n, (text, who) in enumerate(texts, 1)),
        Line(cells(8, accused="The State", father="", card=""), MUST_REFUSE))  # fmt: skip
    marks = ("Do", "-do-", "As above", "ایضاً")
    yield register("court and station by ditto marks", Line(cells(1), means(1)), *(
        Line(cells(n, court=mark, station=mark), means(n)) for n, mark in enumerate(marks, 2)))  # fmt: skip


def impossible() -> Iterator[Group]:
    no_card = person("ACCUSED", ALL[3].name, f"FATHER {ALL[3].father}")
    yield register("orders of the future, before the case, and false cards", Line(cells(1), means(1)), Line(cells(2, day="2099-01-18"), MUST_REFUSE),
                   Line(cells(3, card="00000-0000000-0"), means(3, who=no_card)), Line(cells(4, day="2021-01-18"), MUST_REFUSE),
                   Line(cells(5), means(5)), Line(cells(6), either(means(6))))  # fmt: skip


def groups() -> Iterator[Group]:
    for make in (sound, words, amounts, dates, names, impossible):
        yield from make()
