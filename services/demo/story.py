"""The cast: a few people with known numbers, planted among the others, and the officers who ask about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.demo.cases import Accused, Case, Order, Stay
from services.demo.given_names import Spelt
from services.demo.offences import CUSTOMS, DISTRICT_COURTS, FIA, HIGH_COURTS, PRISONS, PUNJAB, SINDH
from services.demo.population import Person, cnic, english, urdu
from services.demo.reference import PRISONS as PRISON_LIST
from services.demo.told import Told
from services.values.districts import DISTRICTS

OFFICER = "fia-1042"
LAHORE, RAWALPINDI, GUJRAT = DISTRICTS[0], DISTRICTS[1], DISTRICTS[5]
KARACHI, HYDERABAD = DISTRICTS[11], DISTRICTS[14]
CAMP_JAIL, KARACHI_JAIL = PRISON_LIST[0], PRISON_LIST[3]


def _name(*tokens: tuple[str, str]) -> tuple[Spelt, ...]:
    return tuple((tuple(spellings.split("/")), written) for spellings, written in tokens)


def _person(serial: int, last: str, born: date, name: tuple[Spelt, ...], home: int = 0, **more: Any) -> Person:
    district = DISTRICTS[home]
    father = _name(("Ghulam", "غلام"), ("Rasool/Rasul", "رسول"))
    number = cnic(district.prefix, serial, last)
    return Person(number, name, father, "M" if last in "13579" else "F", born, district, f"0301000{serial:04}", **more)


KNOWN = _person(
    1,
    "1",
    date(1984, 5, 14),
    _name(("Rashid/Rasheed/Rashed", "راشد"), ("Mehmood/Mahmood/Mehmud", "محمود")),
    misdated=((SINDH, 2), (PRISONS, 1)),
)
ENQUIRED = _person(2, "3", date(1979, 11, 2), _name(("Tanveer/Tanvir", "تنویر"), ("Abbas", "عباس")), 20)
JUVENILE = _person(3, "5", date(2008, 1, 20), _name(("Hamza", "حمزہ"), ("Aslam", "اسلم")), 1)
CORRECTED = _person(4, "7", date(1990, 7, 1), _name(("Naeem/Naim", "نعیم"), ("Akhtar", "اختر")))
SEALED = _person(5, "9", date(1988, 3, 3), _name(("Shabbir/Shabir", "شبیر"), ("Ahmed/Ahmad", "احمد")), 14)
WANTED = _person(6, "1", date(1991, 9, 9), _name(("Babar/Babur", "بابر"), ("Khan", "خان")), 11)
VICTIM = _person(7, "2", date(2001, 6, 6), _name(("Nazia", "نازیہ"), ("Bibi", "بی بی")))
LEFT = _person(8, "3", date(1985, 2, 2), _name(("Liaqat", "لیاقت"), ("Ali", "علی")), 5)
RIGHT = _person(9, "5", date(1987, 4, 4), _name(("Mushtaq/Mushtaque", "مشتاق"), ("Ali", "علی")), 5)
CONTROLLED = _person(10, "7", date(1975, 12, 12), _name(("Zulfiqar", "ذوالفقار"), ("Butt", "بٹ")), 20)
RENEWED = _person(
    12,
    "1",
    date(1986, 10, 23),
    _name(("Saleem/Salim", "سلیم"), ("Yousaf/Yusuf/Yousuf", "یوسف"), ("Cheema", "چیمہ")),
    5,
)
BEFORE_RENEWAL = replace(RENEWED, cnic=cnic(RENEWED.home.prefix, 13, "1"))
"""The same man under the number of the card before it."""
NAMED_NOWHERE = _person(14, "3", date(1993, 1, 17), _name(("Waqar", "وقار"), ("Haider", "حیدر")))
"""Registered, and in no file of any agency."""
OLDER_CARDS = {RENEWED.cnic: BEFORE_RENEWAL.cnic}
"""Of people of the story, by number: that of the card which it replaced."""
BYSTANDER = _person(11, "9", date(1970, 8, 8), _name(("Ghulam", "غلام"), ("Hussain", "حسین")))


def _case(
    agency: str, place: tuple[str, str, str], number: int, act: date, registered: date, sections: str, person: Person
) -> Case:
    province, district, station = place
    case = Case(agency, province, district, (station, station), number, act, registered, sections)
    case.accused = [Accused(person)]
    case.complainant = BYSTANDER
    return case


def _as_a_boy() -> Case:
    """The known man at sixteen: withheld from all but the file's owner."""
    act = date(2001, 3, 10)
    case = _case(PUNJAB, ("PB", "Lahore", "Nawankot"), 88, act, act, "379/34 PPC", KNOWN)
    case.step, case.step_date = "challan", date(2001, 3, 24)
    case.accused[0].arrested = date(2001, 3, 11)
    case.accused[0].orders = [
        Order("produced", date(2001, 3, 12)),
        Order("bail granted", date(2001, 3, 20), {"surety": "20000"}),
        Order("compounded", date(2001, 9, 1), {"sections": "379/34 PPC"}),
    ]
    return case


