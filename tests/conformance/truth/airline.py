"""Passenger lists of airlines (UN/EDIFACT PAXLST): persons of a flight with births and documents, as systems of carriers send them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.conformance.truth.group import Group
from tests.conformance.truth.people import ALL
from tests.conformance.truth.truth import MUST_REFUSE, Truth, either, person, reads

FLIGHT = ("TDT+20+PK301+++PK", "LOC+125+KHI", "DTM+189:2501151030:201", "LOC+87+DXB", "DTM+232:2501151230:201")
JOURNEY, AT = "FLIGHT:PK301:2025-01-15:KHI-DXB", "2025-01-15T10:30:00"


class Passenger(NamedTuple):
    segments: Sequence[str]
    truth: Truth


def aboard(n: int, born: str = "DTM+329:850402:101", *, day: str = "1985-04-02", role: str = "FL", document: str = "", name: str = "",
           label: str = "", number: str = "", truth: Truth | None = None, more: Sequence[str] = ()) -> Passenger:  # fmt: skip
    """One person; what the message writes, and what it means."""
    who = ALL[n % len(ALL)]
    first, _, last = who.name.partition(" ")
    segments = [f"NAD+{role}+++{name or f'{last.upper()}:{first.upper()}'}", "ATT+2++M", *([born] if born else []), "NAT+2+PAK",
                document or f"DOC+P+{who.passport}", "LOC+91+PAK", *more]  # fmt: skip
    numbers = [number or f"PASSPORT:PK/{who.passport}"]
    traveller = person("", label or f"{first} {last}", numbers=numbers, born=day, sex="M")
    means = reads(f"travelled {'CREW' if role == 'FM' else 'PASSENGER'} {traveller} on {JOURNEY} at {AT}")
    return Passenger(segments, means if truth is None else truth)


class Made(NamedTuple):
    data: bytes
    truths: dict[int, Truth]


def interchange(
    *messages: Sequence[Passenger],
    tail: bool = True,
    head: Sequence[str] = FLIGHT,
    off: int = 0,
    counts: bool = False,
    last: int = 0,
) -> Made:
    """``off``: what the messages' counts of segments are wrong by; ``last``: characters that are cut off the end."""
    lines, truths = ["UNB+UNOA:4+SAMPLEAIR+SAMPLEGOV+250115:0900+77"], dict[int, Truth]()
    for reference, passengers in enumerate(messages, 1):
        start = len(lines)
        lines += [f"UNH+M{reference}+PAXLST:D:03B:UN", "BGM+745", *head]
        for one in passengers:
            truths[len(lines) + 1] = one.truth
            lines += one.segments
        lines += [f"CNT+42:{len(passengers) + off}"] if counts else []
        lines.append(f"UNT+{len(lines) - start + 1 + (0 if counts else off)}+M{reference}")
    lines += [f"UNZ+{len(messages)}+77"] if tail else []
    data = "".join(f"{line}'\n" for line in lines)
    return Made((data[:-last] if last else data).encode(), truths)


def file(name: str, made: Made, *, clean: bool = False) -> Group:
    return Group("airline", name, "paxlst", made.data, made.truths, suffix="edi", clean=clean)


def sound() -> Iterator[Group]:
    yield file("as the guide asks", interchange([aboard(n) for n in range(1, 7)], counts=True), clean=True)
    crew = aboard(3, role="FM", born="", day="")
    yield file(
        "crew beside passengers, two flights of one carrier",
        interchange([aboard(1), aboard(2), crew], [aboard(4), aboard(5)]),
        clean=True,
    )
    escaped = aboard(2, name="O?'SAMPLE:ANNA", label="ANNA O'SAMPLE")
    three = aboard(3, name="KHAN:SHER:GUL", label="SHER GUL KHAN")
    hyphen = aboard(4, name="BIN?+YOUSAF:ALI", label="ALI BIN+YOUSAF")
    yield file(
        "names of one, two and three parts",
        interchange([aboard(1), escaped, three, hyphen, aboard(5, name="MADONNA", label="MADONNA")]),
    )


