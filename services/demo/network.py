"""A trafficking network and people who only look like one: who they are, their numbers, and their cases on record.

Nobody here exists. Recruiter, transporter and exploiter stand in FIA and police records; the man of the hawala and the
financier meet only in an enquiry of Customs, which no other agency may read. A savings committee, a family abroad, an
escort of a charity and a payroll make the same patterns for honest reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.demo.cases import Accused, Case
from services.demo.given_names import Spelt, drawn_name
from services.demo.offences import CUSTOMS, FIA, PUNJAB, SINDH
from services.demo.population import Person, cnic, dice_of, english, urdu
from services.demo.told import Told
from services.values.districts import DISTRICTS

ANALYST, INVESTIGATOR, COLLEAGUE = "fia-1050", "fia-1046", "fia-1047"
FIRST_SERIAL = 20
"""Serials of the story's block (below 100) from which the network's people are numbered."""
PHONE = "0372000"
"""A range that the drawn people have no numbers of."""
FOREIGN_IBAN = "AE"


def iban(country: str, rest: str) -> str:
    """An account number with its check digits (ISO 13616); ``rest``: bank and account."""
    digits = "".join(str(int(sign, 36)) for sign in f"{rest}{country}00")
    return f"{country}{98 - int(digits) % 97:02}{rest}"


def account(bank: str, serial: int) -> str:
    """An account of a Pakistani bank of the synthetic block."""
    return iban("PK", f"{bank}00000000{serial:08}")


def _someone(serial: int, last: str, born: date, home: int, *name: tuple[str, str], father: tuple[str, str]) -> Person:
    district = DISTRICTS[home]
    spelt = tuple((tuple(spellings.split("/")), written) for spellings, written in name)
    fathers: tuple[Spelt, ...] = (((father[0],), father[1]),)
    number = cnic(district.prefix, serial, last)
    return Person(number, spelt, fathers, "M" if last in "13579" else "F", born, district, f"{PHONE}{serial:04}")


RECRUITER = _someone(
    20, "1", date(1982, 3, 2), 5, ("Ghulam", "غلام"), ("Rasool/Rasul", "رسول"), father=("Bashir", "بشیر")
)
TRANSPORTER = _someone(
    21, "3", date(1986, 7, 9), 4, ("Sarfraz/Sarfaraz", "سرفراز"), ("Hussain", "حسین"), father=("Manzoor", "منظور")
)
EXPLOITER = _someone(22, "5", date(1977, 1, 5), 11, ("Mumtaz", "ممتاز"), ("Ali", "علی"), father=("Sher", "شیر"))
HAWALADAR = _someone(
    23, "7", date(1971, 5, 30), 12, ("Yaqoob/Yaqub", "یعقوب"), ("Memon", "میمن"), father=("Haroon", "ہارون")
)
FINANCIER = _someone(24, "9", date(1969, 9, 17), 6, ("Sikandar", "سکندر"), ("Mirza", "مرزا"), father=("Anwar", "انور"))
GIRL = _someone(25, "2", date(2011, 4, 4), 8, ("Saima", "صائمہ"), ("Bibi", "بی بی"), father=("Nazir", "نذیر"))
BOY = _someone(26, "1", date(2012, 8, 8), 9, ("Arif", "عارف"), father=("Rafiq", "رفیق"))
ESCORT = _someone(27, "4", date(1980, 2, 2), 17, ("Rukhsana", "رخسانہ"), ("Gul", "گل"), father=("Akbar", "اکبر"))
UNREPORTED = _someone(33, "2", date(2013, 1, 9), 9, ("Nasreen", "نسرین"), father=("Yar", "یار"))
"""A third child, whom no file of any agency names."""
CHILDREN = (GIRL, BOY, UNREPORTED)
MIGRANT = _someone(28, "3", date(1989, 6, 1), 10, ("Amjad", "امجد"), ("Khan", "خان"), father=("Sultan", "سلطان"))
MOTHER = _someone(29, "2", date(1958, 1, 1), 10, ("Zubaida", "زبیدہ"), ("Begum", "بیگم"), father=("Fazal", "فضل"))
STRANGERS = (
    _someone(30, "5", date(1990, 5, 5), 2, ("Waheed", "وحید"), father=("Nawaz", "نواز")),
    _someone(31, "6", date(1994, 4, 4), 3, ("Kausar", "کوثر"), father=("Latif", "لطیف")),
    _someone(32, "7", date(1985, 3, 3), 7, ("Rafaqat", "رفاقت"), father=("Siddique", "صدیق")),
)
"""In whose names the burner phones were sold: a subscriber is not a user."""

RECRUITERS_BURNER, TRANSPORTERS_BURNER, EXPLOITERS_BURNER = (f"{PHONE}{number}" for number in ("9001", "9002", "9003"))
EXPLOITERS_ACCOUNT, FRONT_ACCOUNT = account("HABB", 91_000_001), account("MEZN", 91_000_002)
HAWALA_ACCOUNTS = (account("ALFH", 91_000_003), account("FAYS", 91_000_004))
RECRUITERS_ACCOUNT, TRANSPORTERS_ACCOUNT = account("BAHL", 91_000_005), account("ABPA", 91_000_006)
BUYERS_ACCOUNT = iban(FOREIGN_IBAN, "0330000091000007000")
MIGRANTS_ACCOUNT, MOTHERS_ACCOUNT = iban(FOREIGN_IBAN, "0330000091000008000"), account("HABB", 91_000_009)
EMPLOYERS_ACCOUNT = account("MPBL", 91_000_010)


def crowd(seed: object, what: str, first: int, count: int) -> list[Person]:
    """Further people of the block, drawn: members of a committee, employees. ``first``: serial of the first."""
    dice = dice_of(seed, f"network/{what}")
    found = []
    for serial in range(first, first + count):
        woman = dice.random() < 0.5
        district = dice.choice(DISTRICTS)
        number = cnic(district.prefix, serial, dice.choice("02468" if woman else "13579"))
        born = date(dice.randint(1965, 2000), dice.randint(1, 12), dice.randint(1, 28))
        gender = "F" if woman else "M"
        name, father = drawn_name(dice, gender), drawn_name(dice, "M")
        found.append(Person(number, name, father, gender, born, district, f"{PHONE}{serial:04}"))
    return found


def committee(seed: object) -> list[Person]:
    """A savings committee of ten women and men; the first keeps it."""
    return crowd(seed, "committee", 40, 10)


def employees(seed: object) -> list[Person]:
    """Those whom the employer pays each month."""
    return crowd(seed, "payroll", 60, 15)


def pupils(seed: object) -> list[Person]:
    """Children with whom the charity's escort travels, two each time, and whom the escort brings home again."""
    return [replace(one, born=one.born.replace(year=2012)) for one in crowd(seed, "pupils", 80, 6)]


