"""What the bench of searches puts into a hub and asks of it; `make bench` sends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from rabta.records.v1.records_service_pb2 import SearchPersonRequest
from rabta.records.v1.subject_pb2 import NAME_TYPE_FATHER, NAME_TYPE_HUSBAND, NAME_TYPE_OWN, Gender

from services.demo.described import Description, Wear, describe
from services.demo.population import People, dice_of
from services.records.wire import decode_held
from tests.bench import bench_search
from tests.bench.bench_search import body, row, versions
from tests.bench.bulk import Page

SAID = Description(
    name="Muhammad Yousaf",
    related="Abdul Rehman",
    relation="S/O",
    cnic="3520212345671",
    gender="M",
    born="1980-03-04",
    district="35202",
    phone="03001234567",
    address="House 7 Street 3",
)


@cache
def worn() -> list[Description]:
    """Sixty people as offices write them."""
    people = People("bench/search", date(2025, 1, 1))
    return [describe(people.adult(), Wear(), dice_of("bench/search", str(number))) for number in range(60)]


def asked(said: Description) -> SearchPersonRequest:
    return SearchPersonRequest.FromString(body(said))


def test_a_person_stands_in_one_case_and_the_last_record_is_theirs() -> None:
    told = list(versions([row(0, SAID)]))
    kinds = [decode_held(version).kind for _, version in told]
    assert kinds == ["CASE_FILE", "PARTY"]
    subject = decode_held(told[-1][1]).subject
    assert subject is not None
    assert {name.text for name in subject.names} >= {SAID.name, SAID.related}
    assert [each.value for each in subject.identifiers if each.type == "CNIC"] == [SAID.cnic]


def test_whatever_an_office_writes_is_taken_and_every_record_is_another() -> None:
    told = list(versions(row(number, said) for number, said in enumerate(worn())))
    assert len({record for record, _ in told}) == len(told) == 2 * len(worn())


def test_a_question_says_what_the_office_wrote() -> None:
    person = asked(SAID).person
    assert [(name.type, name.text) for name in person.names] == [
        (NAME_TYPE_OWN, SAID.name),
        (NAME_TYPE_FATHER, SAID.related),
    ]
    assert [each.value for each in person.identifiers] == [SAID.cnic]
    assert (person.gender, person.birth.earliest, person.birth.latest) == (Gender.GENDER_M, SAID.born, SAID.born)
    assert (person.district, person.address) == ("Lahore", SAID.address)


@pytest.mark.parametrize("field", ["related", "cnic", "gender", "born", "district", "address"])
def test_what_was_not_written_is_not_asked(field: str) -> None:
    less = asked(replace(SAID, **{field: ""})).person
    assert less != asked(SAID).person
    assert len(less.SerializeToString()) < len(asked(SAID).person.SerializeToString())


def test_a_husband_is_asked_for_as_one_and_a_year_as_a_range() -> None:
    person = asked(replace(SAID, relation="W/O", gender="F", born="1980-01-01")).person
    assert person.names[1].type == NAME_TYPE_HUSBAND
    assert (person.birth.earliest, person.birth.latest) == ("1980-01-01", "1980-12-31")
    assert person.gender == Gender.GENDER_F


def test_pages_are_sent_some_at_a_time_and_all_of_them() -> None:
    made = iter([Page(b"", 500, number, b"") for number in range(1, 6)])
    held = []
    while some := bench_search._some(made, 1000):
        held.append([page.number for page in some])
    assert held == [[1, 2], [3, 4], [5]]
