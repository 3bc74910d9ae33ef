"""Persons of a row: what stands beside a name belongs to it."""

from __future__ import annotations

from datetime import date, timedelta

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports.layout import Row
from services.sources.exports.persons import PERSONS, columns, people
from services.tables.phones import REGIONS
from services.values.dates import years_between
from services.values.records import Birth, Identifier, Subject
from tests.rows import of_rows

AT = ("2024-03-12", "2024-03-12")


def row(**parts: str) -> Row:
    return Row(7, {"who" if name == "who" else f"who_{name}": value for name, value in parts.items()})


def one(**parts: str) -> Subject:
    """The only person of a row that must be sound."""
    found = row(**parts)
    (subject,) = people(found, "who", AT)
    assert found.bad == []
    assert subject is not None
    return subject


def bad(described: Row) -> list[tuple[str, str]]:
    """Column and reason of each cell that is noted on the row."""
    return [(reject.column, reject.reason) for reject in described.bad]


def why(**parts: str) -> list[tuple[str, str]]:
    """Column and reason of everything wrong with a row."""
    found = row(**parts)
    people(found, "who", AT)
    return [(reject.column, reject.reason) for reject in found.bad]


def test_columns_are_named_after_their_part() -> None:
    names = [column.name for column in columns("victim", "Victim", "متاثرہ")]
    assert names[0] == "victim"
    assert all(name.startswith("victim_") for name in names[1:])


@pytest.mark.parametrize(
    ("part", "entry", "identifier"),
    [
        ("cnic", "35202-9900001-1", Identifier("CNIC", "3520299000011")),
        ("cnic", "3520299000011", Identifier("CNIC", "3520299000011")),
        ("cnic", "۳۵۲۰۲-۹۹۰۰۰۰۱-۱", Identifier("CNIC", "3520299000011")),
        ("phone", "0300-1234567", Identifier("PHONE", "+923001234567")),
        ("phone", "+92 300 1234567", Identifier("PHONE", "+923001234567")),
        ("phone", "3001234567", Identifier("PHONE", "+923001234567", repaired=True)),
        ("passport", "AB1234567", Identifier("PASSPORT", "AB1234567", "PK")),
        ("passport", "AF P01234567", Identifier("PASSPORT", "P01234567", "AF")),
        ("other", "IBAN PK36SCBL0000001123456702", Identifier("IBAN", "PK36SCBL0000001123456702")),
        ("other", "old nic: 123-45-678901", Identifier("OLD_NIC", "12345678901")),
        ("other", "vehicle LEA-1234", Identifier("VEHICLE", "LEA1234")),
    ],
)
def test_numbers(part: str, entry: str, identifier: Identifier) -> None:
    assert one(who="Ali", **{part: entry}).identifiers == (identifier,)


def test_several_phones_of_one_person() -> None:
    found = one(who="Ali", phone="0300-1234567, 0321 1234567 / 03331234567 & 03001234567").identifiers
    assert [identifier.value for identifier in found] == ["+923001234567", "+923211234567", "+923331234567"]


def test_several_other_numbers_of_one_person() -> None:
    found = one(who="Ali", other="IBAN PK36SCBL0000001123456702; vehicle LEA 1234, NTN 1234567")
    assert [identifier.type for identifier in found.identifiers] == ["IBAN", "VEHICLE", "NTN"]


def test_everything_goes_to_its_own_person() -> None:
    found = row(who="Ali; Sana", cnic="NILL; 42101-9900002-2", age="40; 15", gender="M; F", phone="; 03001234567")
    ali, sana = people(found, "who", AT)
    assert found.bad == []
    assert ali is not None
    assert sana is not None
    assert (ali.identifiers, ali.gender) == ((), "M")
    assert [identifier.type for identifier in sana.identifiers] == ["CNIC", "PHONE"]
    assert sana.birth == Birth("2008-03-13", "2009-03-12")


def test_a_second_script_and_father_are_names_too() -> None:
    subject = one(who="Ali Raza", urdu="علی رضا", father="Ahmed")
    assert [(name.type, name.script) for name in subject.names] == [
        ("OWN", "Latn"),
        ("OWN", "Arab"),
        ("FATHER", "Latn"),
    ]


