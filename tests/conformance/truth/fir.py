"""FIR registers of police stations: what they write in a row, and what each row means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.conformance.truth.group import Group, Line, changed, table
from tests.conformance.truth.people import ALL, URDU
from tests.conformance.truth.truth import MUST_REFUSE, NOTHING, Truth, either, person, reads

HEADING = ["FIR No", "Province", "District", "Police Station", "FIR Date", "U/S", "Complainant", "Accused",
           "Accused Father Name", "Accused CNIC", "Accused Phone"]  # fmt: skip
TITLES = [Line(["Register of First Information Reports", *[""] * 10]), Line([""] * 11)]
DAY = "2024-03-12"
COMPLAINANT = "Rehmat Ali"


def cells(number: int, **other: str) -> list[str]:
    """A sound row of the register; ``other``: cells by ``no day us complainant accused father card phone station``."""
    who = ALL[number % len(ALL)]
    row = [
        f"{number}/2024",
        "PB",
        "Lahore",
        "Ichhra",
        DAY,
        "379 PPC",
        COMPLAINANT,
        who.name,
        who.father,
        who.card,
        who.phone,
    ]
    names = {
        "no": 0,
        "station": 3,
        "day": 4,
        "us": 5,
        "complainant": 6,
        "accused": 7,
        "father": 8,
        "card": 9,
        "phone": 10,
    }
    for name, text in other.items():
        row[names[name]] = text
    return row


def accused(number: int, role: str = "ACCUSED", *, card: bool = True) -> str:
    """The accused of a sound row."""
    who = ALL[number % len(ALL)]
    numbers = [f"CNIC {who.cnic}"] if card else []
    return person(role, who.name, f"FATHER {who.father}", numbers=[*numbers, f"PHONE {who.e164}"])


def means(
    number: int,
    *persons: str,
    at: str = DAY,
    station: str = "ICHHRA",
    sections: Iterable[str] = ("PPC 379",),
    complainant: str = COMPLAINANT,
    more: Iterable[str] = (),
) -> Truth:
    """A case with these accused, the one of the sound row where none is given."""
    persons = persons or (accused(number),)
    names = [one.split(" | ")[1] for one in persons]
    facts = [f"case FIR PB/LAHORE/{station}/{number}/2024", f"registered {at}", *persons, *more]
    facts += [f"section {one}" for one in sections]
    facts += [f"FIR  at {at} of {name}" for name in names]
    facts += [person("COMPLAINANT", complainant)] if complainant else []
    return reads(*facts)


def nobody(number: int, *numbers: str) -> Truth:
    """A case whose accused is not known, with the numbers that are."""
    facts = [f"case FIR PB/LAHORE/ICHHRA/{number}/2024", f"registered {DAY}", "section PPC 379"]
    return reads(*facts, person("COMPLAINANT", COMPLAINANT), *(f"number {one}" for one in numbers))


def register(
    name: str, *lines: Line, heading: list[str] | None = None, clean: bool = False, titles: bool = True
) -> Group:
    above = TITLES if titles else []
    return table("FIR", name, "fir_register", *above, Line(heading or HEADING), *lines, clean=clean)


def bare(number: int, accused_cell: str, *persons: str) -> Line:
    """A row whose cell of names says everything: no father, card or phone beside it."""
    return Line(cells(number, accused=accused_cell, father="", card="", phone=""), means(number, *persons))


def sound() -> Iterator[Group]:
    yield register("as the form asks", *(Line(cells(n), means(n)) for n in range(1, 8)), clean=True)
    order = [0, 1, 2, 3, 4, 5, 7, 6, 8, 9, 10]
    turned = [[HEADING[place] for place in order], *([cells(n)[place] for place in order] for n in (4, 5, 6))]
    yield register("accused and complainant exchanged from the second page on", *(Line(cells(n), means(n)) for n in (1, 2, 3)),
                   Line(turned[0]), *(Line(row, means(n)) for n, row in zip((4, 5, 6), turned[1:], strict=True)))  # fmt: skip
    yield register("totals, pages and signatures between the rows", Line(cells(1), means(1)), Line(cells(2), means(2)),
                   Line(["Total", "", "", "", "", "", "", "2", "", "", ""], NOTHING), Line(HEADING), Line(cells(3), means(3)),
                   Line(cells(4), means(4)), Line(["Grand Total 4", *[""] * 10], NOTHING),
                   Line(["", "", "", "", "", "", "", "", "", "SHO Ichhra", ""], NOTHING))  # fmt: skip


def unknown() -> Iterator[Group]:
    words = ("نامعلوم", "Unknown", "To be traced", "نامعلوم ملزمان", "Not known", "2 unknown persons")
    rows = [
        Line(
            cells(n, accused=word, father="", card="", phone=f"0301-99020{n:02d}"),
            nobody(n, f"PHONE +923019902{n:03d}"),
        )
        for n, word in enumerate(words, 1)
    ]
    yield register("accused not known whose phone is", *rows)
    heading = [*HEADING[:10], "Accused Other Numbers"]
    others = (("IMEI 490154203237518", "IMEI 490154203237518"), ("Vehicle LEA-9901", "VEHICLE LEA9901"),
              ("IBAN PK36SCBL0000001123456702", "IBAN PK36SCBL0000001123456702"))  # fmt: skip
    yield register("accused not known whose handset, car or account is", *(
        Line(cells(n, accused="unknown", father="", card="", phone=said), nobody(n, number))
        for n, (said, number) in enumerate(others, 1)), heading=heading)  # fmt: skip


def ditto() -> Iterator[Group]:
    marks = ("Do", "-do-", "As above", "ایضاً", '"', "ditto")
    first = Line(cells(1), means(1))
    yield register("station and complainant by ditto marks", first, *(
        Line(cells(n, station=mark, complainant=mark), means(n)) for n, mark in enumerate(marks, 2)))  # fmt: skip


def dates() -> Iterator[Group]:
    first = ("12/03/2024", "13/03/2024", "05/04/2024", "06/04/2024", "28/04/2024", "01/05/2024")
    iso = ("2024-03-12", "2024-03-13", "2024-04-05", "2024-04-06", "2024-04-28", "2024-05-01")
    yield register("day before month", *(Line(cells(n, day=day), means(n, at=at))
                   for n, (day, at) in enumerate(zip(first, iso, strict=True), 1)), clean=True)  # fmt: skip
    american = ("03/12/2024", "03/13/2024", "04/05/2024", "04/06/2024", "04/28/2024", "05/01/2024")
    yield register("month before day in the whole column", *(Line(cells(n, day=day), means(n, at=at))
                   for n, (day, at) in enumerate(zip(american, iso, strict=True), 1)))  # fmt: skip
    mixed = ("25/03/2024", "03/28/2024", "05/04/2024", "06/04/2024")
    yield register(
        "both orders in one column", *(Line(cells(n, day=day), MUST_REFUSE) for n, day in enumerate(mixed, 1))
    )
    words = {"12th March 2024": DAY, "12-Mar-24": "", "12 مارچ 2024": DAY, "12-03-2024 02:30 PM": "2024-03-12T14:30+05:00",
             "2024-03-12T14:30:00+05:00": "2024-03-12T14:30+05:00", "March 12, 2024": DAY}  # fmt: skip
    yield register("dates in words and clocks of twelve hours", *(
        Line(cells(n, day=day), means(n, at=at) if at else either(means(n), MUST_REFUSE))
        for n, (day, at) in enumerate(words.items(), 1)))  # fmt: skip


def beside() -> Iterator[Group]:
    """Words beside a name that name nobody."""
    plain, father = "Sajid Mehmood", "Umar Din"
    one = person("ACCUSED", plain, f"FATHER {father}")
    alone = person("ACCUSED", plain)
    rows = [
        bare(1, f"{plain} s/o {father}, caste Jutt", one),
        bare(2, f"{plain} s/o {father} driver", one),
        bare(3, f"{plain}, brother of complainant", alone),
        bare(4, f"{plain}, Patwari", alone),
        bare(5, f"{plain}\nHead Constable", alone),
        bare(6, f"{plain} (absconder)", alone),
        Line(
            cells(7, accused=f"{plain}, resident of Chak 9", father="", card="", phone=""),
            either(means(7, person("ACCUSED", plain, address="Chak 9")), means(7, alone)),
        ),
        Line(cells(8, accused=f"ASI {plain}; tehsil Okara", father="", card="", phone=""), means(8, alone)),
    ]
    yield register("words of office, kin, caste and place beside a name", *rows)


def relations() -> Iterator[Group]:
    who, father = "Sajid Mehmood", "Umar Din"
    son = person("ACCUSED", who, f"FATHER {father}")
    wife = person("ACCUSED", "Zubaida Bibi", "HUSBAND Umar Din")
    rows = [
        bare(n, f"{who} {word} {father}", son)
        for n, word in enumerate(("S/O", "S.O", "SO", "s/o:", "son of", "S / O"), 1)
    ]
    rows += [bare(n, f"Zubaida Bibi {word} {father}", wife) for n, word in enumerate(("W/O", "widow of", "wd/o"), 7)]
    rows += [bare(10, "ساجد محمود پسر عمر دین", person("ACCUSED", "ساجد محمود", "FATHER عمر دین")),
             bare(11, "زبیدہ بی بی بیوہ عمر دین", person("ACCUSED", "زبیدہ بی بی", "HUSBAND عمر دین")),
             bare(12, "ساجد محمود ولدیت عمر دین", person("ACCUSED", "ساجد محمود", "FATHER عمر دین"))]  # fmt: skip
    yield register("relations as clerks write them", *rows)
    aliases = [bare(n, f"{who} {word} Sajju", person("ACCUSED", "ALIAS Sajju", who))
               for n, word in enumerate(("@", "alias", "aka", "a.k.a.", "urf", "عرف"), 1)]  # fmt: skip
    yield register("aliases as clerks write them", *aliases)


def scripts() -> Iterator[Group]:
    forms = ("{latin} ({urdu})", "{urdu} ({latin})", "{latin} / {urdu}", "{latin}\n{urdu}", "{latin} {urdu}")
    rows = []
    for n, form in enumerate(forms, 1):
        latin, urdu = ALL[n - 1].name, URDU[n - 1][0]
        names = sorted([latin, urdu])
        rows.append(bare(n, form.format(latin=latin, urdu=urdu), person("ACCUSED", *names)))
    yield register("one person in two scripts", *rows)
    heading = [
        "ایف آئی آر نمبر",
        "صوبہ",
        "ضلع",
        "تھانہ",
        "تاریخ اندراج",
        "دفعات",
        "نام مدعی",
        "نام ملزم",
        "ولدیت ملزم",
        "شناختی کارڈ ملزم",
        "فون ملزم",
    ]
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    rows = []
    for n, (own, father) in enumerate(URDU, 1):
        who = ALL[n % len(ALL)]
        cell = [
            text.translate(digits)
            for text in cells(n, accused=own, father=father, us="379 ت پ", complainant="رحمت علی")
        ]
        if n % 2:
            cell[7] = cell[7].replace("ی", "ي").replace("ک", "ك")
        one = person("ACCUSED", own, f"FATHER {father}", numbers=[f"CNIC {who.cnic}", f"PHONE {who.e164}"])
        rows.append(Line(cell, means(n, one, complainant="رحمت علی")))
    yield register("Urdu words, digits and keyboards", *rows, heading=heading, clean=True)


def cards() -> Iterator[Group]:
    false = ("11111-1111111-1", "12345-6789012-3", "99999-9999999-9", "35202-0000000-0")
    rows = [Line(cells(n, card=card), means(n, accused(n, card=False))) for n, card in enumerate(false, 1)]
    one = ALL[5].card
    twice = [Line(cells(n, card=one), means(n, accused(n, card=False))) for n in (5, 6)]
    rows[3] = Line(rows[3].cells, MUST_REFUSE)
    yield register("cards that stand for no card, and one card on two names", *rows, *twice, Line(cells(7), means(7)))


def impossible() -> Iterator[Group]:
    heading = [*HEADING[:10], "Accused Date of Birth"]
    who = ALL[1]
    sound_one = person("ACCUSED", who.name, f"FATHER {who.father}", numbers=[f"CNIC {who.cnic}"], born="1985-06-01")
    rows = [Line(cells(1, phone="1985-06-01"), means(1, sound_one)),
            Line(cells(2, phone="2031-01-01"), MUST_REFUSE), Line(cells(3, day="2098-03-12", phone=""), MUST_REFUSE),
            Line(cells(4, phone="2024-03-13"), MUST_REFUSE),
            *(Line(changed(heading, cells(n, phone=""), {}), means(n, person(
                "ACCUSED", ALL[n].name, f"FATHER {ALL[n].father}", numbers=[f"CNIC {ALL[n].cnic}"]))) for n in (5, 6))]  # fmt: skip
    yield register("births after the act and reports of the future", *rows, heading=heading)


def groups() -> Iterator[Group]:
    for make in (sound, unknown, ditto, dates, beside, relations, scripts, cards, impossible):
        yield from make()