def births() -> Iterator[Group]:
    forms = (("DTM+329:480402:101", "1948-04-02"), ("DTM+329:240402:101", "2024-04-02"), ("DTM+329:19480402:102", "1948-04-02"), ("DTM+329:350402:101", "1935-04-02"),
             ("DTM+329:850402", "1985-04-02"), ("DTM+329:19850402", "1985-04-02"))  # fmt: skip
    yield file(
        "births in two forms, and without a form",
        interchange([aboard(n, text, day=day) for n, (text, day) in enumerate(forms, 1)]),
    )
    bad = ("DTM+329:851332:101", "DTM+329:20310402:102", "DTM+329:5:101")
    rest = [aboard(n, text, truth=MUST_REFUSE) for n, text in enumerate(bad, 1)]
    yield file(
        "births that no calendar has, or after the flight", interchange([*rest, aboard(4), aboard(5), aboard(6)])
    )


def documents() -> Iterator[Group]:
    card = aboard(2, document=f"DOC+I+{ALL[2].cnic}", number=f"TRAVEL_DOCUMENT:I/PAK/{ALL[2].cnic}")
    cnic = aboard(2, document=f"DOC+I+{ALL[2].cnic}", number=f"CNIC:{ALL[2].cnic}")
    card = Passenger(card.segments, either(card.truth, cnic.truth))
    coded = aboard(3, document=f"DOC+P:110:111+{ALL[3].passport}")
    bad = aboard(4, document="DOC+P+?!", truth=MUST_REFUSE)
    spaced = aboard(5, document=f"DOC+P+{ALL[5].passport[:2]} {ALL[5].passport[2:]}")
    valid = aboard(6, more=["DTM+36:300115:101"])
    yield file("documents of several kinds", interchange([aboard(1), card, coded, bad, spaced, Passenger(
        [*valid.segments[:5], valid.segments[6], valid.segments[5]], valid.truth)]))  # fmt: skip
    twice = aboard(2, more=["DOC+P+ZZ9909999", "LOC+91+PAK"])
    two = reads(
        f"travelled PASSENGER {person('', ALL[2].name, numbers=['PASSPORT:PK/ZZ9909999', f'PASSPORT:PK/{ALL[2].passport}'], born='1985-04-02', sex='M')} on {JOURNEY} at {AT}"
    )
    phone = aboard(3, more=["COM+03009900104:TE"])
    phone = Passenger([phone.segments[0], phone.segments[-1], *phone.segments[1:-1]], phone.truth)
    yield file("two passports, and a telephone", interchange([aboard(1), Passenger(twice.segments, two), aboard(4)]))


def flights() -> Iterator[Group]:
    offloaded = [*(aboard(n) for n in (1, 2)), *(aboard(n, role="ZZZ", truth=MUST_REFUSE) for n in (3,))]
    yield file("a person in a role that the guide does not know", interchange(offloaded))
    form = tuple(part.replace("2501151030:201", "202501151030:203") for part in FLIGHT)
    yield file("times of the flight with the century", interchange([aboard(n) for n in (1, 2, 3, 4)], head=form))
    without = tuple(part for part in FLIGHT if not part.startswith("TDT"))
    yield file("a list without its flight", interchange([aboard(n, truth=MUST_REFUSE) for n in (1, 2)], head=without))


def counted() -> Iterator[Group]:
    whole = [aboard(n) for n in (1, 2, 3, 4)]
    refused = [Passenger(one.segments, MUST_REFUSE) for one in whole[:2]]
    yield file("a count of segments that does not fit", interchange(refused, off=1))
    yield file("a count of passengers that does not fit", interchange(refused, off=1, counts=True))
    yield file("a file that is cut", interchange(refused, tail=False, last=30))
    yield file("a file without its last segment", interchange(refused, tail=False))
    yield file("four persons and their count", interchange(whole, counts=True), clean=True)


def groups() -> Iterator[Group]:
    for make in (sound, births, documents, flights, counted):
        yield from make()
