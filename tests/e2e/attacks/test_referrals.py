"""Referrals: who did not send one and is not asked, who investigates, and everybody else, over a real socket."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from google.protobuf.message import Message
from rabta.exchange.v1 import hit_service_pb2 as hit_pb
from rabta.records.v1 import records_service_pb2 as records
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.access.request_id import Act
from services.referral.store.at_rest import AtRest
from services.referral.store.daily import A_DAY, spend
from services.referral.store.database import FILE, open_database
from services.signing.keyfile import read_secret
from services.store.database import Transaction
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_check import POST, by_number, hits
from tests.e2e.attacks.test_compensation import opening, saying
from tests.e2e.attacks.test_hidden import details
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.federation import now_ms
from tests.e2e.hits import confirmed
from tests.e2e.hits import new_id as hit_id
from tests.e2e.hits import send as send_hit
from tests.e2e.people import (
    AUDITOR,
    BORDER,
    CHIEF,
    FIA_CASE,
    INVESTIGATOR,
    JUDGE,
    MOUNTAIN_PROTECTOR,
    PROTECTOR,
    PUNJAB,
    PUNJAB_CASE,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    Officer,
)
from tests.e2e.planted import KNOWN, ref
from tests.e2e.referrals import (
    FIRST,
    FIRST_DESK,
    REFERRALS,
    SECOND_DESK,
    changing,
    listed,
    referred,
    referring_to_shelter,
    send,
)
from tests.e2e.world import World
from tests.fakes import record_maker as make


def status(world: World, officer: Officer) -> bytes:
    return answered(world, send(world, officer, pb.GetReferralStatusRequest()))


def test_a_shelter_takes_it_and_the_investigator_is_told_three_words(world: World) -> None:
    """What the attacks below attack."""
    made = referred(world)
    assert (made.bearer, made.state) == (FIRST, referral.REFERRAL_STATE_SENT)
    assert [note.text for note in listed(world, FIRST_DESK)[made.id].notes] == ["A bed tonight."]
    answered(world, send(world, FIRST_DESK, changing(made.id, "ACCEPT")), leaves=2)
    assert listed(world, PROTECTOR)[made.id].state == referral.REFERRAL_STATE_ACCEPTED
    told = pb.GetReferralStatusResponse.FromString(status(world, INVESTIGATOR))
    assert (told.referred, told.accepted) == (True, True)
    assert told.interview.rule == referral.INTERVIEW_RULE_THROUGH_DESK
    assert not any(word in told.SerializeToString() for word in (b"shelter", b"SHELTER", b"Lahore", b"p-"))


OUTSIDE = {
    "police": PUNJAB_INVESTIGATOR, "border": BORDER, "records": RECORDERS[INVESTIGATOR.agency], "judge": JUDGE,
    "investigator": INVESTIGATOR,
}  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_is_told_whether_there_is_one_to_list_or_to_change(world: World, who: str) -> None:
    """The same bytes of an id that was given and of one that was not, before the id is looked for."""
    made, said = referred(world), set()
    for id_ in (made.id, "A" * 22):
        seen = send(world, OUTSIDE[who], changing(id_, "STOP"))
        reason = seen.back.text
        assert reason in ("POLICY_DENIED", "PURPOSE_UNFIT")
        refused(world, seen, reason)
        said.add(details(seen))
    assert len(said) == 1
    for request in (pb.ListReferralsRequest(), referring_to_shelter()):
        seen = send(world, OUTSIDE[who], request)
        refused(world, seen, seen.back.text)
        assert seen.back.text == reason
    assert listed(world, PROTECTOR)[made.id] == made


@pytest.mark.parametrize("act", ["ACCEPT", "REJECT", "BEGIN", "COMPLETE", "STOP"])
def test_a_body_that_is_not_asked_finds_nothing_and_changes_nothing(world: World, act: str) -> None:
    made, said = referred(world), set()
    why = {"rejection": referral.REFERRAL_REJECTION_NO_PLACE} if act == "REJECT" else {}
    for id_ in (made.id, "A" * 22):
        seen = send(world, SECOND_DESK, changing(id_, act, **why))
        refused(world, seen, "NOT_FOUND", leaves=2)
        said.add(details(seen))
    assert len(said) == 1
    assert made.id not in listed(world, SECOND_DESK)
    assert listed(world, PROTECTOR)[made.id] == made


def test_whose_case_it_is_not_is_told_what_a_case_without_referrals_is(world: World) -> None:
    assert status(world, PUNJAB_INVESTIGATOR) == pb.GetReferralStatusResponse().SerializeToString()
    before = status(world, PUNJAB_INVESTIGATOR)
    referred(world)
    assert status(world, PUNJAB_INVESTIGATOR) == before
    cited = PUNJAB_INVESTIGATOR.asking(case_key=FIA_CASE)
    refused(world, send(world, cited, pb.GetReferralStatusRequest()), "CASE_NOT_YOURS")
    refused(world, send(world, CHIEF.asking(case_key=PUNJAB_CASE), pb.GetReferralStatusRequest()), "CASE_NOT_YOURS")
    refused(world, send(world, BORDER, pb.GetReferralStatusRequest()), "POLICY_DENIED")


QUESTIONS: dict[str, tuple[str, Message]] = {
    "history": (HISTORY, records.GetHistoryRequest.FromString(history_of(KNOWN))),
    "status": (f"{REFERRALS}GetReferralStatus", pb.GetReferralStatusRequest()),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("officer", [PUNJAB_INVESTIGATOR, INVESTIGATOR.asking(case_key="FIA/LAHORE/AHTC/9/2024")])
def test_what_others_are_answered_does_not_depend_on_who_was_referred(
    world: World, question: str, officer: Officer
) -> None:
    """Leaks: the same bytes before and after a person of another's case is referred and taken."""
    method, request = QUESTIONS[question]

    def ask() -> tuple[str, bytes, bytes]:
        seen = put(world, world.asking(officer, method, request.SerializeToString(deterministic=True)))
        return seen.back.text, seen.back.body, details(seen) if seen.back.code else b""

    before = ask()
    made = referred(world)
    answered(world, send(world, FIRST_DESK, changing(made.id, "ACCEPT")), leaves=2)
    assert ask() == before


