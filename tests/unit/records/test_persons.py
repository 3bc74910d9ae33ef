"""Never two men of one case beside each other."""

from __future__ import annotations

from services.records.domain import Identifier, RecordVersion
from services.records.persons import apart, person_keys
from tests.unit.records.papers import CNIC, OTHER_CNIC, case_file, party, record, subject

PHONE = Identifier("PHONE", "+923001234567")
FILE = record(case_file(), role="")


def person(*numbers: Identifier, name: str = "Muhammad Aslam") -> RecordVersion:
    return record(party(), of=subject(name, numbers=numbers))


def test_a_person_stands_beside_his_own_papers_and_the_case_s() -> None:
    me, also_me, other = person(CNIC), person(CNIC, PHONE), person(OTHER_CNIC, name="Nazir")
    assert apart(me, [FILE, also_me, other]) == [[FILE, also_me]]


def test_papers_linked_by_another_number_are_his_too() -> None:
    me, by_phone, both = person(CNIC, name="Aslam"), person(PHONE, name="Achu"), person(CNIC, PHONE, name="Akram")
    assert {p.record_id for p in apart(me, [by_phone, both])[0]} == {by_phone.record_id, both.record_id}


def test_the_case_stands_beside_each_person_in_turn() -> None:
    me, other = person(CNIC), person(OTHER_CNIC, name="Nazir")
    assert apart(FILE, [me, other]) == [[me], [other]]
    assert apart(FILE, []) == [[]]


def test_keys_reach_over_cards_and_names() -> None:
    keys = person_keys(subject(numbers=(CNIC,)))
    assert {"CNIC:3520112345671", "NICOP:3520112345671"} <= keys
    assert "NAME_KEY:muhammad aslam|bashir ahmad|pk pb lhr" in keys