def test_a_name_said_twice_is_one() -> None:
    assert len(one(who="Ali s/o Ahmed", father="Ahmed").names) == 2


def test_districts_are_in_capitals() -> None:
    assert one(who="Ali", district="Lahore").district == "LAHORE"


def test_an_address_of_its_own_goes_before_the_one_in_the_name() -> None:
    assert one(who="Ali r/o Kasur").address == "Kasur"
    assert one(who="Ali r/o Kasur", address="Street 1, Lahore").address == "Street 1, Lahore"


@of_rows(
    ("born", "age", "birth"),
    [
        ("14-05-1984", "", Birth("1984-05-14", "1984-05-14")),
        ("1984", "", Birth("1984-01-01", "1984-12-31")),
        ("", "25", Birth("1998-03-13", "1999-03-12")),
        ("", "25 years", Birth("1998-03-13", "1999-03-12")),
        ("", "۲۵ سال", Birth("1998-03-13", "1999-03-12")),
        ("", "19-20", Birth("2003-03-13", "2005-03-12")),
        ("", "0", Birth("2023-03-13", "2024-03-12")),
        ("", "minor", Birth("2006-03-13", "2024-03-12")),
        ("", "نابالغ", Birth("2006-03-13", "2024-03-12")),
        ("1995", "25", Birth("1995-01-01", "1995-12-31")),
        ("2003", "17", Birth("2003-01-01", "2007-03-12")),
        ("14-05-2006", "minor", Birth("2006-05-14", "2006-05-14")),
        ("12-03-2006", "minor", Birth("2006-03-12", "2024-03-12")),
        ("2024", "", Birth("2024-01-01", "2024-12-31")),
        ("2010", "17", Birth("2010-01-01", "2010-12-31")),
        ("2007", "18", Birth("2007-01-01", "2007-12-31")),
        ("", "", None),
        ("NILL", "NILL", None),
    ],
)
def test_births(born: str, age: str, birth: Birth | None) -> None:
    assert one(who="Ali", born=born, age=age).birth == birth


def test_an_uncertain_act_widens_the_range() -> None:
    found = row(who="Ali", age="17")
    (subject,) = people(found, "who", ("2023-01-01", "2023-12-31"))
    assert subject is not None
    assert subject.birth == Birth("2005-01-02", "2006-12-31")


@given(st.dates(date(1930, 1, 1), date(2024, 3, 12)), st.dates(date(2010, 1, 1), date(2025, 12, 31)))
def test_the_range_of_an_age_holds_the_birth(born: date, act: date) -> None:
    if born > act:
        return
    age = years_between((born - date(1970, 1, 1)).days, (act - date(1970, 1, 1)).days)
    found = row(who="Ali", age=str(age))
    (subject,) = people(found, "who", (act.isoformat(), act.isoformat()))
    assert subject is not None
    assert subject.birth is not None
    assert subject.birth.earliest <= born.isoformat() <= subject.birth.latest
    assert date.fromisoformat(subject.birth.latest) - date.fromisoformat(subject.birth.earliest) < timedelta(days=367)