def test_oversight_is_told_where_nobody_is_left_and_not_whom_it_is_about(world: World) -> None:
    made = referred(world, help=referral.HELP_KIND_REHAB_DRUG)
    assert made.state == referral.REFERRAL_STATE_NO_BEARER
    told = listed(world, AUDITOR)
    assert (told[made.id].sender, told[made.id].subject) == (PROTECTOR.agency, "")
    assert all(each.overdue or each.state == referral.REFERRAL_STATE_NO_BEARER for each in told.values())


def test_nothing_goes_to_whom_the_consent_does_not_name(world: World) -> None:
    request = referring_to_shelter()
    request.consent.recipients[:] = ["pk.another-shelter"]
    refused(world, send(world, PROTECTOR, request), "CONSENT_MISSING", rule="no-consent", leaves=2)
    number = referring_to_shelter(subject="3520212345691")
    refused(world, send(world, PROTECTOR, number), "INVALID_ARGUMENT", rule="pseudonym", leaves=2)


def test_the_same_request_id_is_one_referral(world: World) -> None:
    request, before = referring_to_shelter(), listed(world, FIRST_DESK)
    first, again = (answered(world, send(world, PROTECTOR, request), leaves=2) for _ in range(2))
    assert first == again
    assert len(listed(world, FIRST_DESK)) == len(before) + 1
    request.subject = "another"
    refused(world, send(world, PROTECTOR, request), "REQUEST_ID_REUSED", leaves=2)


def test_another_bodys_claim_is_found_by_nobody_else_of_child_protection(world: World) -> None:
    """Neither in a list nor under its id, whatever is said of it."""
    opened = pb.OpenCompensationResponse.FromString(answered(world, send(world, SECOND_DESK, opening()), leaves=2))
    made, said = opened.compensation, set()
    for id_ in (made.id, "A" * 22):
        seen = send(world, FIRST_DESK, saying(id_, "DECLINE"))
        refused(world, seen, "NOT_FOUND", leaves=2)
        said.add(details(seen))
    assert len(said) == 1
    page = answered(world, send(world, FIRST_DESK, pb.ListCompensationsRequest()))
    assert page == pb.ListCompensationsResponse().SerializeToString()
    mine = pb.ListCompensationsResponse.FromString(
        answered(world, send(world, SECOND_DESK, pb.ListCompensationsRequest()))
    )
    assert list(mine.compensations) == [made]


def spent_but_one(world: World, officer: Officer) -> None:
    """All that an officer may send today but one, as the hub's node counts it."""
    node = world.files.hub.folder
    rest, act = AtRest(read_secret(node / "secret.key")), Act(officer.agency, officer.id, "", b"")

    async def sent(tx: Transaction) -> None:
        for _ in range(A_DAY.officer - 1):
            await spend(tx, rest, A_DAY, act, now_ms())

    database = open_database(node / FILE)
    asyncio.run(database.write(sent))
    database.close()


