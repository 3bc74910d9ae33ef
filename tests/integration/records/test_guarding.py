"""LAW 2(c): who is told that an accused may be a victim, and who must not learn it, on a real store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import PolicyDenied, Refused
from services.access.kin import kin_digest
from services.node.guard_law import ReadGuards
from services.records import wire
from services.records.app.guards import list_guards
from services.records.app.history import get_history
from services.values.identifiers import name_keys
from services.values.records import (
    CaseFile,
    CaseReference,
    CustodyEvent,
    GetHistoryRequest,
    GetHistoryResponse,
    Identifier,
    ListedGuard,
    Party,
    RecordVersion,
    Section,
    Selector,
    Subject,
)
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SESSIONS,
    cnic,
    expunged,
    fir,
    following,
    misused,
    order,
    person,
    version,
)
from tests.fakes.records_node import NOW_MS, Node, caller

PROSECUTION = "pk.punjab-prosecution"
OWN = CaseReference("COURT_CASE", "LAHORE/9/2020")
A, B = fir(7), (fir(), OWN)
WHO = person(cnic(21), born="1990-01-01")
BOY = person(cnic(21), born="2010-01-01")
NARCOTICS, MURDER, PTPA, FOREIGNERS = (
    Section(*each) for each in (("CNSA", "9(c)"), ("PPC", "302"), ("PTPA", "3"), ("OTHER", "14 FOREIGNERS"))
)
SECOND = Approver("second-1", 3, frozenset({"boss-1"}), bytes(32))
HOUR = 3_600_000
BANNER = "review-first"


@pytest.fixture
def node(node: Node) -> Node:
    node.context = replace(node.context, guard_law=ReadGuards())
    return node


def prosecutor(second: Approver | None = SECOND, officer: str = "pr-1") -> Caller:
    return caller(
        PROSECUTION, officer, agency_kind="PROSECUTION", roles=frozenset({"PROSECUTOR"}), purpose="TRIAL",
        legal_basis="TRIAL_ANTECEDENTS", query_class="PROTECTION", case_type=OWN.type, case_key=OWN.key, approver=second,
    )  # fmt: skip


def victim(
    status: str = "",
    first: str = "",
    last: str = "",
    *,
    who: Subject = WHO,
    case: CaseReference = A,
    agency: str = POLICE,
) -> RecordVersion:
    body = Party((PTPA,), "", status, first, last)
    return version("PARTY", "victim", body, agency=agency, role="VICTIM", subject=who, case_references=(case,))


def accused(*sections: Section, who: Subject = WHO, agency: str = POLICE) -> RecordVersion:
    return version("PARTY", "accused", Party(sections), agency=agency, role="ACCUSED", subject=who, case_references=B)


def files(act: str = "", *sections: Section) -> list[RecordVersion]:
    def file(name: str, agency: str, officer: str, *cases: CaseReference) -> RecordVersion:
        body = CaseFile(act, act, "2020-05-02", sections=sections, officers=(officer,))
        return version("CASE_FILE", name, body, agency=agency, case_references=cases)

    return [
        file("file-b", POLICE, "pp-7", *B),
        file("file-court", SESSIONS, "judge-1", *B),
        file("file-pr", PROSECUTION, "pr-1", OWN),
        version("CASE_FILE", "file-a", CaseFile(reported="2020-05-02", officers=("pp-9",)), case_references=(A,)),
    ]


async def guards(node: Node, who: Caller | None = None) -> tuple[ListedGuard, ...]:
    return (await list_guards(node.context, node.inquiry(who or prosecutor()))).guards


async def kinds(node: Node, *versions: RecordVersion, act: str = "") -> list[str]:
    await node.put(*files(act), *versions)
    return [each.guard for each in await guards(node)]


async def banners(node: Node, who: Caller | None = None) -> list[str]:
    return [each.code for each in (await node.history(who or caller(), cnic(21))).banners]


@pytest.mark.parametrize(
    ("act", "expected"),
    [("2019-03", ["GUARD"]), ("2020-03", ["NOTE"]), ("2020-10", [])],
    ids=["c1 in the period", "c2 within a year after", "c3 later"],
)
async def test_a_watched_charge_by_the_day_of_its_act(node: Node, act: str, expected: list[str]) -> None:
    named = victim("RECOGNISED", "2018-01", "2019-06")
    assert await kinds(node, named, accused(NARCOTICS), act=act) == expected
    assert BANNER in await banners(node)


async def test_c4_a_boy_accused_of_the_trafficking_whose_victim_they_are(node: Node) -> None:
    assert await kinds(node, victim(who=BOY, case=fir()), accused(PTPA, who=BOY), act="2020-01") == ["BAR"]


async def test_c5_and_of_recruiting_others(node: Node) -> None:
    assert await kinds(node, victim("PRESUMED", who=BOY), accused(PTPA, who=BOY)) == ["GUARD"]


async def test_c6_possible_with_an_unknown_period(node: Node) -> None:
    assert await kinds(node, victim(), accused(FOREIGNERS)) == ["GUARD"]


async def test_c7_whom_the_owner_found_to_be_none(node: Node) -> None:
    assert await kinds(node, victim("REJECTED"), accused(FOREIGNERS)) == []
    assert BANNER in await banners(node)


async def test_c8_murder_is_a_note_and_no_banner(node: Node) -> None:
    assert await kinds(node, victim("RECOGNISED", "2018-01", "2019-06"), accused(MURDER), act="2019-01") == ["NOTE"]
    assert BANNER not in await banners(node)


async def everything(node: Node, who: Caller) -> list[bytes]:
    """What every read says to a caller, refusals too."""

    async def said(call: Callable[[], Awaitable[object]]) -> bytes:
        try:
            found = await call()
        except Refused as refused:
            return refused.reason.encode()
        return found if isinstance(found, bytes) else wire.encode(found)  # type: ignore[arg-type]  # a noun

    name = f"agencies/{POLICE}/records/"
    return [
        await said(lambda: node.raw_history(who, cnic(21))),
        await said(lambda: node.search(who, cnic(21))),
        *[await said(partial(node.record, who, name + each)) for each in ("accused", "victim")],
        *[await said(partial(node.versions, who, name + each)) for each in ("accused", "victim")],
        await said(lambda: list_guards(node.context, node.inquiry(who))),
    ]


UNTOLD = {
    "the investigator of B": caller(),
    "another investigator": caller(FIA, case_key="FIA/LAHORE/AHTC/7/2024"),
    "the prosecutor alone": prosecutor(None),
    "another prosecutor": prosecutor(officer="pr-2"),
}


@pytest.mark.parametrize("who", UNTOLD)
async def test_c9_c10_a_victim_is_answered_for_as_nobody_s_victim_to_the_byte(node: Node, who: str) -> None:
    """The same store before and after the victim's paper came."""
    await node.put(*files("2019-03"), accused(NARCOTICS))
    before = await everything(node, UNTOLD[who])
    node.context.prepared.clear()
    await node.put(victim("RECOGNISED", "2018-01", "2019-06"))
    assert await everything(node, UNTOLD[who]) == before
    if who == "the investigator of B":
        assert BANNER.encode() in before[0]