@of_rows(
    ("parts", "found"),
    [
        ({"cnic": "35202"}, [("who_cnic", "not-an-identifier")]),
        ({"cnic": "3.52E+12"}, [("who_cnic", "rounded-by-spreadsheet")]),
        ({"cnic": "352029900001"}, [("who_cnic", "not-an-identifier")]),
        ({"phone": "12345"}, [("who_phone", "phone-ambiguous")]),
        ({"passport": "P 1"}, [("who_passport", "not-an-identifier")]),
        ({"other": "PK36SCBL0000001123456702"}, [("who_other", "not-an-identifier")]),
        ({"other": "GUN 1234"}, [("who_other", "not-an-identifier")]),
        ({"gender": "maybe"}, [("who_gender", "unknown-word")]),
        ({"age": "old"}, [("who_age", "not-an-age")]),
        ({"age": "30-20"}, [("who_age", "not-an-age")]),
        ({"born": "13-03-2024"}, [("who_born", "contradicts")]),
        ({"born": "2025"}, [("who_born", "contradicts")]),
        ({"born": "1984", "age": "25"}, [("who_age", "contradicts")]),
        ({"born": "1984", "age": "minor"}, [("who_age", "contradicts")]),
        ({"born": "2015", "age": "40"}, [("who_age", "contradicts")]),
        ({"age": "131"}, [("who_age", "not-an-age")]),
        ({"age": "13-Dec"}, [("who_age", "turned-into-date")]),
        ({"born": "1-1-84"}, [("who_born", "year-of-two-digits")]),
        ({"nationality": "Pakistan"}, [("who_nationality", "unknown-word")]),
        ({"urdu": "12"}, [("who_urdu", "not-a-name")]),
        ({"district": "x" * 121}, [("who_district", "too-long")]),
        ({"cnic": "1", "gender": "maybe"}, [("who_cnic", "not-an-identifier"), ("who_gender", "unknown-word")]),
    ],
)
def test_what_is_wrong_is_told_by_column(parts: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert why(who="Ali", **parts) == found


def test_one_bad_cell_of_several_people_is_told_once() -> None:
    assert why(who="Ali; Bilal", cnic="35202-9900001-1") == [("who_cnic", "count-differs")]


def test_too_many_people_in_a_cell() -> None:
    assert why(who="; ".join(["Ali"] * (PERSONS + 1))) == [("who", "too-long")]
    assert why(who="; ".join(["Ali"] * PERSONS)) == []


def test_nobody_is_nobody() -> None:
    assert people(row(who="NILL"), "who", AT) == []


def test_an_unknown_person_keeps_their_place() -> None:
    found = row(who="Ali; نامعلوم; Bilal", cnic="35202-9900001-1; NILL; 35202-9900003-3")
    assert [subject is None for subject in people(found, "who", AT)] == [False, True, False]
    assert found.bad == []


def test_an_unknown_persons_description_without_a_number_has_no_place() -> None:
    """Nothing is lost without a word: no record can hold an age of nobody."""
    described = row(who="\u200fنامعلوم", age="30", gender="M")
    assert people(described, "who", AT) == [None]
    assert bad(described) == [("who_gender", "no-place"), ("who_age", "no-place")]


@pytest.mark.parametrize(
    "word",
    [
        "unknown",
        "Unknown accused",
        "نامعلوم",
        "نا معلوم ملزم",
        "not known",
        "To be traced",
        "untraced",
        "TBD",
        "un-named",
    ],
)
def test_the_numbers_of_an_unknown_person_are_kept(word: str) -> None:
    described = row(who=word, phone="0300-1234567", other="IMEI 490154203237518; vehicle LEA-1234", gender="M")
    (nobody,) = people(described, "who", AT)
    described.reject_unseen()
    assert described.bad == []
    assert nobody is not None
    assert nobody.names == ()
    assert [(each.type, each.value) for each in nobody.identifiers] == [
        ("PHONE", "+923001234567"),
        ("IMEI", "490154203237518"),
        ("VEHICLE", "LEA1234"),
    ]
    assert nobody.gender == "M"


@pytest.mark.parametrize(
    ("part", "value"),
    [("cnic", "35202-9900001-1"), ("passport", "AB1234567"), ("father", "Ahmed Din"), ("urdu", "علی رضا")],
)
def test_an_unknown_person_has_no_card_and_no_father(part: str, value: str) -> None:
    described = row(who="unknown", phone="0300-1234567", **{part: value})
    people(described, "who", AT)
    assert bad(described) == [(f"who_{part}", "no-place")]


def test_an_unknown_person_among_others_keeps_their_own_number() -> None:
    described = row(who="1. Ali 2. unknown", phone="NILL; 0300-1234567")
    ali, nobody = people(described, "who", AT)
    assert described.bad == []
    assert ali is not None
    assert nobody is not None
    assert (ali.identifiers, nobody.names) == ((), ())
    assert [each.value for each in nobody.identifiers] == ["+923001234567"]


def test_a_number_without_its_person_is_told() -> None:
    found = row(cnic="35202-9900001-1", phone="NILL")
    assert people(found, "who", AT) == []
    found.reject_unseen()
    assert [(reject.column, reject.reason) for reject in found.bad] == [("who_cnic", "no-place")]


PHONES = [
    ("0501234567", "AE", "+971501234567"),
    ("050-123 4567", "AE", "+971501234567"),
    ("۰۵۰۱۲۳۴۵۶۷", "AE", "+971501234567"),
    ("971501234567", "PK", "+971501234567"),
    ("971501234567", "AE", "+971501234567"),
    ("+971501234567", "PK", "+971501234567"),
    ("00971501234567", "PK", "+971501234567"),
    ("03001234567", "PK", "+923001234567"),
    ("923001234567", "AE", "+923001234567"),
    ("+92 300 1234567", "AE", "+923001234567"),
]


@pytest.mark.parametrize(("typed", "region", "found"), PHONES)
def test_a_phone_is_read_in_the_region_that_is_stated(typed: str, region: str, found: str) -> None:
    for cells in ({"phone": typed}, {"other": f"PHONE {typed}"}):
        read = row(who="Ali", **cells)
        read.region = region
        (subject,) = people(read, "who", AT)
        assert read.bad == []
        assert subject is not None
        assert [(one.type, one.value, one.repaired) for one in subject.identifiers] == [("PHONE", found, False)]


def test_a_zero_that_a_spreadsheet_ate_is_marked_at_home_alone() -> None:
    assert [(each.value, each.repaired) for each in one(who="Ali", phone="3001234567").identifiers] == [
        ("+923001234567", True)
    ]
    assert why(who="Ali", phone="92971501234567") == [("who_phone", "phone-ambiguous")], "no plan knows it"


@given(st.sampled_from(sorted(REGIONS)), st.sampled_from(["PK", "AE", "AF", "IR", "GB"]))
def test_no_phone_of_another_country_is_made_the_regions_own(home: str, region: str) -> None:
    number = phonenumbers.example_number_for_type(home, phonenumbers.PhoneNumberType.MOBILE)
    if number is None:
        return
    digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")
    read = row(who="Ali", phone=digits)
    read.region = region
    (subject,) = people(read, "who", AT)
    found = [each.value for each in subject.identifiers] if subject else []
    for value in found:
        assert value == f"+{digits}" or phonenumbers.is_valid_number_for_region(phonenumbers.parse(value), region)
        assert read.bad == []


@pytest.mark.parametrize(
    "cell", ["Ali Raza; علی رضا", "علی رضا\nAli Raza", "Ali Raza, علی رضا", "1. Ali Raza 2. علی رضا"]
)
def test_one_name_in_two_scripts_is_one_person(cell: str) -> None:
    described = row(who=cell)
    (subject,) = people(described, "who", AT)
    assert subject is not None
    assert {name.text for name in subject.names} == {"Ali Raza", "علی رضا"}


def test_two_names_in_two_scripts_are_two_persons() -> None:
    assert len(people(row(who="Ali Raza; بلال احمد"), "who", AT)) == 2


@pytest.mark.parametrize(
    "cell", ["Ali Raza; Bilal Ahmed; علی رضا; بلال احمد", "Ali Raza s/o Ahmed; علی رضا ولد احمد", "Ali; Bilal; علی"]
)
def test_the_same_names_in_another_script_are_not_counted_twice(cell: str) -> None:
    described = row(who=cell)
    people(described, "who", AT)
    assert bad(described) == [("who", "persons-not-apart")]


@of_rows(
    "card",
    ["11111-1111111-1", "00000-0000000-0", "12345-6789012-3", "1234512345671", "12345-1234567-1", "99999-9999999-9",
     "35202-7777777-1", "98765-4321098-7"],
)  # fmt: skip
def test_a_card_that_stands_for_none_ties_nobody_and_is_told(card: str) -> None:
    described = row(who="Ali Raza", cnic=card)
    (subject,) = people(described, "who", AT)
    assert subject is not None
    assert subject.identifiers == ()
    assert described.bad == []
    assert [(flag.column, flag.reason) for flag in described.flags] == [("who_cnic", "placeholder-card")]


@of_rows("card", ["35202-9900001-1", "35201-1234567-1", "42301-9900006-1", "12101-1234567-1", "11111-2837465-1"])
def test_a_card_of_the_registry_stays(card: str) -> None:
    described = row(who="Ali Raza", cnic=card)
    (subject,) = people(described, "who", AT)
    assert subject is not None
    assert [each.value for each in subject.identifiers] == [card.replace("-", "")]
    assert described.flags == []
