"""Does a view of one person tell what the signed versions in it say, and does each link join what it says it joins?

That an officer decided a link, or what the identity registry said, is the hub's word; nothing else about a link is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.records.v1.person_pb2 import (
    LINK_BY_DECISION,
    LINK_BY_REGISTRY_TOKEN,
    LINK_BY_SAME_NUMBER,
    PersonLink,
)
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetPersonResponse, SubjectMatch
from rabta.records.v1.subject_pb2 import Identifier as Said
from rabta.records.v1.subject_pb2 import IdentifierType, Subject

from services.evidence.timeline import grade_of, record_name, version_name
from services.values import identifiers
from services.values.records import Identifier

HUBS_WORD: Final = (LINK_BY_DECISION, LINK_BY_REGISTRY_TOKEN)
"""Links that nothing in the answer proves."""

_PREFIX: Final = "IDENTIFIER_TYPE_"


def person_differs(record: str, answer: GetPersonResponse) -> str:
    """What of the answer does not hold for the person of ``agencies/{agency}/records/{id}``; empty where all does.

    Raises DecodeError for a version that is none.
    """
    versions = [RecordVersion.FromString(each.version) for each in answer.versions]
    if len(answer.members) != len(versions):
        return "there are other members than versions"
    if any(_said(member) != _signed(version) for member, version in zip(answer.members, versions, strict=True)):
        return "a member is not the version behind it"
    members = {record_name(version): version for version in versions}
    if len(members) != len(versions):
        return "a record is a member twice"
    if record not in members:
        return "the record that was asked for is no member"
    if not all(_holds(link, members) for link in answer.links):
        return "a link does not join what it says it joins"
    if reached(record, answer.links) != members.keys():
        return "a member is joined to the others by nothing"
    return ""


def _said(member: SubjectMatch) -> tuple[object, ...]:
    return member.version, member.owner, member.grade, member.subject


def _signed(version: RecordVersion) -> tuple[object, ...]:
    return version_name(version), version.agency, grade_of(version), version.subject


def _holds(link: PersonLink, members: dict[str, RecordVersion]) -> bool:
    """Whether both ends are members, and what the link says of itself is what a link of its kind says."""
    if link.one == link.other or link.one not in members or link.other not in members:
        return False
    if link.by == LINK_BY_SAME_NUMBER:
        besides = link.decision or link.model or link.agency or link.at_ms
        return not besides and bool(
            numbers_of_one(members[link.one].subject) & numbers_of_one(members[link.other].subject)
        )
    if link.by == LINK_BY_DECISION:
        return bool(link.decision and link.agency)
    return link.by == LINK_BY_REGISTRY_TOKEN and not link.decision


def numbers_of_one(subject: Subject) -> set[str]:
    """Every ``TYPE:canonical`` of the numbers that name one person."""
    stated = map(stated_of, subject.identifiers)
    return {text for each in stated if identifiers.names_one(each) for text in identifiers.search_keys(each)}


def stated_of(said: Said) -> Identifier:
    """A number as it is stated; of a kind that nobody knows here it names nobody."""
    known = said.type in IdentifierType.values()
    kind = IdentifierType.Name(said.type).removeprefix(_PREFIX) if known else str(said.type)
    return Identifier(kind, said.value, said.country)


def reached(record: str, links: Iterable[PersonLink]) -> set[str]:
    """Names of the records that links join to this one, itself among them."""
    joined: dict[str, set[str]] = {}
    for link in links:
        joined.setdefault(link.one, set()).add(link.other)
        joined.setdefault(link.other, set()).add(link.one)
    found, beyond = {record}, [record]
    while beyond:
        new = joined.get(beyond.pop(), set()) - found
        found |= new
        beyond += new
    return found
