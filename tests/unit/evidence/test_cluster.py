"""A view of one person tells what its versions say, and its links join what they say they join."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from google.protobuf.message import DecodeError
from rabta.records.v1.person_pb2 import LINK_BY_REGISTRY_TOKEN, LINK_BY_SAME_NUMBER, LINK_BY_UNSPECIFIED, PersonLink
from rabta.records.v1.records_service_pb2 import GetPersonResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_PHONE, Identifier

from services.evidence.cluster import person_differs
from tests.rows import of_rows
from tests.unit.evidence.persons import CNIC, ONE, OWNER, THREE, TWO, numbered, person, stated

Lie = Callable[[GetPersonResponse], object]

NOT_THE_VERSION: dict[str, Lie] = {
    "name": lambda said: setattr(said.members[0], "version", f"{ONE}/versions/2"),
    "owner": lambda said: setattr(said.members[0], "owner", "pk.fia"),
    "grade": lambda said: setattr(said.members[0], "grade", "A1"),
    "subject": lambda said: setattr(said.members[0].subject.names[0], "text", "Imran Khan"),
    "a number more": lambda said: said.members[2].subject.identifiers.add(value=CNIC),
    "no subject": lambda said: said.members[0].ClearField("subject"),
    "order": lambda said: said.members.append(said.members.pop(0)),
}
FALSE_LINKS: dict[str, Lie] = {
    "to a stranger": lambda said: said.links.add(one=ONE, other=f"agencies/{OWNER}/records/r9", by=2, decision="d"),
    "from a stranger": lambda said: said.links.add(one="x", other=ONE, by=2, decision="d", agency=OWNER),
    "to itself": lambda said: said.links.add(one=ONE, other=ONE, by=LINK_BY_SAME_NUMBER),
    "by nothing": lambda said: setattr(said.links[0], "by", LINK_BY_UNSPECIFIED),
    "by a number that one lacks": lambda said: said.links.add(one=ONE, other=THREE, by=LINK_BY_SAME_NUMBER),
    "by a number, decided": lambda said: setattr(said.links[0], "decision", "d-2"),
    "by a number, of a model": lambda said: setattr(said.links[0], "model", "m"),
    "by a number, of an agency": lambda said: setattr(said.links[0], "agency", OWNER),
    "by a number, at a time": lambda said: setattr(said.links[0], "at_ms", 5),
    "by no decision": lambda said: setattr(said.links[1], "decision", ""),
    "decided by nobody": lambda said: setattr(said.links[1], "agency", ""),
    "a token that decides": lambda said: setattr(said.links[1], "by", LINK_BY_REGISTRY_TOKEN),
}


def told(lie: Lie) -> str:
    said = person()
    lie(said)
    return person_differs(ONE, said)


def test_an_honest_view_holds_from_each_of_its_records() -> None:
    for record in (ONE, TWO, THREE):
        assert person_differs(record, person()) == ""
    assert person_differs(ONE, person([numbered("r1")])) == "a link does not join what it says it joins"
    alone = person([numbered("r1")])
    alone.ClearField("links")
    assert person_differs(ONE, alone) == ""


@pytest.mark.parametrize("lie", NOT_THE_VERSION.values(), ids=NOT_THE_VERSION)
def test_a_member_is_the_version_behind_it(lie: Lie) -> None:
    assert told(lie) == "a member is not the version behind it"


@of_rows("lie", FALSE_LINKS.values(), ids=FALSE_LINKS)
def test_a_link_joins_what_it_says(lie: Lie) -> None:
    assert told(lie) == "a link does not join what it says it joins"


def test_as_many_members_as_versions() -> None:
    assert told(lambda said: said.members.pop()) == "there are other members than versions"
    assert told(lambda said: said.versions.pop()) == "there are other members than versions"


def test_no_record_is_a_member_twice() -> None:
    twice = [*stated(), stated()[0]]
    assert person_differs(ONE, person(twice)) == "a record is a member twice"


def test_the_record_that_was_asked_for_is_a_member() -> None:
    assert person_differs(f"agencies/{OWNER}/records/r9", person()) == "the record that was asked for is no member"
    assert person_differs(ONE, GetPersonResponse()) == "the record that was asked for is no member"


def test_every_member_is_joined_to_the_one_asked_for() -> None:
    assert told(lambda said: said.links.pop()) == "a member is joined to the others by nothing"
    assert told(lambda said: said.links.pop(0)) == "a member is joined to the others by nothing"


def test_a_token_of_the_registry_joins_by_the_hubs_word() -> None:
    said = person()
    said.links[1].CopyFrom(PersonLink(one=TWO, other=THREE, by=LINK_BY_REGISTRY_TOKEN, at_ms=5))
    assert person_differs(ONE, said) == ""


def test_a_number_that_may_be_shared_joins_nobody() -> None:
    phone = Identifier(type=IDENTIFIER_TYPE_PHONE, value="+923001234567")
    said = person([numbered("r1", phone), numbered("r2", phone), numbered("r3")])
    assert person_differs(ONE, said) == "a link does not join what it says it joins"


def test_a_number_of_an_unknown_kind_joins_nobody() -> None:
    unknown = Identifier.FromString(b"\x08\x63\x12\x01x")
    said = person([numbered("r1", unknown), numbered("r2", unknown), numbered("r3")])
    assert person_differs(ONE, said) == "a link does not join what it says it joins"


def test_a_version_that_is_none() -> None:
    said = person()
    said.versions[0].version = b"\xff"
    with pytest.raises(DecodeError):
        person_differs(ONE, said)
