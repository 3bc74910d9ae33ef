"""Registers of border posts: who crossed, which way, with which document, and who was turned back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.conformance.truth.group import Group, Line, table
from tests.conformance.truth.people import ALL, URDU
from tests.conformance.truth.truth import MUST_REFUSE, NOTHING, Truth, either, person, reads

HEADING = ["Border Post", "Date Time", "Entry/Exit", "Traveller Name", "Father Name", "DOB", "Gender", "Nationality", "Doc Type", "Document No",
           "Issuing Country", "Vehicle No"]  # fmt: skip
PLACES = {name: place for place, name in enumerate(
    ("post", "at", "way", "name", "father", "born", "sex", "nationality", "type", "document", "issuer", "vehicle"))}  # fmt: skip
AT = "2025-01-15T14:30:00"


def cells(n: int, **changes: str) -> list[str]:
    who = ALL[n % len(ALL)]
    row = [
        "Torkham",
        "2025-01-15 14:30",
        "Exit",
        who.name,
        who.father,
        f"198{n % 10}-04-02",
        "Male",
        "Pakistani",
        "Passport",
        who.passport,
        "PK",
        "LES-9901",
    ]
    for name, text in changes.items():
        row[PLACES[name]] = text
    return row


def means(n: int, *, way: str = "OUT", at: str = AT, name: str = "", father: str | None = None, born: str | None = None, post: str = "TORKHAM",
          vehicle: str = "LES9901", document: str = "", sex: str = "M", urdu: str = "") -> Truth:  # fmt: skip
    who = ALL[n % len(ALL)]
    parent = who.father if father is None else father
    names = [name or who.name, *([urdu] if urdu else []), *([f"FATHER {parent}"] if parent else [])]
    traveller = person(
        "",
        *names,
        numbers=[document or f"PASSPORT:PK/{who.passport}"],
        born=f"198{n % 10}-04-02" if born is None else born,
        sex=sex,
    )
    return reads(f"travelled {way} {traveller} on CROSSING:{post}:{vehicle}:{at[:10]} at {at}")


def untied(n: int) -> Truth:
    """The journey of a person whose document ties them to nobody."""
    who = ALL[n % len(ALL)]
    traveller = person("", who.name, f"FATHER {who.father}", born=f"198{n % 10}-04-02", sex="M")
    return reads(f"travelled OUT {traveller} on CROSSING:TORKHAM:LES9901:{AT[:10]} at {AT}")


def register(name: str, *lines: Line, heading: Sequence[str] = HEADING, clean: bool = False) -> Group:
    return table("border", name, "border-crossings", Line(heading), *lines, clean=clean)


def sound() -> Iterator[Group]:
    card = Line(cells(5, type="CNIC", document=ALL[5].card, issuer=""), means(5, document=f"CNIC:{ALL[5].cnic}"))
    walked = Line(cells(6, vehicle=""), means(6, vehicle="ON-FOOT"))
    yield register(
        "as the form asks",
        *(Line(cells(n), means(n)) for n in (1, 2, 3)),
        Line(cells(4, way="Entry"), means(4, way="IN")),
        card,
        walked,
        clean=True,
    )
    order = [0, 1, 2, 4, 3, 5, 6, 7, 8, 9, 10, 11]
    yield register("traveller and father exchanged from the second page on", *(Line(cells(n), means(n)) for n in (1, 2)), Line([HEADING[place] for place in order]),
                   *(Line([cells(n)[place] for place in order], means(n)) for n in (3, 4, 5)))  # fmt: skip
    yield register("totals of the day between the rows", *(Line(cells(n), means(n)) for n in (1, 2)), Line(["Total Exit: 2", *[""] * 11], NOTHING),
                   Line(cells(3), means(3)), Line(["TOTAL", "", "", "3", *[""] * 8], NOTHING))  # fmt: skip


def turned_back() -> Iterator[Group]:
    words = ("Cleared", "OFFLOADED", "Cleared", "Refused", "Deferred", "Cleared")
    for heading in ("Status", "Remarks"):
        yield register(f"who was turned back, under the heading {heading}", *(
            Line([*cells(n), word], means(n) if word == "Cleared" else MUST_REFUSE) for n, word in enumerate(words, 1)), heading=[*HEADING, heading])  # fmt: skip
    ways = (
        ("Exit", "OUT"),
        ("DEPARTURE", "OUT"),
        ("روانگی", "OUT"),
        ("آمد", "IN"),
        ("In", "IN"),
        ("Entry", "IN"),
        ("Offloaded", ""),
        ("Dep", "OUT"),
    )
    yield register("directions in the words of posts", *(
        Line(cells(n, way=word), means(n, way=way) if way else MUST_REFUSE) for n, (word, way) in enumerate(ways, 1)))  # fmt: skip


def times() -> Iterator[Group]:
    first = (
        ("15/01/2025 14:30", AT),
        ("05/02/2025 14:30", "2025-02-05T14:30:00"),
        ("06/02/2025 14:30", "2025-02-06T14:30:00"),
        ("28/01/2025 14:30", "2025-01-28T14:30:00"),
    )
    yield register(
        "day before month",
        *(Line(cells(n, at=text), means(n, at=at)) for n, (text, at) in enumerate(first, 1)),
        clean=True,
    )
    american = (
        ("01/15/2025 14:30", AT),
        ("02/05/2025 14:30", "2025-02-05T14:30:00"),
        ("02/06/2025 14:30", "2025-02-06T14:30:00"),
    )
    yield register(
        "month before day in the whole column",
        *(Line(cells(n, at=text), means(n, at=at)) for n, (text, at) in enumerate(american, 1)),
    )
    mixed = ("25/01/2025 14:30", "01/28/2025 14:30", "05/02/2025 14:30")
    yield register(
        "both orders in one column", *(Line(cells(n, at=text), MUST_REFUSE) for n, text in enumerate(mixed, 1))
    )
    clocks = (
        "15-01-2025 02:30 PM",
        "15 Jan 2025 14:30",
        "2025-01-15T14:30:00+05:00",
        "15th January 2025 2:30 pm",
        "15/01/2025 14:30 PST",
    )
    yield register("clocks of twelve hours and dates in words", *(
        Line(cells(n, at=text), either(means(n))) for n, text in enumerate(clocks, 1)))  # fmt: skip


def persons() -> Iterator[Group]:
    rows = [Line(cells(n, name=own, father=father, sex="مرد", post="طورخم"), either(
            means(n, name=own, father=father), means(n, name=own, father=father, post="طورخم"))) for n, (own, father) in enumerate(URDU[:4], 1)]  # fmt: skip
    yield register("names and words in Urdu", *rows)
    texts = (
        ("Sajid Mehmood S/O Umar Din", "Umar Din"),
        ("Sajid Mehmood S.O Umar Din", "Umar Din"),
        ("SAJID MEHMOOD", ""),
        ("Mr. Sajid Mehmood", ""),
    )
    yield register("names as a post writes them", *(
        Line(cells(n, name=text, father=""), means(n, name="Sajid Mehmood", father=father)) for n, (text, father) in enumerate(texts, 1)))  # fmt: skip
    marks = ("Do", "-do-", "ایضاً", '"')
    yield register("post and vehicle by ditto marks", Line(cells(1), means(1)), *(
        Line(cells(n, post=mark, vehicle=mark), means(n)) for n, mark in enumerate(marks, 2)))  # fmt: skip


def impossible() -> Iterator[Group]:
    yield register("born after the journey, and crossings of the future", Line(cells(1), means(1)), Line(cells(2, born="2031-04-02"), MUST_REFUSE),
                   Line(cells(3, at="2099-01-15 14:30"), MUST_REFUSE), Line(cells(4), means(4)), Line(cells(5, born="15/01/2026"), MUST_REFUSE))  # fmt: skip
    cards = ("11111-1111111-1", "12345-6789012-3")
    one = ALL[5]
    rows = [Line(cells(n, type="CNIC", document=card, issuer=""), untied(n)) for n, card in enumerate(cards, 1)]
    rows += [
        Line(cells(n, type="CNIC", document=ALL[n].card, issuer=""), means(n, document=f"CNIC:{ALL[n].cnic}"))
        for n in (3, 4)
    ]
    rows += [Line(cells(n, type="CNIC", document=one.card, issuer=""), untied(n)) for n in (5, 6)]
    yield register("cards that stand for no card, and one card on two names", *rows)


def groups() -> Iterator[Group]:
    for make in (sound, turned_back, times, persons, impossible):
        yield from make()