def _acquitted() -> Case:
    sections = "365-B/371-A/34 PPC r/w 3 PTPA"
    case = _case(PUNJAB, ("PB", "Lahore", "Ichhra"), 512, date(2019, 2, 3), date(2019, 2, 5), sections, KNOWN)
    case.step, case.step_date = "challan", date(2019, 2, 26)
    case.officers, case.rank = ("pb-6001",), "SI"
    one = case.accused[0]
    one.arrested = date(2019, 2, 9)
    one.orders = [
        Order("produced", date(2019, 2, 12)),
        Order("physical remand", date(2019, 2, 12), {"days": "7"}),
        Order("judicial remand", date(2019, 2, 19), {"days": "14"}),
        Order("bail refused", date(2019, 4, 2)),
        Order("charge framed", date(2019, 5, 20), {"sections": sections, "plea": "not guilty"}),
        Order("acquitted 265-K", date(2021, 1, 18), {"sections": sections}),
    ]
    one.stays = [Stay(CAMP_JAIL, "412/2019", "UTP", date(2019, 2, 19), date(2021, 1, 18), "acquitted")]
    return case


def _on_trial() -> Case:
    sections = "420/468/471 PPC"
    case = _case(SINDH, ("SD", "Karachi South", "Clifton"), 118, date(2022, 6, 1), date(2022, 6, 11), sections, KNOWN)
    case.step, case.step_date = "challan", date(2022, 6, 27)
    case.officers = ("sd-3001",)
    one = case.accused[0]
    one.arrested = date(2022, 6, 14)
    one.orders = [
        Order("produced", date(2022, 6, 15)),
        Order("judicial remand", date(2022, 6, 18), {"days": "14"}),
        Order("bail granted", date(2022, 8, 2), {"surety": "200000"}),
        Order("charge framed", date(2022, 11, 7), {"sections": sections, "plea": "not guilty"}),
    ]
    one.stays = [Stay(KARACHI_JAIL, "977/2022", "UTP", date(2022, 6, 18), date(2022, 8, 2), "bail")]
    return case


def _convicted() -> Case:
    sections = "2(s)/16/156 Customs Act"
    place = ("CUS", "Karachi", "Customs Preventive")
    case = _case(CUSTOMS, place, 27, date(2016, 10, 4), date(2016, 10, 4), sections, KNOWN)
    case.complainant, case.crosses_border = None, True
    case.step, case.step_date = "challan", date(2016, 10, 18)
    one = case.accused[0]
    one.arrested = date(2016, 10, 4)
    punished = {"sections": sections, "imprisonment": "2 years RI", "fine": "50000", "in_lieu": "3 months"}
    one.orders = [
        Order("produced", date(2016, 10, 5)),
        Order("charge framed", date(2016, 12, 1), {"sections": sections, "plea": "not guilty"}),
        Order("convicted", date(2017, 5, 9), punished),
        Order("appeal time lapsed", date(2017, 7, 10)),
    ]
    one.stays = [Stay(KARACHI_JAIL, "301/2017", "convict", date(2017, 5, 9), date(2018, 9, 2), "sentence served", 60)]
    return case