def operation() -> Case:
    """The operation that the analyst works on: nobody is accused in it."""
    case = Case(FIA, "FIA", "Gujrat", ("AHTC", "AHTC"), 3, date(2025, 6, 1), date(2025, 6, 2), "")
    case.kind, case.officers, case.step = "Operation", (ANALYST, INVESTIGATOR), "under investigation"
    return case


def trafficking() -> Case:
    """FIA's case against recruiter and transporter, with both children."""
    sections = "3/4/5 PTPA r/w 109 PPC"
    case = Case(FIA, "FIA", "Gujrat", ("AHTC", "AHTC"), 12, date(2025, 3, 14), date(2025, 5, 20), sections)
    case.accused = [Accused(RECRUITER, date(2025, 5, 21)), Accused(TRANSPORTER)]
    case.victims, case.crosses_border = [GIRL, BOY], True
    case.officers, case.rank, case.step = (INVESTIGATOR, COLLEAGUE), "Inspector", "under investigation"
    return case


def exploitation() -> Case:
    """Sindh Police's case against the exploiter."""
    place = ("SD", "Karachi South", ("Saddar", "صدر"))
    case = Case(SINDH, *place, 233, date(2025, 5, 10), date(2025, 5, 12), "371-A/371-B/34 PPC")
    case.accused, case.officers = [Accused(EXPLOITER, date(2025, 5, 13))], ("sd-3001",)
    return case


def cheques() -> Case:
    """Punjab Police's case against the financier: a cheque that was not paid."""
    case = Case(PUNJAB, "PB", "Sialkot", ("Cantt", "کینٹ"), 318, date(2024, 11, 4), date(2024, 11, 20), "489-F PPC")
    case.accused = [Accused(FINANCIER, date(2024, 12, 1))]
    case.officers, case.rank = ("pb-2001",), "ASI"
    return case


def enquiry() -> Case:
    """Customs' enquiry, which names the man of the hawala and the financier together: a hit for others, no more."""
    case = Case(CUSTOMS, "CUS", "Karachi", ("Preventive", "Preventive"), 41, date(2025, 4, 1), date(2025, 4, 20), "")
    case.kind, case.accused = "Enquiry", [Accused(HAWALADAR), Accused(FINANCIER)]
    return case


def cases() -> Iterator[Case]:
    """Every case of the network, for the agencies' own export files."""
    yield from (operation(), trafficking(), exploitation(), cheques(), enquiry())


def told() -> Told:
    """Who is who in the network, for those who walk through it."""
    people = {
        "recruiter": RECRUITER,
        "transporter": TRANSPORTER,
        "exploiter": EXPLOITER,
        "hawaladar": HAWALADAR,
        "financier": FINANCIER,
    }
    return {
        "agency": FIA,
        "analyst": ANALYST,
        "investigators": [INVESTIGATOR, COLLEAGUE],
        "case": operation().key(),
        "fir": trafficking().key(),
        "hidden_case": enquiry().key(),
        "hidden_owner": CUSTOMS,
        "people": {name: {"cnic": person.cnic, "phone": e164(person.phone)} for name, person in people.items()},
        "burners": [e164(number) for number in (RECRUITERS_BURNER, TRANSPORTERS_BURNER, EXPLOITERS_BURNER)],
        "accounts": {
            "buyer": BUYERS_ACCOUNT,
            "exploiter": EXPLOITERS_ACCOUNT,
            "front": FRONT_ACCOUNT,
            "hawala": list(HAWALA_ACCOUNTS),
            "recruiter": RECRUITERS_ACCOUNT,
            "transporter": TRANSPORTERS_ACCOUNT,
            "migrant": MIGRANTS_ACCOUNT,
            "mother": MOTHERS_ACCOUNT,
            "employer": EMPLOYERS_ACCOUNT,
        },
        "children": [child.cnic for child in CHILDREN],
        "names_of_children": [word for child in CHILDREN for word in (english(child.name), urdu(child.name))],
    }


def e164(number: str) -> str:
    """A national mobile number as the graph names it."""
    return f"+92{number.removeprefix('0')}"