async def test_c10_the_prosecutor_with_a_second_person_sees_why(node: Node) -> None:
    assert await kinds(node, victim("RECOGNISED", "2018-01", "2019-06"), accused(NARCOTICS), act="2019-03") == ["GUARD"]
    (found,) = await guards(node)
    assert (found.victim_case, found.confirm_identity, found.custody) == ((A,), False, False)
    (banner,) = [each for each in (await node.history(caller(), cnic(21))).banners if each.code == BANNER]
    assert found.reference in banner.text
    assert found.reference in banner.text_ur


@pytest.mark.parametrize("who", [caller(), prosecutor(None), replace(prosecutor(), agency_kind="COURT")])
async def test_everybody_else_is_refused(node: Node, who: Caller) -> None:
    await node.put(*files())
    with pytest.raises(PolicyDenied):
        await guards(node, who)


async def test_c11_an_expunged_victim_ends_it(node: Node) -> None:
    named = victim("RECOGNISED")
    assert await kinds(node, named, accused(NARCOTICS)) == ["GUARD"]
    await node.put(expunged(named))
    assert await guards(node) == ()
    assert BANNER in await banners(node)


async def test_c12_where_the_number_was_misused_identity_is_asked_first(node: Node) -> None:
    await kinds(node, victim("RECOGNISED"), accused(NARCOTICS), misused(subject=WHO, case_references=(fir(),)))
    assert [each.confirm_identity for each in await guards(node)] == [True]


