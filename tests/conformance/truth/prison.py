"""Registers of prisons: stays with admission and release, as a jail's office writes them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.truth.group import Group, Line, table
from tests.conformance.truth.people import ALL, URDU
from tests.conformance.truth.truth import MUST_REFUSE, NOTHING, Truth, person, reads

HEADING = ["Jail", "UTP No", "Prisoner Type", "Prisoner", "Prisoner Father Name", "Prisoner CNIC", "FIR No", "Province",
           "District", "PS", "Admission Date", "Release Date", "Release Reason"]  # fmt: skip
PLACES = {name: place for place, name in enumerate(
    ("jail", "number", "type", "name", "father", "card", "no", "province", "district", "station", "admitted", "released", "reason"))}  # fmt: skip
IN, OUT = "2024-03-20", "2024-06-04"


def cells(number: int, **other: str) -> list[str]:
    """A sound row: a prisoner under trial, released on bail; ``other``: cells by the names of PLACES."""
    who = ALL[number % len(ALL)]
    row = [
        "Camp Jail",
        f"{number}/2024",
        "UTP",
        who.name,
        who.father,
        who.card,
        f"{number}/2024",
        "PB",
        "Lahore",
        "Ichhra",
        IN,
        OUT,
        "bail",
    ]
    for name, text in other.items():
        row[PLACES[name]] = text
    return row


def means(
    number: int,
    *,
    who: str = "",
    admitted: str = IN,
    released: str = OUT,
    reason: str = "BAIL",
    kind: str = "UNDER_TRIAL",
) -> Truth:
    one = ALL[number % len(ALL)]
    prisoner = who or person("ACCUSED", one.name, f"FATHER {one.father}", numbers=[f"CNIC {one.cnic}"])
    own = prisoner.split(" | ")[1]
    facts = [
        f"case FIR PB/LAHORE/ICHHRA/{number}/2024",
        f"case PRISON_{kind} CAMP JAIL/{number}/2024",
        prisoner,
        f"ADMISSION  at {admitted} of {own}",
    ]
    return reads(*facts, *([f"RELEASE {reason} at {released} of {own}"] if released else []))


def register(name: str, *lines: Line, clean: bool = False) -> Group:
    return table("prison", name, "prison_register", Line(HEADING), *lines, clean=clean)


def sound() -> Iterator[Group]:
    yield register("as the form asks", *(Line(cells(n), means(n)) for n in range(1, 6)),
                   Line(cells(6, released="", reason=""), means(6, released="")), clean=True)  # fmt: skip
    order = [0, 1, 2, 4, 3, 5, 6, 7, 8, 9, 10, 11, 12]
    yield register("prisoner and father exchanged from the second page on", Line(cells(1), means(1)), Line(cells(2), means(2)),
                   Line([HEADING[place] for place in order]),
                   *(Line([cells(n)[place] for place in order], means(n)) for n in (3, 4, 5)))  # fmt: skip
    order = [*range(10), 11, 10, 12]
    yield register("admission and release exchanged from the second page on", Line(cells(1), means(1)), Line(cells(2), means(2)),
                   Line([HEADING[place] for place in order]),
                   *(Line([cells(n)[place] for place in order], means(n)) for n in (3, 4)))  # fmt: skip
    yield register("positions of the lock-up between the rows", Line(cells(1), means(1)), Line(["Total UTPs: 1", *[""] * 12], NOTHING),
                   Line(cells(2), means(2)), Line(["Lock-up position", "2", *[""] * 11], NOTHING), Line(cells(3), means(3)),
                   Line(["", "", "", "TOTAL", *[""] * 9], NOTHING))  # fmt: skip


def times() -> Iterator[Group]:
    yield register("released before admitted", Line(cells(1), means(1)), Line(cells(2, released="2024-03-19"), MUST_REFUSE),
                   Line(cells(3, released="2023-06-04"), MUST_REFUSE), Line(cells(4), means(4)), Line(cells(5, released="2099-01-01"), MUST_REFUSE),
                   Line(cells(6), means(6)))  # fmt: skip
    first = (
        ("20/03/2024", IN),
        ("05/04/2024", "2024-04-05"),
        ("06/04/2024", "2024-04-06"),
        ("28/03/2024", "2024-03-28"),
    )
    yield register("day before month", *(Line(cells(n, admitted=day, released="04/06/2024"), means(n, admitted=at))
                   for n, (day, at) in enumerate(first, 1)), Line(cells(5, admitted="20/03/2024", released="30/06/2024"),
                   means(5, released="2024-06-30")), clean=True)  # fmt: skip
    american = (
        ("03/20/2024", IN),
        ("04/05/2024", "2024-04-05"),
        ("04/06/2024", "2024-04-06"),
        ("03/28/2024", "2024-03-28"),
    )
    yield register("month before day in the whole column", *(Line(cells(n, admitted=day, released="", reason=""), means(n, admitted=at, released=""))
                   for n, (day, at) in enumerate(american, 1)))  # fmt: skip
    clocks = (("20-03-2024 05:05 PM", "2024-03-20T17:05+05:00"), ("20th March 2024", IN), ("20 مارچ 2024", IN), ("2024-03-20T17:05:00+05:00", "2024-03-20T17:05+05:00"),
              ("20-03-2024 17:05", "2024-03-20T17:05+05:00"))  # fmt: skip
    yield register("clocks of twelve hours and dates in words", *(
        Line(cells(n, admitted=text), means(n, admitted=at)) for n, (text, at) in enumerate(clocks, 1)))  # fmt: skip


def persons() -> Iterator[Group]:
    own = "Sajid Mehmood"
    alone, son = person("ACCUSED", own), person("ACCUSED", own, "FATHER Umar Din")
    texts = ((f"{own} S/O Umar Din", son), (f"{own} S.O. Umar Din", son), (f"{own} so Umar Din caste Mochi", son), (f"{own} (B-class)", alone),
             ("ساجد محمود پسر عمر دین", person("ACCUSED", "ساجد محمود", "FATHER عمر دین")), (f"{own} urf Sajju", person("ACCUSED", own, "ALIAS Sajju")))  # fmt: skip
    yield register("names as the gate writes them", *(
        Line(cells(n, name=text, father="", card=""), means(n, who=who)) for n, (text, who) in enumerate(texts, 1)))  # fmt: skip
    marks = ("Do", "-do-", "As above", "ایضاً", "do.")
    yield register("jail and station by ditto marks", Line(cells(1), means(1)), *(
        Line(cells(n, jail=mark, station=mark), means(n)) for n, mark in enumerate(marks, 2)))  # fmt: skip
    cards = ("11111-1111111-1", "00000-0000000-0", "12345-6789012-3")
    rows = [
        Line(cells(n, card=card), means(n, who=person("ACCUSED", ALL[n].name, f"FATHER {ALL[n].father}")))
        for n, card in enumerate(cards, 1)
    ]
    yield register("cards that stand for no card", *rows, *(Line(cells(n), means(n)) for n in (4, 5)))
    urdu = [Line(cells(n, name=own, father=father, reason="ضمانت", type="حوالاتی"), means(n, who=person(
        "ACCUSED", own, f"FATHER {father}", numbers=[f"CNIC {ALL[n].cnic}"]))) for n, (own, father) in enumerate(URDU[:5], 1)]  # fmt: skip
    yield register("names and words in Urdu", *urdu, clean=True)


def groups() -> Iterator[Group]:
    for make in (sound, times, persons):
        yield from make()
