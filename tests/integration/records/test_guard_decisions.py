"""LAW 2(c): what a prosecutor decides on a guard, how long it stands, and which desk is told, on a real store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import InvalidArgument, NotFound, PolicyDenied
from services.access.kin import kin_digest
from services.access.request_id import Act
from services.node.guard_law import ReadGuards
from services.records.app.guards import decide_guard, list_guards
from services.records.errors import RequestIdReused
from services.records.law_book.store.said import open_book
from services.values.records import (
    CaseFile,
    CaseReference,
    DecideGuardRequest,
    ListedGuard,
    Party,
    RecordVersion,
    Section,
    ToldDesk,
)
from tests.fakes.record_maker import POLICE, SESSIONS, cnic, expunged, fir, following, person, version
from tests.fakes.records_node import NOW_MS, SECRET, Node, caller

PROSECUTION = "pk.punjab-prosecution"
OWN = CaseReference("COURT_CASE", "LAHORE/9/2020")
A, B = fir(7), (fir(), OWN)
WHO = person(cnic(21), born="1990-01-01")
NARCOTICS, PTPA, MURDER = Section("CNSA", "9(c)"), Section("PTPA", "3"), Section("PPC", "302")
SECOND = Approver("second-1", 3, frozenset({"boss-1"}), bytes(32))
HOUR = 3_600_000


@pytest.fixture
def node(node: Node, tmp_path: Path) -> Iterator[Node]:
    book = open_book(tmp_path, SECRET)
    node.context = replace(node.context, guard_law=ReadGuards(), law_book=book)
    yield node
    book.close()


def prosecutor(second: Approver | None = SECOND, officer: str = "pr-1") -> Caller:
    return caller(
        PROSECUTION, officer, agency_kind="PROSECUTION", roles=frozenset({"PROSECUTOR"}), purpose="TRIAL",
        legal_basis="TRIAL_ANTECEDENTS", query_class="PROTECTION", case_type=OWN.type, case_key=OWN.key, approver=second,
    )  # fmt: skip


def victim(status: str = "POSSIBLE") -> RecordVersion:
    body = Party((PTPA,), "", status, "", "")
    return version("PARTY", "victim", body, role="VICTIM", subject=WHO, case_references=(A,))


def accused(*sections: Section) -> RecordVersion:
    return version("PARTY", "accused", Party(sections), role="ACCUSED", subject=WHO, case_references=B)


def files() -> list[RecordVersion]:
    def file(name: str, agency: str, officer: str, *cases: CaseReference) -> RecordVersion:
        body = CaseFile("", "", "2020-05-02", officers=(officer,))
        return version("CASE_FILE", name, body, agency=agency, case_references=cases)

    return [
        file("file-b", POLICE, "pp-7", *B),
        file("file-court", SESSIONS, "judge-1", *B),
        file("file-pr", PROSECUTION, "pr-1", OWN),
        file("file-a", POLICE, "pp-9", A),
    ]


async def one(node: Node, who: Caller | None = None) -> ListedGuard:
    (found,) = (await list_guards(node.context, node.inquiry(who or prosecutor()))).guards
    return found


async def decide(
    node: Node, outcome: str = "PROCEED", reason: str = "Looked at.", id_: str = "request-1", **more: object
) -> ListedGuard:
    who = more.get("who") or prosecutor()
    assert isinstance(who, Caller)
    reference = str(more.get("reference") or (await one(node)).reference)
    request = DecideGuardRequest(id_, reference, outcome, reason, str(more.get("matter", "")))
    act = Act(who.agency, who.officer, id_, sha256(repr(request).encode()).digest())
    (found,) = (await decide_guard(node.context, node.inquiry(who), request, act)).guards
    return found


@pytest.fixture
def guarded(node: Node) -> Node:
    """An accused of whom another case says that they may be a victim."""
    asyncio.run(node.put(*files(), accused(NARCOTICS), victim()))
    return node


@pytest.mark.parametrize("outcome", ["PROCEED", "NOT_SENT_UP", "WITHDRAW", "DISCHARGE", "SEPARATE_PERSON"])
async def test_a_decision_is_kept_with_who_and_when_and_ends_the_clock(guarded: Node, outcome: str) -> None:
    guarded.now_ms += 100 * HOUR
    assert (await one(guarded)).overdue == ("PROSECUTOR",)
    told = await decide(guarded, outcome)
    assert told == await one(guarded)
    assert told.decision is not None
    assert (told.decision.outcome, told.decision.officer, told.decision.at_ms) == (outcome, "pr-1", guarded.now_ms)
    guarded.now_ms += 1000 * HOUR
    after = await one(guarded)
    assert (after.overdue, after.told, after.open_again) == ((), (), False)


async def test_c14_each_desk_is_told_once_however_often_one_looks(guarded: Node) -> None:
    guarded.now_ms += 73 * HOUR
    first = guarded.now_ms
    assert (await one(guarded)).told == (ToldDesk("PROSECUTOR", first),)
    guarded.now_ms += HOUR
    assert (await one(guarded)).told == (ToldDesk("PROSECUTOR", first),)
    guarded.now_ms += 8 * 24 * HOUR
    second = guarded.now_ms
    for _ in range(3):
        assert (await one(guarded)).told == (ToldDesk("PROSECUTOR", first), ToldDesk("DISTRICT_PROSECUTOR", second))
        guarded.now_ms += HOUR


@pytest.mark.parametrize("change", ["status", "charge"])
async def test_c16_another_status_or_charge_opens_it_again(guarded: Node, change: str) -> None:
    await decide(guarded)
    guarded.now_ms += HOUR
    if change == "status":
        await guarded.put(following(victim(), body=Party((PTPA,), "", "RECOGNISED")))
    else:
        await guarded.put(following(accused(NARCOTICS), body=Party((NARCOTICS, PTPA))))
    found = await one(guarded)
    assert found.open_again
    assert found.decision is not None
    assert found.decision.outcome == "PROCEED"
    guarded.now_ms += 80 * HOUR
    assert [each.desk for each in (await one(guarded)).told] == ["PROSECUTOR"]
    again = await decide(guarded, "WITHDRAW", id_="request-2")
    assert (again.open_again, again.told, again.overdue) == (False, (), ())


async def test_a_note_on_another_record_opens_nothing(guarded: Node) -> None:
    await decide(guarded)
    await guarded.put(following(accused(NARCOTICS), body=Party((NARCOTICS,), "seen again")))
    assert not (await one(guarded)).open_again


async def test_c11_the_victim_expunged_ends_the_guard_and_the_decision_is_not_told(guarded: Node) -> None:
    await decide(guarded)
    await guarded.put(expunged(victim()))
    assert (await list_guards(guarded.context, guarded.inquiry(prosecutor()))).guards == ()
    with pytest.raises(NotFound):
        await decide(guarded, reference="R-AAAAAAAA", id_="request-3")


async def test_a_decision_takes_away_no_banner_and_moves_no_standing(guarded: Node) -> None:
    """What others are answered about the accused does not change by a byte."""
    before = await guarded.raw_history(caller(), cnic(21))
    await decide(guarded, "WITHDRAW")
    guarded.context.prepared.clear()
    assert await guarded.raw_history(caller(), cnic(21)) == before


async def test_the_same_request_again_changes_nothing_and_another_body_is_refused(guarded: Node) -> None:
    first = await decide(guarded)
    guarded.now_ms += HOUR
    assert (await decide(guarded)).decision == first.decision
    with pytest.raises(RequestIdReused):
        await decide(guarded, "WITHDRAW")
    assert (await one(guarded)).decision == first.decision


REFUSED = {
    "alone": prosecutor(None),
    "a court": replace(prosecutor(), agency_kind="COURT"),
    "the investigator": caller(),
}


@pytest.mark.parametrize("who", REFUSED)
async def test_whoever_does_not_prosecute_with_a_second_person_decides_nothing(guarded: Node, who: str) -> None:
    with pytest.raises(PolicyDenied):
        await decide(guarded, who=REFUSED[who])
    assert (await one(guarded)).decision is None


@pytest.fixture
def twice(guarded: Node) -> Node:
    """The same person is charged in a second group of papers under the same number of the court."""
    again = version(
        "PARTY",
        "again",
        Party((PTPA,)),
        role="ACCUSED",
        subject=WHO,
        case_references=(fir(5), OWN),
        valid_from="2020-05-02",
    )
    file = CaseFile("", "", "2020-05-02", officers=("pp-7",))
    asyncio.run(guarded.put(version("CASE_FILE", "file-c", file, case_references=(fir(5), OWN)), again))
    return guarded


async def listed(node: Node) -> dict[str, ListedGuard]:
    """By matter."""
    return {each.matter: each for each in (await list_guards(node.context, node.inquiry(prosecutor()))).guards}


async def test_of_two_matters_each_is_decided_by_its_name(twice: Node) -> None:
    first, second = await listed(twice)
    (reference,) = {each.reference for each in (await listed(twice)).values()}
    await decide(twice, "PROCEED", id_="one", reference=reference, matter=first)
    assert {name: each.decision is not None for name, each in (await listed(twice)).items()} == {
        first: True,
        second: False,
    }
    await decide(twice, "WITHDRAW", id_="two", reference=reference, matter=second)
    told = [each.decision and each.decision.outcome for each in (await listed(twice)).values()]
    assert told == ["PROCEED", "WITHDRAW"]


async def test_a_reference_of_two_matters_decides_neither_and_lists_both(twice: Node) -> None:
    found = await listed(twice)
    reference = next(iter(found.values())).reference
    with pytest.raises(InvalidArgument) as refused:
        await decide(twice, reference=reference)
    (violation,) = refused.value.violations
    assert (violation.field, violation.rule) == ("matter", "ambiguous")
    assert all(name in violation.text for name in found)
    assert not any(each.decision for each in (await listed(twice)).values())


async def test_a_matter_of_another_person_or_of_nobody_is_not_found(twice: Node) -> None:
    reference = next(iter((await listed(twice)).values())).reference
    with pytest.raises(NotFound):
        await decide(twice, reference=reference, matter="M-AAAAAAAA")
    assert not any(each.decision for each in (await listed(twice)).values())


async def test_one_matter_needs_no_name_and_takes_its_own(guarded: Node) -> None:
    (name,) = await listed(guarded)
    assert (await decide(guarded, matter=name)).decision is not None
    with pytest.raises(NotFound):
        await decide(guarded, matter="M-AAAAAAAA", id_="request-9")


async def test_a_matter_s_name_tells_no_number_and_differs_by_person_and_case(twice: Node) -> None:
    names = list(await listed(twice))
    assert len(set(names)) == 2
    assert all(len(name) == len("M-AAAAAAAA") and name.startswith("M-") for name in names)


async def test_another_case_s_prosecutor_and_one_s_own_kin_are_not_found(guarded: Node) -> None:
    """Named attack: a prosecutor closes a guard in a case that is not theirs, or of their own kin."""
    reference = (await one(guarded)).reference
    kin = frozenset({kin_digest(f"CNIC:{cnic(21)}")})
    for stranger in (prosecutor(officer="pr-2"), replace(prosecutor(), own_and_kin=kin)):
        with pytest.raises((NotFound, PolicyDenied)):
            await decide(guarded, who=stranger, reference=reference)
    assert (await one(guarded)).decision is None


@pytest.mark.parametrize(("outcome", "reason", "field"), [("", "x", "outcome"), ("PROCEED", " ", "reason"),
                                                         ("PROCEED", "x" * 2001, "reason")])  # fmt: skip
async def test_what_says_nothing_is_no_decision(guarded: Node, outcome: str, reason: str, field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await decide(guarded, outcome, reason)
    assert [each.field for each in refused.value.violations] == [field]


async def test_a_node_that_keeps_no_book_lists_and_decides_nothing(guarded: Node) -> None:
    guarded.context = replace(guarded.context, guard_law=None)
    assert (await list_guards(guarded.context, guarded.inquiry(prosecutor()))).guards == ()


async def test_the_clock_of_a_decision_is_the_hub_s(guarded: Node) -> None:
    assert guarded.now_ms == NOW_MS
    found = await decide(guarded)
    assert found.decision is not None
    assert found.decision.at_ms == NOW_MS
