"""Registering, changing and finding a child: h3, h5 to h9 and h11 over the use cases."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.errors import ApproverInvalid, ApproverRequired, InvalidArgument, NotFound, PolicyDenied
from services.identity.provisional.alike import MAX_CANDIDATES
from services.identity.provisional.app import WAITING, Found, Sought, Wish
from services.identity.provisional.errors import NotHolder, OutOfOrder, RequestIdReused, Unfit
from services.identity.provisional.states import EXPIRY_MS, REVIEW_MS
from services.values.identity import Guardian, GuardianWord, Provisional
from services.values.records import Identifier
from tests.fakes import record_maker as make
from tests.unit.identity.provisional.children import CARD, GUARDIAN, ID, NOW, OTHER_BODY, born, child, names
from tests.unit.identity.provisional.people import FIT, World, protector, registrar, searcher, two, world

SOUGHT = Provisional(names=names("Bilal"), found_place="Multan")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[World]:
    made = world(tmp_path)
    yield made
    made.database.close()


async def opened(room: World, **changes: object) -> Provisional:
    stated = child(**changes)
    word = FIT if stated.guardian else None
    return (await room.open(protector(), stated, word)).child


async def changed(room: World, who: object, id_: str, act: str, **more: object) -> Provisional:
    assert isinstance(who, type(protector()))
    return await room.app.change(room.inquiry(who), room.once(who), Wish(id_, act, **more))  # type: ignore[arg-type]  # each is of its own field


async def submitted(room: World, **changes: object) -> str:
    one = await opened(room, guardian=GUARDIAN, **changes)
    return (await changed(room, protector(), one.id, "SUBMIT", word=FIT)).id


async def found(room: World, id_: str, who: object = None) -> Provisional | None:
    asked = who if isinstance(who, type(protector())) else protector()
    got = await room.find(asked, Sought(id_))
    return got.candidates[0].provisional if got.candidates else None


async def test_a_child_is_registered_and_found_by_id(room: World) -> None:
    one = await opened(room)
    assert (one.state, one.holder, one.review_ms, one.expires_ms) == (
        "OPEN", "pk.child-protection", NOW + REVIEW_MS, NOW + EXPIRY_MS,
    )  # fmt: skip
    assert one == replace(
        child(), **{name: getattr(one, name) for name in ("id", "state", "holder", "review_ms", "expires_ms")}
    )
    assert await found(room, one.id) == one
    assert len(room.trail.selectors) == 1, "an id counts towards limits"
    assert room.trail.policies == {"ask-provisional"}


async def test_what_is_asked_counts_whatever_becomes_of_the_call(room: World) -> None:
    told = set()
    for who in (protector(), protector(agency_kind="POLICE")):
        for ask in (Sought(ID), Sought(child=SOUGHT)):
            with contextlib.suppress(PolicyDenied):
                await room.find(who, ask)
            (token,) = room.trail.selectors
            told.add(token)
        with contextlib.suppress(PolicyDenied, NotFound):
            await changed(room, who, ID, "REVIEW")
        assert room.trail.selectors[0] in told
    assert len(told) == 2
    await room.find(protector(), Sought(waiting=True))
    assert room.trail.selectors == [], "one's own list names nobody"
    await opened(room)
    assert len(room.trail.selectors) == 1, "a registration shows candidates, as a search does"
    with contextlib.suppress(NotFound):
        await changed(room, two(protector()), ID, "MERGE", into="PRV-QRSTUVWXYZ")
    assert len(set(room.trail.selectors)) == 2


async def test_the_same_request_registers_once(room: World) -> None:
    by = room.once(protector(), b"body")
    first = await room.app.open(room.inquiry(protector()), by, child(), None)
    assert await room.app.open(room.inquiry(protector()), by, child(), None) == first
    with pytest.raises(RequestIdReused):
        await room.app.open(room.inquiry(protector()), by._replace(sha256=bytes(32)), child(), None)


async def test_h3_a_search_for_a_missing_child_finds_a_candidate(room: World) -> None:
    one = await opened(room)
    got = await room.find(searcher(OTHER_BODY), Sought(child=SOUGHT))
    assert [(each.provisional.id, each.agrees) for each in got.candidates if each.provisional] == [
        (one.id, ("NAME", "FOUND_PLACE"))
    ]
    assert not got.more


async def test_a_registration_shows_who_may_be_the_same_child(room: World) -> None:
    one = await opened(room)
    again = await room.open(protector(OTHER_BODY), child(names=names("بلال")), None)
    assert [each.provisional.id for each in again.candidates if each.provisional] == [one.id]


async def test_candidates_are_cut_and_it_is_said(room: World) -> None:
    for _ in range(MAX_CANDIDATES + 1):
        await opened(room)
    got = await room.find(searcher(), Sought(child=SOUGHT))
    assert (len(got.candidates), got.more) == (MAX_CANDIDATES, True)


async def test_one_question_and_enough_of_it(room: World) -> None:
    for sought in (
        Sought(),
        Sought(ID, SOUGHT),
        Sought(ID, waiting=True),
        Sought(child=Provisional(names=names("Ali"))),
    ):
        with pytest.raises(InvalidArgument):
            await room.find(protector(), sought)


async def test_h4_thirteen_digits_are_refused(room: World) -> None:
    for typed in (make.cnic(1), f"PRV-{make.cnic(1)}"):
        with pytest.raises(InvalidArgument):
            await found(room, typed)
        with pytest.raises(InvalidArgument):
            await changed(room, protector(), typed, "REVIEW")


async def test_h5_an_unfit_guardian_is_refused_at_every_designation(room: World) -> None:
    one = await opened(room)
    assert GUARDIAN.identifier is not None
    room.fitness.unfit.add(GUARDIAN.identifier)
    for said in (FIT, GuardianWord(), GuardianWord(answer=b"forged")):
        with pytest.raises(Unfit) as caught:
            await room.open(protector(), child(guardian=GUARDIAN), said)
        assert (caught.value.reason, caught.value.violations) == ("UNFIT", ()), "and only that is said"
    for act in ("SUBMIT", "REVIEW"):
        with pytest.raises(Unfit):
            await changed(room, protector(), one.id, act, guardian=GUARDIAN, word=FIT)
    assert await found(room, one.id) == one


async def test_h5_who_became_unfit_since_is_refused_at_submission(room: World) -> None:
    one = await opened(room, guardian=GUARDIAN)
    assert GUARDIAN.identifier is not None
    room.fitness.unfit.add(GUARDIAN.identifier)
    with pytest.raises(Unfit):
        await changed(room, protector(), one.id, "SUBMIT", word=FIT)
    assert room.fitness.asked[-1] == (GUARDIAN.identifier, "pk.child-protection")


async def test_no_child_is_submitted_without_a_guardian(room: World) -> None:
    one = await opened(room)
    with pytest.raises(InvalidArgument) as caught:
        await changed(room, protector(), one.id, "SUBMIT")
    assert caught.value.violations[0].field == "guardian"
    with pytest.raises(InvalidArgument):
        await changed(room, protector(), one.id, "SUBMIT", guardian=Guardian("X", Identifier("CNIC", "1")))


async def test_h6_what_expires_waits_for_its_body_and_stays(room: World) -> None:
    one = await opened(room)
    asked = Sought(waiting=True)
    assert await room.find(protector(), asked) == Found(())
    for later, task in ((REVIEW_MS, "REVIEW"), (EXPIRY_MS, "EXPIRED"), (10 * EXPIRY_MS, "EXPIRED")):
        room.now_ms = NOW + later
        (waiting,) = (await room.find(protector(), asked)).candidates
        assert waiting.provisional is not None
        assert (waiting.provisional.id, waiting.provisional.task) == (one.id, task)
        assert (await room.find(protector(OTHER_BODY), asked)).candidates == ()
    await changed(room, protector(), one.id, "REVIEW")
    assert (await room.find(protector(), asked)).candidates == ()
    assert (await found(room, one.id) or one).names == one.names


async def test_what_waits_longest_comes_first_and_is_cut_visibly(room: World) -> None:
    made = []
    for _ in range(WAITING + 1):
        room.now_ms += 1000
        made.append((await opened(room)).id)
    room.now_ms += EXPIRY_MS
    got = await room.find(protector(), Sought(waiting=True))
    assert [each.provisional.id for each in got.candidates if each.provisional] == made[:WAITING]
    assert got.more


async def test_h7_registered_keeps_a_token_and_resolves_for_child_protection_only(room: World) -> None:
    id_ = await submitted(room)
    told = await changed(room, registrar(), id_, "REGISTER", number=CARD)
    assert (told.state, told.token) == ("REGISTERED", b"")
    mine, theirs = await found(room, id_), await found(room, id_, protector(OTHER_BODY))
    assert mine is not None
    assert theirs is not None
    assert len(mine.token) == len(theirs.token) == 32
    assert mine.token != theirs.token, "pairwise"
    assert await found(room, id_, registrar()) is None, "the registry no longer knows that it began so"
    for act in ("SUBMIT", "CLOSE", "REVIEW"):
        with pytest.raises(OutOfOrder):
            await changed(room, protector(), id_, act, word=FIT, reason="done")


async def test_a_number_of_nobody_registers_nobody(room: World) -> None:
    id_ = await submitted(room)
    for number in (Identifier("CNIC", make.cnic(99)), Identifier("CNIC", "1"), None):
        with pytest.raises(InvalidArgument):
            await changed(room, registrar(), id_, "REGISTER", number=number)
    assert (await found(room, id_) or child()).state == "SUBMITTED"


async def test_a_refused_child_is_submitted_again(room: World) -> None:
    id_ = await submitted(room)
    assert (await changed(room, registrar(), id_, "REFUSE", reason="no guardian came")).state == "REFUSED"
    again = await changed(room, protector(), id_, "SUBMIT", word=FIT)
    assert (again.state, again.refused) == ("SUBMITTED", "")


async def test_h8_merge_is_for_two_and_undone_byte_for_byte(room: World) -> None:
    one, other = await opened(room, nationality="AF"), await opened(room, names=names("بلال"))
    before = await found(room, one.id), await found(room, other.id)
    with pytest.raises(ApproverRequired):
        await changed(room, protector(), one.id, "MERGE", into=other.id)
    with pytest.raises(ApproverInvalid):
        await changed(room, replace(two(protector()), officer="cp-2"), one.id, "MERGE", into=other.id)
    merged = await changed(room, two(protector()), one.id, "MERGE", into=other.id)
    assert (merged.state, merged.merged_into) == ("MERGED", other.id)
    assert await found(room, other.id) == before[1]
    with pytest.raises(ApproverRequired):
        await changed(room, protector(), one.id, "UNDO_MERGE")
    await changed(room, two(protector()), one.id, "UNDO_MERGE")
    assert (await found(room, one.id), await found(room, other.id)) == before


async def test_nobody_is_merged_into_nobody(room: World) -> None:
    one = await opened(room)
    with pytest.raises(NotFound):
        await changed(room, two(protector()), one.id, "MERGE", into=ID)
    with pytest.raises(OutOfOrder):
        await changed(room, two(protector()), one.id, "MERGE", into=one.id)


async def test_h9_a_nationality_is_for_its_body_alone(room: World) -> None:
    known, unknown = await opened(room, nationality="AF"), await opened(room)
    assert (known.nationality, unknown.nationality) == ("AF", "")
    for who in (protector(OTHER_BODY), searcher(OTHER_BODY)):
        told = await found(room, known.id, who)
        assert told is not None
        assert told.nationality == ""


async def test_h11_who_may_be_of_age_is_marked(room: World) -> None:
    assert (await opened(room, birth=born("2007-01-01", "2009-01-01"))).age_to_be_determined
    one = await opened(room, birth=born("2009-01-01", "2011-01-01"))
    assert not one.age_to_be_determined
    room.now_ms = NOW + 2 * EXPIRY_MS
    assert (await found(room, one.id) or one).age_to_be_determined, "as the child grows"
    room.now_ms = NOW
    with pytest.raises(InvalidArgument):
        await opened(room, birth=born("2006-01-01", "2007-01-01"))


async def test_anothers_child_is_seen_and_not_changed(room: World) -> None:
    one = await opened(room)
    stranger = protector(OTHER_BODY)
    assert await found(room, one.id, stranger) is not None
    for act in ("SUBMIT", "CLOSE", "REVIEW", "MERGE"):
        with pytest.raises(NotHolder):
            await changed(room, two(stranger), one.id, act, reason="mine", into=one.id, guardian=GUARDIAN, word=FIT)
    assert await found(room, one.id) == one


async def test_nobody_does_the_others_acts(room: World) -> None:
    id_ = await submitted(room)
    for act in ("REGISTER", "REFUSE"):
        with pytest.raises(PolicyDenied):
            await changed(room, protector(), id_, act, number=CARD, reason="mine")
    for act in ("SUBMIT", "CLOSE", "REVIEW", "MERGE", "UNDO_MERGE"):
        with pytest.raises(PolicyDenied):
            await changed(room, two(registrar()), id_, act, reason="mine", into=ID)
    with pytest.raises(PolicyDenied):
        await room.open(registrar(), child(), None)
    with pytest.raises(InvalidArgument):
        await changed(room, protector(), id_, "")


async def test_the_registry_knows_of_what_was_submitted_alone(room: World) -> None:
    one = await opened(room)
    assert await found(room, one.id, registrar()) is None
    with pytest.raises(NotFound):
        await changed(room, registrar(), one.id, "REGISTER", number=CARD)
    with pytest.raises(NotFound):
        await changed(room, registrar(), ID, "REGISTER", number=CARD)
    id_ = await submitted(room, nationality="AF")
    (waiting,) = (await room.find(registrar(), Sought(waiting=True))).candidates
    assert waiting.provisional == await found(room, id_, registrar())
    assert waiting.provisional is not None
    assert (waiting.provisional.nationality, waiting.provisional.task) == ("", "")
    with pytest.raises(PolicyDenied):
        await room.find(registrar(), Sought(child=SOUGHT))