def _reported() -> Case:
    """Convicted, the station says; the court of that district is no member, and no record of it is held."""
    sections = "420 PPC"
    case = _case(PUNJAB, ("PB", "Kasur", "City"), 61, date(2013, 3, 4), date(2013, 3, 6), sections, KNOWN)
    case.step, case.step_date, case.reported = "challan", date(2013, 3, 20), True
    case.accused[0].orders = [
        Order("charge framed", date(2013, 5, 2), {"sections": sections, "plea": "not guilty"}),
        Order("convicted", date(2013, 11, 11), {"sections": sections, "fine": "5000", "in_lieu": "1 month"}),
    ]
    return case


def _in_hand() -> Case:
    """The case in hand: assigned to the officer who asks."""
    sections = "3/4 PTPA r/w 109 PPC"
    case = _case(FIA, ("FIA", "Lahore", "AHTC"), 31, date(2024, 8, 20), date(2024, 9, 2), sections, KNOWN)
    case.complainant, case.victims, case.crosses_border = None, [VICTIM], True
    case.officers, case.rank, case.step = (OFFICER,), "Inspector", "under investigation"
    case.accused[0].orders = [Order("non-bailable warrant", date(2025, 3, 3))]
    return case


def _others() -> list[Case]:
    enquiry = _case(FIA, ("FIA", "Islamabad", "AHTC"), 214, date(2025, 5, 1), date(2025, 6, 1), "3/6 POSM", ENQUIRED)
    enquiry.kind, enquiry.officers = "Enquiry", ("fia-1044",)
    boy = _case(PUNJAB, ("PB", "Rawalpindi", "Saddar"), 205, date(2023, 4, 4), date(2023, 4, 4), "392/34 PPC", JUVENILE)
    boy.officers, boy.rank = ("pb-2002",), "ASI"
    boy.accused[0].arrested = date(2023, 4, 5)
    sealed = _case(SINDH, ("SD", "Hyderabad", "City"), 64, date(2022, 2, 2), date(2022, 2, 3), "376 PPC", SEALED)
    sealed.accused[0].orders = [Order("record sealed", date(2023, 3, 1), {"spared": "pk.sindh-police/sd-3001"})]
    wanted = _case(
        SINDH, ("SD", "Karachi South", "Clifton"), 9, date(2023, 1, 5), date(2023, 1, 6), "392/34 PPC", WANTED
    )
    wanted.accused[0].orders = [
        Order("non-bailable warrant", date(2023, 4, 1)),
        Order("proclaimed 87", date(2023, 6, 1)),
        Order("absent 512", date(2023, 9, 1)),
    ]
    return [enquiry, boy, sealed, wanted, *_cross_cases(), _controlled(), *_of_one_man()]


def _of_one_man() -> list[Case]:
    """One man under the number of a card, under that of the card before it, and under none."""
    return [_under_new_number(), _under_old_number(), _without_number()]


def _cross_cases() -> list[Case]:
    """Each accuses the other: an offender query for one returns one case only."""
    act, place = date(2022, 5, 5), ("PB", "Gujrat", "City")
    first = _case(PUNJAB, place, 141, act, act, "337-A(i)/34 PPC", LEFT)
    second = _case(PUNJAB, place, 142, act, act, "337-A(i)/34 PPC", RIGHT)
    first.complainant, second.complainant = RIGHT, LEFT
    return [first, second]


def _controlled() -> Case:
    """The owner's word decides who may read it."""
    case = _case(FIA, ("FIA", "Islamabad", "AHTC"), 17, date(2025, 1, 9), date(2025, 1, 9), "3/6 POSM", CONTROLLED)
    case.officers, case.control = ("fia-1044",), {"handling": "ORCON", "clearance": "3", "releasable_to": "pk.customs"}
    return case


def _under_old_number() -> Case:
    act = date(2014, 2, 11)
    case = _case(SINDH, ("SD", "Karachi South", "Clifton"), 40, act, date(2014, 2, 12), "419/420 PPC", BEFORE_RENEWAL)
    case.step, case.step_date = "challan", date(2014, 3, 1)
    case.accused[0].arrested = date(2014, 2, 14)
    return case


