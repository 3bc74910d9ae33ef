"""Who may propose, who decides, what each sees, and what is done once however often it is sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from services.access.errors import InvalidArgument, NotFound, PolicyDenied
from services.access.request_id import Act
from services.exchange import wire
from services.exchange.corrections.app import MAX_WAITING
from services.exchange.corrections.states import Proposal, after
from services.exchange.corrections.store.proposals import MAX_OF_CASE
from services.exchange.desk.errors import DeskUnavailable, OutOfOrder, RequestIdReused, TooManyWaiting
from services.values.exchange import ListCorrectionsRequest
from services.vocabulary.corrections import CorrectionState
from tests.unit.exchange.corrections.desk import CorrectionDesk
from tests.unit.exchange.corrections.made import FIELDS, PATH, word
from tests.unit.exchange.hits.desk import asker, auditor, recorder
from tests.unit.exchange.hits.made import ASKER, DAY, NOW, OWNER, RECORD

OTHER_CASE = asker(case="FIA/LAHORE/AHTC/8/2024")
CUSTOMS = asker("cu-1", agency="pk.customs")


async def test_what_is_proposed_is_accepted_and_answered_by_a_version(desk: CorrectionDesk) -> None:
    id_ = await desk.propose()
    (waiting,) = await desk.listed(recorder())
    assert (waiting.id, waiting.record, waiting.version, waiting.state) == (id_, RECORD, 2, "WAITING")
    assert (waiting.fields, waiting.basis, waiting.reason) == (FIELDS, "REGISTER", "The register says so.")
    assert waiting.due_ms == NOW + 7 * DAY
    assert (await desk.decide(id_, "ACCEPTED")).state == "ACCEPTED"
    assert [each.state for each in await desk.listed(recorder())] == ["ACCEPTED"], "a version is owed"
    desk.records.head = 3
    assert (await desk.decide(id_, "CORRECTED", version=3)).state == "CORRECTED"
    assert await desk.listed(recorder()) == ()
    (mine,) = await desk.listed()
    assert (mine.state, mine.answered_by) == ("CORRECTED", f"{RECORD}/versions/3")
    assert [each.state for each in await desk.listed(recorder(), answered=True)] == ["CORRECTED"]


@pytest.mark.parametrize("version", [2, 3])
async def test_a_version_that_is_not_there_or_not_newer_answers_nothing(desk: CorrectionDesk, version: int) -> None:
    id_ = await desk.propose()
    with pytest.raises(OutOfOrder if version == 2 else InvalidArgument):
        await desk.decide(id_, "CORRECTED", version=version)
    assert [each.state for each in await desk.listed()] == ["WAITING"]


async def test_who_proposed_learns_why_it_is_rejected(desk: CorrectionDesk) -> None:
    id_ = await desk.propose()
    await desk.decide(id_, "REJECTED", rejection="FOR_A_COURT")
    (mine,) = await desk.listed()
    assert (mine.state, mine.rejection, mine.answered_by) == ("REJECTED", "FOR_A_COURT", "")
    await desk.decide(id_, "ACCEPTED")
    (mine,) = await desk.listed()
    assert (mine.state, mine.rejection) == ("ACCEPTED", ""), "the owner may think better of it"


async def test_the_owner_learns_officer_agency_case_and_desk_and_nothing_more(desk: CorrectionDesk) -> None:
    await desk.propose()
    (told,) = await desk.listed(recorder())
    assert told.proposer is not None
    assert told.proposer.case is not None
    assert told.proposer.desk is not None
    assert (told.proposer.agency, told.proposer.officer) == (ASKER, "fia-1042")
    assert told.proposer.case.key == "FIA/LAHORE/AHTC/7/2024"
    for unsaid in (b"INVESTIGATE", b"CRPC", b"HISTORY", b"INVESTIGATOR"):
        assert unsaid not in wire.encode(told)


async def test_after_a_silence_the_escalation_desk_is_named_and_oversight_sees_it(desk: CorrectionDesk) -> None:
    id_, owner = await desk.propose(), desk.registry.agencies[OWNER]
    desk.now_ms += 7 * DAY // 2
    (reminded,) = await desk.listed(recorder())
    assert reminded.desk is not None
    assert (reminded.reminded, reminded.escalation, reminded.desk.name) == (True, "", owner.desk.name)
    desk.now_ms = NOW + 7 * DAY
    (late,) = await desk.listed()
    assert late.desk is not None
    assert (late.state, late.escalation, late.desk.name) == ("UNDECIDED", "DESK", owner.escalation.name)
    assert await desk.listed(auditor()) == ()
    desk.now_ms = NOW + 14 * DAY
    (told,) = await desk.listed(auditor())
    assert (told.id, told.escalation, told.record) == (id_, "OVERSIGHT", RECORD)
    await desk.decide(id_, "REJECTED")
    assert await desk.listed(auditor()) == (), "a late word still counts"


async def test_oversight_is_told_which_fields_and_not_what_they_say(desk: CorrectionDesk) -> None:
    await desk.propose()
    desk.now_ms += 14 * DAY
    (told,) = await desk.listed(auditor())
    assert [(each.path, each.problem, each.reads, each.should_read) for each in told.fields] == [
        (PATH, "WRONG", "", "")
    ]
    assert told.reason == ""
    for text in (b"1985-03-04", b"1986-03-04", b"The register"):
        assert text not in wire.encode(told)


Attempt = Callable[[CorrectionDesk, str], Awaitable[object]]
STRANGERS: dict[str, Attempt] = {
    "propose-on-a-hidden-record": lambda desk, _: desk.propose(CUSTOMS),
    "propose-on-an-absent-record": lambda desk, _: desk.propose(record=f"agencies/{OWNER}/records/none"),
    "decide-by-a-stranger": lambda desk, id_: desk.decide(id_, "ACCEPTED", recorder("pk.punjab-police")),
    "decide-by-the-proposer's-agency": lambda desk, id_: desk.decide(id_, "ACCEPTED", recorder(ASKER)),
    "decide-on-no-proposal": lambda desk, id_: desk.decide(id_ + "x", "ACCEPTED"),
}


@pytest.mark.parametrize("case", STRANGERS)
async def test_what_is_not_theirs_is_not_there(desk: CorrectionDesk, case: str) -> None:
    id_ = await desk.propose()
    with pytest.raises(NotFound):
        await STRANGERS[case](desk, id_)
    assert [each.state for each in await desk.listed()] == ["WAITING"]


async def test_an_agency_proposes_nothing_to_itself(desk: CorrectionDesk) -> None:
    desk.records.shown.add(OWNER)
    with pytest.raises(InvalidArgument):
        await desk.propose(asker("sd-1", agency=OWNER))
    assert await desk.listed(recorder()) == ()


async def test_to_decide_needs_who_keeps_the_records(desk: CorrectionDesk) -> None:
    id_ = await desk.propose()
    for named in (id_, id_ + "x"):
        with pytest.raises(PolicyDenied):
            await desk.decide(named, "ACCEPTED", replace(asker(), agency=OWNER))


async def test_nobody_decides_or_learns_of_what_is_about_their_own(desk: CorrectionDesk) -> None:
    id_ = await desk.propose()
    desk.records.kin.add(recorder().officer)
    assert await desk.listed(recorder()) == ()
    with pytest.raises(NotFound):
        await desk.decide(id_, "REJECTED")


async def test_nothing_is_said_of_a_proposal_that_the_transaction_finds_to_be_another_s(desk: CorrectionDesk) -> None:
    id_ = await desk.propose()

    def may(proposal: Proposal) -> None:
        raise NotFound

    said, act = word(CorrectionState.ACCEPTED), Act(OWNER, "sd-3090", "request-x", bytes(32))
    with pytest.raises(NotFound):
        await desk.opened.proposals.say(id_, may, lambda proposal: after(proposal, said), act)
    assert [each.state for each in await desk.listed()] == ["WAITING"]


async def test_whose_rights_have_ended_sees_their_proposal_no_more(desk: CorrectionDesk) -> None:
    await desk.propose()
    assert len(await desk.listed()) == 1
    desk.records.shown.clear()
    assert await desk.listed() == ()
    assert len(await desk.listed(recorder())) == 1, "the owner still has to decide it"


async def test_a_proposal_is_of_its_agency_and_case_alone(desk: CorrectionDesk) -> None:
    desk.records.shown.add("pk.customs")
    await desk.propose()
    assert await desk.listed(OTHER_CASE) == ()
    assert await desk.listed(CUSTOMS) == ()
    assert await desk.listed(recorder("pk.punjab-police")) == ()
    assert len(await desk.listed(asker("fia-1043"))) == 1, "a colleague in the same case"


async def test_an_agency_fills_no_queue_about_one_record(desk: CorrectionDesk) -> None:
    """As many as may wait, whatever the case; another agency or record is not held up, and an answer makes room."""
    waiting = [await desk.propose(request_id=f"proposal-{number}") for number in range(MAX_WAITING)]
    for who in (asker(), OTHER_CASE):
        with pytest.raises(TooManyWaiting):
            await desk.propose(who, request_id="one-too-many")
    assert await desk.propose(request_id="proposal-0") == waiting[0], "a repeat is no new one"
    await desk.propose(record=RECORD + "-2")
    desk.records.shown.add("pk.customs")
    await desk.propose(CUSTOMS)
    await desk.decide(waiting[0], "REJECTED")
    await desk.propose(request_id="one-too-many")


async def test_an_agency_and_case_fill_no_owners_queue_over_many_records(desk: CorrectionDesk) -> None:
    """Another case of theirs, and another agency, is not held up; an answer makes room."""
    desk.records.names += [f"{RECORD}-{number}" for number in range(MAX_OF_CASE)]
    waiting = [await desk.propose(record=f"{RECORD}-{number}") for number in range(MAX_OF_CASE)]
    with pytest.raises(TooManyWaiting):
        await desk.propose()
    await desk.propose(OTHER_CASE)
    desk.records.shown.add("pk.customs")
    await desk.propose(CUSTOMS)
    await desk.decide(waiting[0], "REJECTED")
    await desk.propose()


async def test_the_same_request_id_is_the_same_proposal(desk: CorrectionDesk) -> None:
    id_ = await desk.propose(request_id="propose-once")
    assert await desk.propose(request_id="propose-once") == id_
    with pytest.raises(RequestIdReused):
        await desk.propose(request_id="propose-once", held=True)
    await desk.decide(id_, "ACCEPTED", request_id="decide-once")
    await desk.decide(id_, "REJECTED")
    again = await desk.decide(id_, "ACCEPTED", request_id="decide-once")
    assert again.state == "REJECTED", "it was said already, and is not said again"
    desk.records.shown.clear()
    with pytest.raises(NotFound):
        await desk.propose(request_id="propose-once")


async def test_pages_go_on_where_the_last_one_ended(desk: CorrectionDesk) -> None:
    made = [await desk.propose(record=record) for record in (RECORD, RECORD + "-2") for _ in range(2)]
    found: list[str] = []
    token = ""
    for _ in range(2):
        page = await desk.app.list(desk.asked(asker()), ListCorrectionsRequest(2, token))
        found += [each.id for each in page.corrections]
        token = page.next_page_token
    assert (found, token) == (made, "")


async def test_what_was_proposed_about_an_erased_record_is_gone(desk: CorrectionDesk) -> None:
    id_ = await desk.propose(request_id="propose-once")
    proposals = desk.opened.proposals
    assert await proposals.erase([RECORD + "-2"]) == 0
    assert [await proposals.erase([RECORD]) for _ in range(2)] == [1, 1]
    desk.now_ms += 14 * DAY
    for who in (asker(), recorder(), auditor()):
        assert await desk.listed(who, answered=True) == ()
    with pytest.raises(NotFound):
        await desk.decide(id_, "ACCEPTED")
    with pytest.raises(NotFound):
        await desk.propose(request_id="propose-once")


async def test_the_file_holds_nothing_in_clear_and_believes_no_other_row(desk: CorrectionDesk) -> None:
    first, second = [await desk.propose(reason=text) for text in ("of the first", "of the second")]
    path = desk.folder / "corrections.db"
    assert path.stat().st_mode & 0o777 == 0o600
    kept = b"".join(each.read_bytes() for each in desk.folder.glob("corrections.db*"))
    for text in (RECORD, "1985-03-04", "Union Council", "of the first", "fia-1042", first):
        assert text.encode() not in kept
    with sqlite3.connect(path) as db:
        db.execute("UPDATE correction SET body = (SELECT body FROM correction WHERE number = 2) WHERE number = 1")
    with pytest.raises(DeskUnavailable):
        await desk.decide(first, "ACCEPTED")
    assert (await desk.decide(second, "ACCEPTED")).state == "ACCEPTED"
