"""LAW 2(d): which statements of a case somebody may not have made freely, and to whom that is told, on a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import PolicyDenied
from services.node.stated_law import StatedLaw
from services.records import wire
from services.records.app.reviewing import review_statements
from services.records.statement_port import NoLaw, NoLawError
from services.values.records import (
    Attendance,
    Bail,
    CaseFile,
    CaseReference,
    Party,
    RecordVersion,
    Review,
    Section,
    Statement,
    StatementReview,
)
from tests.fakes.record_maker import FIA, OVERSIGHT, POLICE, SESSIONS, cnic, fir, order, person, version, withdrawn
from tests.fakes.records_node import Node, caller

PROSECUTION = "pk.punjab-prosecution"
OWN = CaseReference("COURT_CASE", "LAHORE/9/2020")
CASE = (fir(), OWN)
VICTIM, MAN = person(cnic(21), name="Victim"), person(cnic(31), name="Accused Man")
OPEN = CaseFile(reported="2020-05-02")
DAY = "2020-05-10T11:00"
STATION, SERVICE = ("POLICE",), ("MAGISTRATE", "SUPPORT")


@pytest.fixture
def node(node: Node) -> Node:
    node.context = replace(node.context, statement_law=StatedLaw())
    return node


def prosecutor(officer: str = "pr-1", **more: object) -> Caller:
    made = caller(
        PROSECUTION, officer, agency_kind="PROSECUTION", roles=frozenset({"PROSECUTOR"}), purpose="TRIAL",
        legal_basis="TRIAL_ANTECEDENTS", query_class="PROTECTION", case_type=OWN.type, case_key=OWN.key,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # each is of its own field


def said(
    record_id: str,
    kind: str = "161",
    *present: str,
    subject: object = VICTIM,
    agency: str = POLICE,
    **more: object,
) -> RecordVersion:
    attendance = tuple(Attendance(f"Somebody {role.lower()}", role) for role in present)
    body = replace(Statement(kind, DAY, text=f"words of {record_id}", relation="FIRST", attendance=attendance), **more)  # type: ignore[arg-type]  # each is of its own field
    return version("STATEMENT", record_id, body, agency=agency, role="VICTIM", subject=subject, case_references=CASE)  # type: ignore[arg-type]  # a person


def accused(record_id: str, body: Bail | Party, agency: str = POLICE) -> RecordVersion:
    kind = {Bail: "BAIL", Party: "PARTY"}[type(body)]
    return version(kind, record_id, body, agency=agency, role="ACCUSED", subject=MAN, case_references=CASE)


def bail(at: str, kind: str = "POST_ARREST", **more: str) -> RecordVersion:
    return accused("bail", Bail(kind, at, "Sessions Court Lahore"), **more)


def papers(*sections: Section) -> list[RecordVersion]:
    """The case at the police, its court and its prosecution."""
    body = CaseFile("2020-05-01", "2020-05-01", "2020-05-02", "Ichhra", sections=sections, officers=("pp-7",))
    police = version("CASE_FILE", "file", body, case_references=CASE)
    trying = version("CASE_FILE", "file-court", OPEN, agency=SESSIONS, case_references=CASE)
    pleads = version(
        "CASE_FILE", "file-pr", replace(OPEN, officers=("pr-1",)), agency=PROSECUTION, case_references=(OWN,)
    )
    return [police, trying, pleads]


PTPA, THEFT, SALE = Section("PTPA", "3"), Section("PPC", "379"), Section("PPC", "371-A")


async def reviews(node: Node, who: Caller | None = None) -> tuple[StatementReview, ...]:
    return (await review_statements(node.context, node.inquiry(who or prosecutor()))).reviews


async def found(node: Node, *versions: RecordVersion, sections: tuple[Section, ...] = (PTPA,)) -> dict[str, str]:
    """Record id -> need and codes of what the prosecutor of the case is told."""
    await node.put(*papers(*sections), *versions)
    return {
        each.record.rpartition("/")[2]: " ".join([each.need, *(sign.code for sign in each.signs)])
        for each in await reviews(node)
    }


async def test_d3_before_a_magistrate_with_support_nothing_is_found(node: Node) -> None:
    assert await found(node, said("s1", "164", *SERVICE)) == {}


async def test_d4_an_affidavit_five_days_after_bail_with_kin_of_the_accused(node: Node) -> None:
    taken_back = said("s2", "AFFIDAVIT", "ACCUSED_KIN", relation="RETRACTS", earlier=(name("s1"),))
    told = await found(node, said("s1", "164", *SERVICE, at="2020-05-03"), bail("2020-05-05"), taken_back)
    assert told == {"s2": "REVIEW P1 T1"}
    (review,) = await reviews(node)
    assert (review.relation, review.signs[0].text[-3:], review.signs[0].text_ur[-3:]) == ("RETRACTS", "[P]", "[P]")


async def test_d5_in_court_with_counsel_of_the_accused_alone_nothing_is_found(node: Node) -> None:
    assert await found(node, said("s1", "COURT", "ACCUSED_COUNSEL", "MAGISTRATE", relation="RETRACTS")) == {}


async def test_d6_the_first_at_night_alone_in_custody(node: Node) -> None:
    told = await found(node, said("s1", "161", *STATION, at="2020-05-10T23:30", liberty="CUSTODY"))
    assert told == {"s1": "REVIEW L1 P2 T2"}


@pytest.mark.parametrize(
    ("section", "expected"), [(SALE, {"s2": "REVIEW R1"}), (THEFT, {})], ids=["d7 in a 371-A case", "d8 in a 379 case"]
)
async def test_a_second_statement_before_a_magistrate(node: Node, section: Section, expected: dict[str, str]) -> None:
    first, second = said("s1", "164", *SERVICE, at="2020-05-04"), said("s2", "164", *SERVICE, relation="ADDS")
    assert await found(node, first, second, sections=(section,)) == expected


async def test_d10_three_affidavits_nearly_alike(node: Node) -> None:
    words = [f"word{number}" for number in range(99)]
    texts = [" ".join([*words, each]) for each in ("a", "b", "c")]
    three = [
        said(f"s{n}", "AFFIDAVIT", subject=person(cnic(40 + n), name="V"), relation="RETRACTS", text=text)
        for n, text in enumerate(texts)
    ]
    assert await found(node, *three) == {f"s{n}": "NOTE X1" for n in range(3)}


async def test_one_drafter_of_two_peoples_retractions(node: Node) -> None:
    two = [
        said(f"s{n}", "AFFIDAVIT", subject=person(cnic(40 + n), name="V"), relation="RETRACTS", drafter=drafter)
        for n, drafter in enumerate(("A Notary", "a  notary"))
    ]
    assert await found(node, *two) == {"s0": "NOTE X1", "s1": "NOTE X1"}


async def test_what_one_person_says_twice_is_no_sign(node: Node) -> None:
    same = {"relation": "RETRACTS", "text": "I was never there at all.", "drafter": "A Notary"}
    assert await found(node, said("s1", "AFFIDAVIT", **same), said("s2", "AFFIDAVIT", **same)) == {}


async def test_d11_a_compromise_where_the_law_allows_none(node: Node) -> None:
    assert await found(node, said("s1", "COMPROMISE", relation="ADDS")) == {"s1": "NOTE composition-not-open"}


@pytest.mark.parametrize(
    ("present", "guardian", "expected"),
    [
        (("POLICE", "SUPPORT"), "Accused Man", {}),
        (("POLICE",), "accused  man", {"s1": "NOTE P2"}),
        (("POLICE",), "Another", {}),
    ],
    ids=["d13 support in place of the accused guardian", "the guardian is the accused", "a fit guardian"],
)
async def test_a_child_with_police(
    node: Node, present: tuple[str, ...], guardian: str, expected: dict[str, str]
) -> None:
    child = person(cnic(21), born="2010-01-01", name="Child")
    there = (*(Attendance("x", role) for role in present), Attendance(guardian, "GUARDIAN"))
    assert await found(node, accused("p", Party()), said("s1", subject=child, attendance=there)) == expected


@pytest.mark.parametrize("kind", ["REFUSED", "CANCELLED", "FORFEITED"])
async def test_a_bail_order_that_frees_nobody_is_no_sign(node: Node, kind: str) -> None:
    assert await found(node, bail("2020-05-05", kind), said("s1", "164", *SERVICE)) == {}


async def test_a_stranger_puts_no_sign_on_a_statement(node: Node) -> None:
    copied = said("x", "AFFIDAVIT", subject=person(cnic(55)), agency=FIA, relation="RETRACTS", text="words of s1")
    assert (await found(node, said("s1", "164", *SERVICE), bail("2020-05-05", agency=FIA), copied)).keys() <= {"x"}


async def test_one_that_its_owner_took_back_is_not_reviewed(node: Node) -> None:
    one = said("s1", "161", *STATION, liberty="CUSTODY")
    assert await found(node, one, withdrawn(one)) == {}


def name(record_id: str) -> str:
    return f"agencies/{POLICE}/records/{record_id}"


async def planted(node: Node) -> None:
    await node.put(*papers(PTPA), said("s1", "161", *STATION, liberty="CUSTODY"))


async def test_d12_the_station_of_the_case_is_refused_and_sees_no_statement(node: Node) -> None:
    await planted(node)
    for who in (caller(), replace(prosecutor(), agency=POLICE, agency_kind="POLICE", officer="pp-7")):
        with pytest.raises(PolicyDenied):
            await reviews(node, who)
    await node.put(said("s2", "164", "ACCUSED", agency=SESSIONS, liberty="CUSTODY"))
    assert {each.record for each in await reviews(node)} == {name("s1"), f"agencies/{SESSIONS}/records/s2"}
    history = await node.history(caller(), cnic(21))
    assert {line.owner for line in history.timeline if line.kind == "STATEMENT"} <= {POLICE}


async def test_another_prosecutor_of_the_case_is_told_nothing(node: Node) -> None:
    await planted(node)
    assert await reviews(node)
    assert await reviews(node, prosecutor("pr-2")) == ()


async def test_another_case_tells_nothing_of_this_one(node: Node) -> None:
    await planted(node)
    other = CaseReference("COURT_CASE", "LAHORE/10/2020")
    mine = version(
        "CASE_FILE", "other", replace(OPEN, officers=("pr-1",)), agency=PROSECUTION, case_references=(other,)
    )
    trying = version("CASE_FILE", "trying", OPEN, agency=SESSIONS, case_references=(other,))
    await node.put(mine, trying)
    assert await reviews(node, prosecutor(case_key=other.key)) == ()


async def test_the_log_names_what_was_read_and_no_text_of_it(node: Node) -> None:
    await planted(node)
    await reviews(node)
    assert f"{name('s1')}/versions/1" in node.trail.records


async def test_d15_of_a_pseudonym_neither_the_statement_nor_who_supported_is_told(node: Node) -> None:
    hidden = order("o", "PSEUDONYM", subject=VICTIM, role="VICTIM", pseudonym="X", case_references=(fir(),))
    await node.put(*papers(PTPA), said("s1", "161", "POLICE", liberty="CUSTODY", support_person="A Support"), hidden)
    raw = wire.encode(await review_statements(node.context, node.inquiry(prosecutor())))
    assert b"upport" not in raw


async def test_oversight_is_told_of_what_its_own_review_names_with_a_second_person(node: Node) -> None:
    await planted(node)
    number = CaseReference("REVIEW", "2020/1")
    review = Review((name("s1"),), "2020-06-01", "", ("ov-1",))
    await node.put(version("REVIEW", "rv", review, agency=OVERSIGHT, case_references=(number,)))
    second = Approver("second-1", 3, frozenset({"boss-1"}), bytes(32))
    who = caller(
        OVERSIGHT, "ov-1", roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
        query_class="AUDIT", case_type="REVIEW", case_key=number.key, approver=second,
    )  # fmt: skip
    assert [each.record for each in await reviews(node, who)] == [name("s1")]
    assert await reviews(node, replace(who, approver=None)) == ()


async def test_a_node_without_the_law_reviews_nothing(node: Node) -> None:
    await planted(node)
    node.context = replace(node.context, statement_law=NoLaw())
    with pytest.raises(NoLawError):
        await reviews(node)