def _under_new_number() -> Case:
    act = date(2024, 5, 7)
    case = _case(PUNJAB, ("PB", "Gujrat", "City"), 233, act, act, "420/468 PPC", RENEWED)
    case.step, case.step_date = "challan", date(2024, 5, 30)
    return case


def _without_number() -> Case:
    place = ("CUS", "Karachi", "Customs Preventive")
    act = date(2019, 8, 16)
    case = _case(CUSTOMS, place, 52, act, act, "2(s)/16/156 Customs Act", replace(RENEWED, numbered=False))
    case.complainant, case.crosses_border = None, True
    case.step, case.step_date = "challan", date(2019, 9, 2)
    return case


def before_correction() -> Case:
    """As first exported: charged with murder."""
    place = ("PB", "Lahore", "Model Town")
    case = _case(PUNJAB, place, 77, date(2023, 9, 1), date(2023, 9, 1), "302/34 PPC", CORRECTED)
    case.officers = ("pb-2001",)
    case.step, case.step_date = "challan", date(2023, 9, 18)
    case.accused[0].arrested = date(2023, 9, 2)
    return case


def after_correction() -> Case:
    """As exported later: the injured man had lived."""
    case = before_correction()
    case.sections = "324/34 PPC"
    return case


def cast() -> list[Case]:
    """Every case of the story as first exported."""
    own = [_as_a_boy(), _acquitted(), _on_trial(), _convicted(), _reported(), _in_hand()]
    return [*own, before_correction(), *_others()]


def story() -> Told:
    """Who is who, for those who walk through the demonstration. CNICs are 13 digits."""
    return {
        "note": "Every person and number here is made up.",
        "officer": {"agency": FIA, "id": OFFICER, "case": _in_hand().key()},
        "known_man": {
            "cnic": KNOWN.cnic,
            "agencies": [PUNJAB, SINDH, FIA, CUSTOMS, PRISONS, DISTRICT_COURTS, HIGH_COURTS],
            "acquitted_in": _acquitted().key(),
            "on_trial_in": _on_trial().key(),
            "convicted_in": _convicted().key(),
            "reported_in": _reported().key(),
            "juvenile_in": _as_a_boy().key(),
            "conflicts": ["birth", "name"],
        },
        "renewed": {
            "name": f"{urdu(RENEWED.name)} ولد {urdu(RENEWED.father)}",
            "roman": english(RENEWED.name),
            "born": RENEWED.born.isoformat(),
            "district": RENEWED.home.name,
            "cnic": RENEWED.cnic,
            "old_cnic": BEFORE_RENEWAL.cnic,
            "under_new_number": PUNJAB,
            "under_old_number": SINDH,
            "without_number": CUSTOMS,
            "cases": [case.key() for case in _of_one_man()],
        },
        "named_nowhere": NAMED_NOWHERE.cnic,
        "under_enquiry": {"cnic": ENQUIRED.cnic, "agency": FIA, "case": _others()[0].key()},
        "juvenile": {"cnic": JUVENILE.cnic, "agency": PUNJAB, "case": _others()[1].key()},
        "corrected": {"cnic": CORRECTED.cnic, "agency": PUNJAB, "case": before_correction().key()},
        "sealed": {"cnic": SEALED.cnic, "agency": SINDH, "case": _others()[2].key()},
        "wanted": {"cnic": WANTED.cnic, "agency": SINDH, "case": _others()[3].key()},
        "victim": {"cnic": VICTIM.cnic, "agency": FIA, "case": _in_hand().key()},
        "cross_cases": {"cnics": [LEFT.cnic, RIGHT.cnic], "cases": [case.key() for case in _cross_cases()]},
        "originator_control": {"cnic": CONTROLLED.cnic, "agency": FIA, "case": _controlled().key()},
        "refused": {"agency": PUNJAB, "officer": "pb-2001", "case": _on_trial().key(), "why": "case of another agency"},
    }
