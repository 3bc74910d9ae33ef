"""A record of a history that neither the number asked for nor a told link carries is found, and so is a false link."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rabta.records.v1 import person_pb2 as pb
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.subject_pb2 import (
    IDENTIFIER_TYPE_CNIC,
    IDENTIFIER_TYPE_NAME_KEY,
    IDENTIFIER_TYPE_NICOP,
    IDENTIFIER_TYPE_PHONE,
    NAME_TYPE_FATHER,
    NAME_TYPE_OWN,
    Identifier,
    Name,
    Subject,
)

from services.evidence.carried import uncarried

OURS, THEIRS = "3520212345671", "3520212345673"
ASKED = Identifier(type=IDENTIFIER_TYPE_CNIC, value=OURS)
NOTHING = "a record is carried by no number and no link"


def record(name: str) -> str:
    return f"agencies/pk.fia/records/{name}"


def subject(*numbers: str) -> Subject:
    return Subject(identifiers=[Identifier(type=IDENTIFIER_TYPE_CNIC, value=number) for number in numbers])


def history(*links: pb.PersonLink, **records: Subject | None) -> History:
    made = History(links=links)
    for name, who in records.items():
        version = RecordVersion(agency="pk.fia", record_id=name, version=1, subject=who)
        made.versions.add(version=version.SerializeToString())
    return made


def link(one: str, other: str, by: pb.LinkBy = pb.LINK_BY_DECISION, decision: str = "d1") -> pb.PersonLink:
    return pb.PersonLink(one=record(one) if one else "", other=record(other) if other else "", by=by, decision=decision)


UNKNOWN = subject("x").SerializeToString().replace(b"\x08\x01", b"\x08\x63")
"""A number of a type that this program does not know."""
SAME, TOKEN = pb.LINK_BY_SAME_NUMBER, pb.LINK_BY_REGISTRY_TOKEN
HOLDS = [
    history(),
    history(a=subject(OURS)),
    history(a=subject(THEIRS, OURS), paper=None),
    history(link("a", "b"), a=subject(OURS), b=subject(THEIRS)),
    history(link("b", "a"), link("c", "b"), a=subject(OURS), b=subject(THEIRS), c=subject()),
    history(link("a", "b"), link("b", "c", SAME), a=subject(OURS), b=subject(THEIRS), c=subject(THEIRS)),
    history(link("", "b", TOKEN), b=subject(THEIRS)),
    history(link("a", "gone"), link("gone", "c"), a=subject(OURS), c=subject(THEIRS)),
    history(link("a", "gone"), link("gone", "c", SAME), a=subject(OURS), c=subject(THEIRS)),
]
FAILS = [
    (history(b=subject(THEIRS)), NOTHING),
    (history(a=subject(OURS), b=subject()), NOTHING),
    (history(link("b", "c"), a=subject(OURS), b=subject(THEIRS), c=subject(THEIRS)), NOTHING),
    (history(link("a", "x"), a=subject(OURS), b=subject(THEIRS)), NOTHING),
    (history(link("a", "b", SAME), a=subject(OURS), b=subject(THEIRS)), "a link says that two records share"),
    (history(link("", "b", SAME), b=subject(THEIRS)), "the registry alone"),
    (history(link("", "b"), b=subject(THEIRS)), "the registry alone"),
    (history(link("a", "b", decision=""), a=subject(OURS), b=subject(THEIRS)), "a decision has no id"),
    (history(link("a", "b", pb.LINK_BY_UNSPECIFIED), a=subject(OURS), b=subject(THEIRS)), "a link says not"),
    (history(link("a", "", TOKEN), a=subject(OURS)), "a link has not two ends"),
    (history(link("b", "b", TOKEN), b=subject(THEIRS)), "a link has not two ends"),
]


@pytest.mark.parametrize("told", HOLDS, ids=range(len(HOLDS)))
def test_what_is_carried_holds(told: History) -> None:
    assert uncarried(told, ASKED) == ""


@pytest.mark.parametrize(("told", "why"), FAILS, ids=range(len(FAILS)))
def test_what_is_not_is_found(told: History, why: str) -> None:
    assert uncarried(told, ASKED).startswith(why)


ASKING: dict[str, Callable[[], tuple[Identifier, Subject]]] = {
    "as it is typed": lambda: (Identifier(type=IDENTIFIER_TYPE_CNIC, value="35202-1234567-1"), subject(OURS)),
    "another card of the series": lambda: (Identifier(type=IDENTIFIER_TYPE_NICOP, value=OURS), subject(OURS)),
    "a telephone": lambda: (
        Identifier(type=IDENTIFIER_TYPE_PHONE, value="0300-1234567"),
        Subject(identifiers=[Identifier(type=IDENTIFIER_TYPE_PHONE, value="+923001234567")]),
    ),
    "a name": lambda: (
        Identifier(type=IDENTIFIER_TYPE_NAME_KEY, value="Amjad Ali|Bashir|PK-PB-LHR"),
        Subject(
            names=[Name(type=NAME_TYPE_OWN, text="amjad  ali"), Name(type=NAME_TYPE_FATHER, text="BASHIR")],
            district="PK-PB-LHR",
        ),
    ),
    "a type to come": lambda: (
        Identifier(type=IDENTIFIER_TYPE_CNIC, value=OURS),
        Subject.FromString(UNKNOWN + subject(OURS).SerializeToString()),
    ),
}


@pytest.mark.parametrize("how", ASKING)
def test_a_number_is_known_however_it_is_written(how: str) -> None:
    asked, who = ASKING[how]()
    assert uncarried(history(a=who), asked) == ""
    assert uncarried(history(a=subject(THEIRS)), asked) == NOTHING


def test_a_version_without_bytes_is_the_hub_s_word_and_no_number_is_none() -> None:
    made = history(a=subject(OURS))
    made.versions.add()
    assert uncarried(made, ASKED) == ""
    assert uncarried(made, Identifier()) == "the number asked for is none"