async def test_c13_a_name_alone_is_never_enough(node: Node) -> None:
    nameless = replace(WHO, identifiers=())
    assert await kinds(node, victim("RECOGNISED", who=nameless), accused(NARCOTICS, who=nameless)) == []
    phone = replace(WHO, identifiers=(Identifier("PHONE", "+923001234567"),))
    await node.put(following(victim("RECOGNISED", who=nameless), subject=phone))
    await node.put(following(accused(NARCOTICS, who=nameless), subject=phone))
    assert await guards(node) == ()


@pytest.mark.parametrize(
    ("hours", "held", "told"),
    [(71, False, ()), (73, False, ("PROSECUTOR",)), (25, True, ("PROSECUTOR",)), (25, False, ()),
     (8 * 24, False, ("PROSECUTOR", "DISTRICT_PROSECUTOR"))],
    ids=["before", "c14 after three days", "c15 in custody", "free", "a week"],
)  # fmt: skip
async def test_the_clock_runs_from_when_both_were_known(
    node: Node, hours: int, held: bool, told: tuple[str, ...]
) -> None:
    arrest = version(
        "CUSTODY_EVENT", "arrest", CustodyEvent("ARREST", "2020-05-03"), role="ACCUSED", subject=WHO, case_references=B
    )
    await kinds(node, accused(NARCOTICS), *([arrest] if held else []))
    node.now_ms += HOUR
    await node.put(victim("RECOGNISED"))
    node.now_ms += hours * HOUR
    (found,) = await guards(node)
    assert (found.since_ms, found.overdue) == (NOW_MS + HOUR, told)


async def test_a_stranger_s_word_makes_a_possible_victim_at_most(node: Node) -> None:
    assert await kinds(node, victim("RECOGNISED", agency=FIA, case=fir()), accused(PTPA)) == ["GUARD"]
    await node.put(following(victim("RECOGNISED", agency=FIA, case=fir()), body=Party((PTPA,), "", "REJECTED")))
    assert [each.guard for each in await guards(node)] == ["GUARD"]


async def test_a_case_that_a_court_sealed_is_not_named(node: Node) -> None:
    sealing = order("o", "SEALED", subject=WHO, role="VICTIM", case_references=(A,))
    assert await kinds(node, victim("RECOGNISED"), accused(NARCOTICS), sealing) == ["GUARD"]
    assert [each.victim_case for each in await guards(node)] == [()]


async def test_of_the_prosecutors_own_kin_nothing_is_told(node: Node) -> None:
    await kinds(node, victim("RECOGNISED"), accused(NARCOTICS))
    kin = frozenset({kin_digest(f"CNIC:{cnic(21)}")})
    assert await guards(node, replace(prosecutor(), own_and_kin=kin)) == ()


@pytest.mark.parametrize("named", [True, False], ids=["a victim elsewhere", "nobody's victim"])
async def test_who_is_asked_for_by_name_has_the_reference_of_the_number(node: Node, named: bool) -> None:
    await kinds(node, *[victim("RECOGNISED")] * named, accused(NARCOTICS))
    request = GetHistoryRequest(Selector(name_keys(WHO)[0]))
    raw = await get_history(node.context, node.inquiry(caller()), request, node.federation.registry)
    history = wire.decode(GetHistoryResponse, raw.answer).history
    assert history is not None
    assert [each.role for each in history.cases] == ["ACCUSED"]
    told = {each.text for each in history.banners if each.code == BANNER}
    assert told == {each.text for each in (await node.history(caller(), cnic(21))).banners if each.code == BANNER}
    assert len(told) == 1


@pytest.mark.parametrize("named", [True, False], ids=["a victim elsewhere", "nobody's victim"])
async def test_who_reads_the_accused_in_another_case_is_told_the_same(node: Node, named: bool) -> None:
    await kinds(node, *[victim("RECOGNISED")] * named, accused(NARCOTICS))
    body = CaseFile(reported="2020-05-02", officers=("pp-7",))
    await node.put(version("CASE_FILE", "mine", body, case_references=(fir(99),)))
    assert "ACCUSED" in [each.role for each in (await node.history(caller(), cnic(21))).cases]
    assert BANNER in await banners(node)
    elsewhere = await node.history(caller(case_key=fir(99).key), cnic(21))
    assert [each.role for each in elsewhere.cases] == ["ACCUSED"]
    assert BANNER in [each.code for each in elsewhere.banners]
