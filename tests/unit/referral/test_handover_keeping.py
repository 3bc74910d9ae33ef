"""LAW 2(g), case g10: what a body may still read of a hand-over, and what stays when the rest is gone."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.handover.keeping import KEPT_MS, may_read_whole, readable, thinned, whole_until_ms
from services.referral.handover.packet import BadPacket
from services.referral.handover.signed import Handover, answered, opened
from tests.budget import budget
from tests.fakes.records_node import NOW_MS
from tests.unit.referral.handed import DAY_MS, GIVER, OTHER, TAKER, answer, body, file, registry

TAKEN_MS = NOW_MS + DAY_MS
OVER_MS = TAKEN_MS + KEPT_MS
REST = ("care_plan", "tasks", "consents", "orders", "hearings", "contacts", "documents", "notes")


def taken(**more: object) -> bytes:
    raw = file()
    return answered(raw, body(TAKER, TAKEN_MS), answer(raw, **more))


def turned_away() -> bytes:
    return taken(accepts=False, case="", acknowledged=(), because="NO_PLACE")


def read(raw: bytes, now_ms: int = OVER_MS) -> Handover:
    return opened(raw, registry(), now_ms)


def thin(raw: bytes, now_ms: int = OVER_MS, agency: str = GIVER) -> bytes:
    return thinned(raw, registry(), agency, now_ms)


def test_g10_thirty_days_after_the_giver_reads_the_summary_and_the_proof_alone() -> None:
    raw = taken()
    before = readable(read(raw, OVER_MS - 1), GIVER, OVER_MS - 1)
    assert str(before["care_plan"]).startswith("A bed")
    after = readable(read(raw), GIVER, OVER_MS)
    assert not after.keys() & set(REST)
    assert (after["to"], after["case"], after["subject"], after["reason"]) == (
        TAKER,
        "CP-2026-17",
        "p-17",
        "SPECIALIST",
    )
    assert after["held"] == {
        "tasks": 1, "consents": 1, "orders": 0, "hearings": 1, "contacts": 1, "documents": 0, "notes": 0
    }  # fmt: skip
    kept = thin(raw)
    proven = read(kept)
    assert (proven.responsible, proven.answer, proven.offer.packet) == (TAKER, answer(raw), None)
    assert readable(proven, GIVER, OVER_MS) == after
    for text in (b"psychologist", b"aunt", b"assessment", b"Family Court"):
        assert text in b64decode(json.loads(raw)["rest"])
        assert text not in _signed(kept, "packet")
    assert "rest" not in json.loads(kept)


def _signed(raw: bytes, part: str) -> bytes:
    return b64decode(json.loads(raw)[part]["payload"])


def test_who_took_the_person_reads_all_of_it_for_ever_and_another_body_the_summary() -> None:
    raw, late = taken(), OVER_MS + 4000 * DAY_MS
    assert whole_until_ms(read(raw), TAKER) is None
    assert "care_plan" in readable(read(raw, late), TAKER, late)
    for now_ms in (TAKEN_MS, OVER_MS):
        assert not readable(read(raw, now_ms), OTHER, now_ms).keys() & set(REST)


@pytest.mark.parametrize("raw", [file(), turned_away()], ids=["not answered", "rejected"])
def test_whoever_answers_for_the_person_reads_all_of_it(raw: bytes) -> None:
    late = OVER_MS + 4000 * DAY_MS
    assert "care_plan" in readable(read(raw, late), GIVER, late)
    with pytest.raises(BadPacket, match="rest: not-yet"):
        thin(raw, late)


def test_it_is_thinned_by_the_giver_once_the_time_is_over_and_twice_is_once() -> None:
    raw = taken()
    with pytest.raises(BadPacket, match="rest: not-yet"):
        thin(raw, OVER_MS - 1)
    for agency in (TAKER, OTHER):
        with pytest.raises(BadPacket, match="from: another-body"):
            thin(raw, agency=agency)
    assert thin(thin(raw)) == thin(raw)
    assert len(thin(raw)) < len(raw)


@pytest.mark.parametrize("raw", [file(), turned_away()], ids=["not answered", "rejected"])
def test_nobody_takes_what_they_cannot_read(raw: bytes) -> None:
    """Named attack: a giver holds the rest back, and the other body would answer for what it was never told."""
    parts = json.loads(raw)
    del parts["rest"]
    bare = json.dumps(parts).encode()
    with pytest.raises(BadPacket, match="rest: missing"):
        read(bare)
    if "answer" not in parts:
        with pytest.raises(BadPacket, match="rest: missing"):
            answered(bare, body(TAKER, TAKEN_MS), answer(raw))


def test_another_rest_is_not_that_which_was_signed() -> None:
    """Named attack: what went along is exchanged afterwards, for another packet's or a mended one."""
    raw = json.loads(taken())
    other = json.loads(file(care_plan="Another plan."))["rest"]
    mended = b64encode(b64decode(raw["rest"]).replace(b"A bed", b"No bed")).decode()
    for rest in (other, mended, b64encode(b"").decode()):
        with pytest.raises(BadPacket, match="rest: digest"):
            read(json.dumps({**raw, "rest": rest}).encode())


def test_the_digest_of_what_is_gone_cannot_be_guessed() -> None:
    """The same packet at the same moment names another digest each time: a random salt is in the rest."""
    one, other = (json.loads(_signed(file(), "packet")) for _ in range(2))
    assert one["rest_sha256"] != other["rest_sha256"]
    assert {**one, "rest_sha256": ""} == {**other, "rest_sha256": ""}


@given(st.integers(0, 400), st.booleans(), st.sampled_from([GIVER, TAKER, OTHER]))
@budget(60)
def test_one_body_at_least_reads_all_of_it_and_the_giver_never_past_its_time(
    days: int, accepts: bool, agency: str
) -> None:
    raw = taken() if accepts else turned_away()
    now_ms = TAKEN_MS + days * DAY_MS
    found = read(raw, now_ms)
    assert may_read_whole(found, found.responsible, now_ms)
    whole = may_read_whole(found, agency, now_ms)
    assert whole == (agency == TAKER or (agency == GIVER and (not accepts or days < 30)))
    assert ("care_plan" in readable(found, agency, now_ms)) == whole