def test_a_bodys_day_is_spent_by_its_own_officers_alone_and_not_by_one_of_them(world: World) -> None:
    """A shelter's officer under the id of another body's sends all that they may, to nobody."""
    same = replace(PROTECTOR, agency=FIRST)
    nobody = {"help": referral.HELP_KIND_REHAB_DRUG, "cases": [], "subject": "flood"}
    spent_but_one(world, same)
    answered(world, send(world, same, referring_to_shelter(**nobody)), leaves=2)
    refusal = refused(world, send(world, same, referring_to_shelter(**nobody)), "DAY_SPENT", "officer-day", leaves=2)
    assert 0 < refusal.retry_after_s <= 24 * 3600
    answered(world, send(world, FIRST_DESK, referring_to_shelter(**nobody)), leaves=2)
    assert referred(world).bearer == FIRST


def found_child(world: World, number: int) -> bytes:
    """A child who is sought by Punjab's police, and is found at a border post: what the post is answered."""
    child = make.person(make.cnic(number), "2015-01-01", f"Nida {number}")
    alert = make.listing(
        f"pb-alert-{number}", agency=PUNJAB, type="CHILD_ALERT", subject=child, case_references=ref(PUNJAB_CASE)
    )
    world.plant([alert])
    return located(world, number)


def located(world: World, number: int) -> bytes:
    """A traveller who is a hit is asked about, and said to be found; the answer without id and times."""
    (hit,) = hits(world, by_number(make.cnic(number)))
    asking = confirmed(world, POST, record="", handle=hit.handle)
    locating = hit_pb.LocateRequest(request_id=hit_id(), id=asking.id)
    told = hit_pb.LocateResponse.FromString(answered(world, send_hit(world, POST, locating), leaves=2)).request
    for field in ("id", "asked_ms", "said_ms", "due_ms"):
        told.ClearField(field)
    return told.SerializeToString(deterministic=True)


def proposed(world: World, officer: Officer) -> dict[str, referral.ReferralProposal]:
    page = pb.ListReferralsResponse.FromString(answered(world, send(world, officer, pb.ListReferralsRequest())))
    return {each.id: each for each in page.proposals}


def test_a_missing_child_who_is_found_is_told_to_a_protecting_body_alone(world: World) -> None:
    """By no record, number, name or case; a body that no Act makes one, police and oversight are told nothing."""
    before = proposed(world, MOUNTAIN_PROTECTOR)
    found_child(world, 9401)
    raw = answered(world, send(world, MOUNTAIN_PROTECTOR, pb.ListReferralsRequest()))
    (new,) = [each for id_, each in proposed(world, MOUNTAIN_PROTECTOR).items() if id_ not in before]
    assert (new.finder, new.owner) == (POST.agency, PUNJAB)
    assert new.finder_desk.phone
    assert not any(word in raw for word in (b"pb-alert", make.cnic(9401).encode(), b"Nida", PUNJAB_CASE.encode()))
    assert [proposed(world, officer) for officer in (PROTECTOR, FIRST_DESK, AUDITOR)] == [{}, {}, {}]
    assert status(world, PUNJAB_INVESTIGATOR) == pb.GetReferralStatusResponse().SerializeToString()


def test_who_finds_a_child_is_answered_as_who_finds_anybody(world: World) -> None:
    """Leaks: a post learns from no answer that it was told to anybody; a child who is wanted is proposed to nobody."""
    missing = found_child(world, 9402)
    wanted = make.person(make.cnic(9403), "2015-01-01", "Nida Wanted")
    world.plant([make.listing("pb-wanted-9403", agency=PUNJAB, subject=wanted, case_references=ref(PUNJAB_CASE))])
    before = proposed(world, MOUNTAIN_PROTECTOR)
    assert located(world, 9403) == missing
    assert proposed(world, MOUNTAIN_PROTECTOR) == before


def test_a_proposal_that_a_body_is_not_told_is_as_one_that_there_is_none_of(world: World) -> None:
    """To a body without an Act; and once the child is referred, the proposal is gone, and came from no list by itself."""
    before = proposed(world, MOUNTAIN_PROTECTOR)
    found_child(world, 9404)
    (id_,) = proposed(world, MOUNTAIN_PROTECTOR).keys() - before.keys()
    said = set()
    for proposal in (id_, "A" * 22):
        seen = send(world, FIRST_DESK, referring_to_shelter(proposal=proposal))
        refused(world, seen, "NOT_FOUND", leaves=2)
        said.add(details(seen))
    assert len(said) == 1
    assert id_ in proposed(world, MOUNTAIN_PROTECTOR)
    taken = send(world, MOUNTAIN_PROTECTOR, referring_to_shelter(proposal=id_))
    answered(world, taken, leaves=2)
    assert id_ not in proposed(world, MOUNTAIN_PROTECTOR)
