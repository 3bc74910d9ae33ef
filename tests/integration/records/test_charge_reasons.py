"""LAW 2(b): why the general law alone is charged, who says so and who is shown it, on a real store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, NotFound, Refused
from services.access.request_id import Act
from services.node.case_law import ReadLaw
from services.records.app.charge_reason import state_charge_reason
from services.records.law_book.store.said import open_book
from services.values.records import CaseFile, CaseReference, ChargeReason, InvestigationEvent, StateChargeReasonRequest
from tests.fakes.record_maker import FIA, POLICE, SESSIONS, fir, version
from tests.fakes.records_node import SECRET, Node, caller
from tests.integration.records.test_case_law import BONDED, file, fits, party

WORDS = "The complainant withdrew the word on coercion."
DAY_MS = 86_400_000


async def state(
    node: Node, kind: str = "ELEMENT_UNSUPPORTED", words: str = WORDS, who: Caller | None = None, id_: str = "request-1"
) -> ChargeReason:
    asking = who or caller()
    request = StateChargeReasonRequest(id_, kind, words)
    act = Act(asking.agency, asking.officer, id_, sha256(repr(request).encode()).digest())
    answer = await state_charge_reason(node.context, node.inquiry(asking), request, act)
    assert answer.reason is not None
    return answer.reason


def prosecutor() -> Caller:
    return caller(
        "pk.punjab-prosecution", "pr-1", agency_kind="PROSECUTION", roles=frozenset({"PROSECUTOR"}), purpose="TRIAL",
        legal_basis="TRIAL_ANTECEDENTS", query_class="HISTORY", case_type="COURT_CASE", case_key="LAHORE/9/2020",
    )  # fmt: skip


@pytest.fixture
def general(node: Node, tmp_path: Path) -> Iterator[Node]:
    """A case about a girl of 16 at a kiln in which the general law alone is charged."""
    book = open_book(tmp_path, SECRET)
    node.context = replace(node.context, case_law=ReadLaw(), law_book=book)
    number = CaseReference("COURT_CASE", "LAHORE/9/2020")
    both = replace(file(BONDED), case_references=(fir(), number))
    pleads = version(
        "CASE_FILE", "file-pr", CaseFile(reported="2020-06-02", officers=("pr-1",)), agency="pk.punjab-prosecution",
        case_references=(number,),
    )  # fmt: skip
    trying = version(
        "CASE_FILE", "file-court", CaseFile(reported="2020-06-02"), agency=SESSIONS, case_references=(fir(), number)
    )
    asyncio.run(node.put(both, party(), trying, pleads))
    yield node
    book.close()


async def test_b1_a_reason_is_asked_and_once_stated_it_is_shown_and_holds(general: Node) -> None:
    before = await fits(general, "RECRUIT", "BONDED_LABOUR")
    assert (before.reason, before.reason_needed) == (None, True)
    told = await state(general)
    assert (told.agency, told.officer, told.at_ms, told.holds) == (POLICE, "pp-7", general.now_ms, True)
    after = await fits(general, "RECRUIT", "BONDED_LABOUR")
    assert (after.reason, after.reason_needed, after.points) == (told, False, before.points)


async def test_the_prosecutor_of_the_case_is_shown_it_and_who_reads_another_case_is_not(general: Node) -> None:
    told = await state(general)
    assert (await fits(general, "RECRUIT", "BONDED_LABOUR", victim="", who=prosecutor())).reason == told
    mine = version("CASE_FILE", "mine", CaseFile(reported="2020-05-02", officers=("pp-8",)), case_references=(fir(99),))
    await general.put(mine)
    elsewhere = caller(officer="pp-8", case_key=fir(99).key)
    assert (await fits(general, "RECRUIT", victim="", who=elsewhere)).reason is None


async def test_a_reason_ends_after_fourteen_days_and_with_the_challan(general: Node) -> None:
    await state(general)
    general.now_ms += 13 * DAY_MS
    assert not (await fits(general, "RECRUIT", "BONDED_LABOUR")).reason_needed
    general.now_ms += DAY_MS
    assert (await fits(general, "RECRUIT", "BONDED_LABOUR")).reason_needed
    again = await state(general, id_="request-2")
    assert again.holds
    challan = InvestigationEvent("CHALLAN_FINAL", "2020-07-01")
    await general.put(version("INVESTIGATION_EVENT", "challan", challan, case_references=(fir(),)))
    found = await fits(general, "RECRUIT", "BONDED_LABOUR")
    assert found.reason_needed
    assert found.reason == replace(again, holds=False)


async def test_a_stranger_states_no_reason_in_another_s_case(general: Node) -> None:
    """Named attack: an agency, or a prosecutor, silences the point in a case that police own."""
    with pytest.raises(NotFound):
        await state(general, who=prosecutor())
    with pytest.raises(Refused):
        await state(general, who=caller(FIA, "fia-1"))
    assert (await fits(general, "RECRUIT", "BONDED_LABOUR")).reason_needed


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [
        ("", WORDS, "kind"),
        ("OTHER", "too short", "words"),
        ("COURT_ORDER", " ", "words"),
        ("OTHER", "x" * 2001, "words"),
    ],
)
async def test_a_reason_that_says_nothing_is_refused(general: Node, kind: str, words: str, field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await state(general, kind, words)
    assert [each.field for each in refused.value.violations] == [field]
