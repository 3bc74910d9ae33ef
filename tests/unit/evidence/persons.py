"""A view of one person as an honest hub answers it: two records that state one number, and one that is linked."""

from __future__ import annotations

from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.person_pb2 import LINK_BY_DECISION, LINK_BY_SAME_NUMBER, PersonLink
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetPersonResponse, SubjectMatch
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, IDENTIFIER_TYPE_NICOP, Identifier, Name, Subject

OWNER = "pk.punjab-police"
CNIC = "3520212345671"
ONE, TWO, THREE = (f"agencies/{OWNER}/records/{record}" for record in ("r1", "r2", "r3"))


def numbered(record: str, *numbers: Identifier) -> RecordVersion:
    """Version 1 of a record about a man of these numbers."""
    names = [Name(text="Muhammad Yousaf")]
    subject = Subject(names=names, identifiers=numbers)
    return RecordVersion(agency=OWNER, record_id=record, version=1, subject=subject)


def stated() -> list[RecordVersion]:
    """A CNIC, the same number on another card, and no number."""
    card = Identifier(type=IDENTIFIER_TYPE_CNIC, value=CNIC)
    abroad = Identifier(type=IDENTIFIER_TYPE_NICOP, value=CNIC)
    return [numbered("r1", card), numbered("r2", abroad), numbered("r3")]


def person(versions: list[RecordVersion] | None = None) -> GetPersonResponse:
    """The answer over these versions, without pages; asked for is the first record."""
    shown = stated() if versions is None else versions
    answer = GetPersonResponse(
        links=[
            PersonLink(one=ONE, other=TWO, by=LINK_BY_SAME_NUMBER),
            PersonLink(one=TWO, other=THREE, by=LINK_BY_DECISION, decision="d-1", model="m", agency=OWNER, at_ms=5),
        ]
    )
    for each in shown:
        name = f"agencies/{each.agency}/records/{each.record_id}/versions/{each.version}"
        answer.members.append(SubjectMatch(version=name, owner=each.agency, subject=each.subject, grade="--"))
        answer.versions.append(SignedVersion(version=each.SerializeToString()))
    return answer
