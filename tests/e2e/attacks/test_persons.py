"""Looking for people by what they are called: whoever may not be seen is not found, not hinted at, and not counted."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase
from typing import Any

import pytest
from rabta.records.v1.person_pb2 import PersonDescription
from rabta.records.v1.records_service_pb2 import (
    GetPersonRequest,
    GetPersonResponse,
    SearchPersonRequest,
    SearchPersonResponse,
)
from rabta.records.v1.subject_pb2 import (
    IDENTIFIER_TYPE_CNIC,
    NAME_TYPE_FATHER,
    NAME_TYPE_OWN,
    Birth,
    Identifier,
    Name,
)

from services.values.records import RecordVersion
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_hidden import HIDDEN_RECORDS, details
from tests.e2e.bodies import RECORDS
from tests.e2e.conftest import NUMBERS_AN_HOUR
from tests.e2e.people import BORDER, CHIEF, FIA, INVESTIGATOR, PUNJAB, SINDH, SINDH_CASE, Officer, kin
from tests.e2e.planted import CHILD_WANTED, JUVENILE, KNOWN, NAMES, SEALED, WANTED, ref
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import record_maker as make

FIND, PERSON = f"{RECORDS}SearchPerson", f"{RECORDS}GetPerson"
STRANGER = "Xerxes Qwlmn"
"""Nobody here is called so."""
HIDDEN, SHOWN = "Zarak Mengal", "Olomide Pfeffer"
SEEKER = replace(CHIEF, clearance=2)
"""An investigator of another agency than those whose people are hidden, with numbers of their own to ask for."""


def find_of(name: str, *, father: str = "", number: str = "", born: str = "", **more: Any) -> bytes:
    """Body that asks who is called so."""
    person = PersonDescription(names=[Name(type=NAME_TYPE_OWN, text=name)])
    if father:
        person.names.append(Name(type=NAME_TYPE_FATHER, text=father))
    if number:
        person.identifiers.append(Identifier(type=IDENTIFIER_TYPE_CNIC, value=number))
    if born:
        person.birth.CopyFrom(Birth(earliest=born, latest=born))
    return SearchPersonRequest(person=person, **more).SerializeToString(deterministic=True)


def raw(world: World, officer: Officer, body: bytes, method: str = FIND) -> bytes:
    return answered(world, put(world, world.asking(officer, method, body)))


def found(world: World, officer: Officer, body: bytes) -> SearchPersonResponse:
    return SearchPersonResponse.FromString(raw(world, officer, body))


def person_of(record: str) -> bytes:
    return GetPersonRequest(record=record).SerializeToString(deterministic=True)


def records_of(answer: SearchPersonResponse) -> set[str]:
    return {each.match.version.rpartition("/versions/")[0] for each in answer.candidates}


@pytest.fixture(scope="module")
def yousaf(world: World) -> str:
    """A man whom Sindh accuses, found by name once the index is level; the name of the record."""
    man = make.person(make.cnic(410), name="Muhammad Yousaf Qaisrani")
    record = make.party("sd-yousaf", agency=SINDH, subject=man, case_references=ref(SINDH_CASE))
    world.plant([record])
    until(lambda: bool(found(world, SEEKER, find_of("محمد یوسف قیصرانی")).candidates), "the index has the record")
    return record.record_name


def test_an_urdu_spelling_finds_the_man_over_a_real_hub(world: World, yousaf: str) -> None:
    answer = found(world, SEEKER, find_of("محمد یوسف قیصرانی"))
    best = answer.candidates[0]
    assert best.match.version == f"{yousaf}/versions/1"
    assert [each.field for each in best.fields] == ["name"]
    assert best.fields[0].text_ur
    person = GetPersonResponse.FromString(raw(world, SEEKER, person_of(yousaf), PERSON))
    assert [each.version for each in person.members] == [best.match.version]
    assert person.members[0].subject == best.match.subject


def hidden_later(kind: str, number: str) -> list[RecordVersion]:
    """Somebody of whom an investigator of another agency learns nothing, by what hides them."""
    man = make.person(number, "2010-03-04" if kind == "juvenile" else "1985-03-04", HIDDEN)
    role, handling = "VICTIM" if kind == "victim" else "ACCUSED", "ORCON" if kind == "originator" else "OPEN"
    case = ref(SINDH_CASE)
    record = make.party(
        f"sd-hidden-{kind}", agency=SINDH, subject=man, role=role, handling=handling, case_references=case
    )
    if kind in ORDERS:
        return [record, make.order(f"sd-order-{kind}", ORDERS[kind], agency=SINDH, subject=man, case_references=case)]
    return [record]


ORDERS = {"sealed": "SEALED"}
KINDS = {"juvenile": 411, "sealed": 412, "victim": 413, "originator": 414}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_person_changes_no_byte_of_an_answer(world: World, kind: str) -> None:
    """The very description of them is answered as before they were there, whatever is asked beside the name."""
    number = make.cnic(KINDS[kind])
    asked = find_of(HIDDEN, father=f"Father of {HIDDEN}", number=number)
    before = raw(world, SEEKER, asked)
    hidden = hidden_later(kind, number)
    sign = make.person(make.cnic(KINDS[kind] + 10), name=SHOWN)
    shown = make.party(f"sd-shown-{kind}", agency=SINDH, subject=sign, case_references=ref(SINDH_CASE))
    world.plant([*hidden, shown])
    looked = find_of(SHOWN)
    until(lambda: shown.record_name in records_of(found(world, SEEKER, looked)), "the index is level")
    seen = put(world, world.asking(SEEKER, FIND, asked))
    assert answered(world, seen) == before
    assert hidden[0].record_name not in seen.entries[0].open.records
    assert not [one for one in seen.entries[0].sealed.withheld if one.owner == SINDH]
    refused(world, put(world, world.asking(SEEKER, PERSON, person_of(hidden[0].record_name))), "NOT_FOUND")


def test_a_hidden_record_is_no_person(world: World) -> None:
    """NOT_FOUND, as for a record that there never was, and the same bytes."""
    for agency, record_id in (HIDDEN_RECORDS[JUVENILE], HIDDEN_RECORDS[SEALED]):
        errors = set()
        for one in (record_id, "never-was"):
            seen = put(world, world.asking(SEEKER, PERSON, person_of(f"agencies/{agency}/records/{one}")))
            refused(world, seen, "NOT_FOUND")
            errors.add(details(seen))
        assert len(errors) == 1


def test_a_name_at_a_checkpoint_is_a_call_to_the_desk_and_a_childs_is_nothing(world: World) -> None:
    wanted = found(world, BORDER, find_of(NAMES[WANTED], father=f"Father of {NAMES[WANTED]}", born="1985-03-04"))
    assert not wanted.candidates
    assert [(hit.owner, hit.HasField("action")) for hit in wanted.hits] == [(SINDH, False)]
    assert WANTED.encode() not in wanted.SerializeToString()
    child = found(world, BORDER, find_of(NAMES[CHILD_WANTED], father=f"Father of {NAMES[CHILD_WANTED]}"))
    assert PUNJAB not in {hit.owner for hit in child.hits}
    assert not child.candidates


def test_names_are_counted_as_numbers_are(world: World) -> None:
    """Whoever goes through a directory is stopped, found or refused, and each birthday is another question."""
    officer = replace(INVESTIGATOR, id="fia-1077")
    bodies = [find_of(f"Name{one}{two} Khan") for one in "abc" for two in ascii_lowercase][: NUMBERS_AN_HOUR - 20]
    bodies += [find_of("Nameaa Khan", born=f"1985-01-{day:02}") for day in range(1, 25)]
    reasons = [put(world, world.asking(officer, FIND, body)).entries[0].open.reason for body in bodies]
    assert set(reasons[: NUMBERS_AN_HOUR - 20]) == {"CASE_NOT_YOURS"}, "not an officer of the case"
    assert reasons[-1] == "RATE_LIMITED"
    again = put(world, world.asking(officer, FIND, bodies[0]))
    assert again.entries[0].open.reason == "CASE_NOT_YOURS", "the same question is no new one"


def test_own_number_beside_a_name(world: World) -> None:
    body = find_of(STRANGER, number=KNOWN)
    question = world.ask(FIND, body, world.token(SEEKER, own_and_kin=[kin(f"CNIC:{KNOWN}")]), agency=FIA)
    refused(world, put(world, question), "OWN_OR_KIN")


def test_no_word_of_a_description_is_logged(world: World, yousaf: str) -> None:
    """Neither in the open nor in the sealed part of the entry, nor in the lines of the calls."""
    seen = put(world, world.asking(SEEKER, FIND, find_of("محمد یوسف قیصرانی")))
    answered(world, seen)
    (entry,) = seen.entries
    for part in (repr(entry.open), repr(entry.sealed)):
        assert not [word for word in ("یوسف", "Yousaf", "یوسف".encode().hex()) if word in part]
    assert FIA in repr(entry.open)
    assert f"{yousaf}/versions/1" in entry.open.records
    assert len(entry.open.selectors) == 1
    lines = (world.files.hub.folder / "calls.log").read_bytes()
    assert b"SearchPerson" in lines
    assert "یوسف".encode() not in lines
    assert b"Qaisrani" not in lines


def test_a_page_token_of_another_officer(world: World, yousaf: str) -> None:
    body = find_of("محمد یوسف قیصرانی", page_token="x" * 40)
    refused(world, put(world, world.asking(SEEKER, FIND, body)), "PAGE_TOKEN_INVALID")
    assert yousaf
