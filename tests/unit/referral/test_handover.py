"""LAW 2(g): what goes with a person to another body, what never does, and who is responsible meanwhile."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.handover.checks import checked
from services.referral.handover.packet import (
    BadPacket,
    Given,
    Hearing,
    LeftOut,
    Note,
    Order,
    Packet,
    Paper,
    Task,
    written,
)
from services.referral.handover.parts import LISTS, SALT_BYTES, rest_of, summarised, summary_of
from services.referral.handover.reading import packet_of
from services.referral.handover.signed import Answer, Handover, answered, offered, opened
from services.signing.pae import CHART, HANDOVER, HANDOVER_ANSWER, pae
from services.signing.signer import Signer
from tests.budget import budget
from tests.fakes.records_node import NOW_MS
from tests.rows import of_rows
from tests.unit.referral.handed import (
    DAY_MS,
    GIVER,
    HEARING,
    OTHER,
    POLICE,
    TAKER,
    answer,
    body,
    file,
    packet,
    registry,
)

LATER = NOW_MS + DAY_MS
OWN = Given("SELF", ("NEEDS", "HEALTH"), "2026-05-20", "ur", "")


def read(raw: bytes, now_ms: int = LATER) -> Handover:
    return opened(raw, registry(), now_ms)


def packed(raw: bytes) -> Packet:
    """What went along."""
    found = read(raw).offer.packet
    assert found is not None
    return found


def broken(raw: bytes, now_ms: int = LATER) -> tuple[str, str]:
    """Where a file does not hold, and why."""
    with pytest.raises(BadPacket) as bad:
        read(raw, now_ms)
    return bad.value.field, bad.value.rule


def unfit(**more: Any) -> tuple[str, str]:
    """Why a packet may not go."""
    with pytest.raises(BadPacket) as bad:
        file(**more)
    return bad.value.field, bad.value.rule


def taken(raw: bytes, now_ms: int = LATER, agency: str = TAKER, **more: Any) -> bytes:
    return answered(raw, body(agency, now_ms), answer(raw, **more))


def refused(raw: bytes, now_ms: int = LATER, agency: str = TAKER, **more: Any) -> tuple[str, str]:
    """Why an answer is not signed."""
    with pytest.raises(BadPacket) as bad:
        taken(raw, now_ms, agency, **more)
    return bad.value.field, bad.value.rule


def test_g1_both_sign_and_who_took_the_person_is_responsible() -> None:
    raw = file()
    assert (read(raw).responsible, read(raw).answer) == (GIVER, None)
    whole = read(taken(raw))
    assert (whole.responsible, whole.answer, whole.answered_ms) == (TAKER, answer(raw), LATER)
    assert whole.offer == read(raw).offer


def test_g2_while_the_other_is_silent_all_clocks_are_the_givers() -> None:
    raw = file()
    for days in (1, 30, 365):
        assert read(raw, NOW_MS + days * DAY_MS).responsible == GIVER


STEPS = st.lists(
    st.tuples(st.sampled_from([GIVER, TAKER, OTHER, POLICE]), st.booleans(), st.integers(1, 50)), max_size=6
)


@budget(40)
@given(STEPS)
def test_g1_exactly_one_is_responsible_whoever_answers_in_whatever_order(steps: list[tuple[str, bool, int]]) -> None:
    raw, at_ms, accepted, done = file(), NOW_MS, False, False
    for agency, accepts, hours in steps:
        at_ms += hours * 3_600_000
        more = {} if accepts else {"accepts": False, "case": "", "acknowledged": (), "because": "NO_PLACE"}
        try:
            raw = answered(raw, body(agency, at_ms), answer(raw, **more))
            assert agency == TAKER
            assert not done
            accepted, done = accepts, True
        except BadPacket:
            assert agency != TAKER or done
        assert read(raw, at_ms).responsible == (TAKER if accepted else GIVER)


@pytest.mark.parametrize(
    "said",
    [
        "see FIR 31/2024", "f.i.r. of Ichhra", "FIA/LAHORE/AHTC/31/2024", "PB/LAHORE/ICHHRA/512/2024", "ایف آئی آر درج ہے",
        "agencies/pk.fia/records/fia-known",
    ],
)  # fmt: skip
def test_g3_nothing_of_the_police_goes_along_wherever_it_stands(said: str) -> None:
    assert unfit(care_plan=f"A bed; {said}.") == ("care_plan", "police")
    assert unfit(contacts=(said,)) == ("contacts[0]", "police")
    assert unfit(notes=(Note("LEGAL", said),)) == ("notes[0].text", "police")
    assert unfit(orders=(Order("Family Court", said, "2026-05-20"),)) == ("orders[0].reference", "police")
    assert unfit(documents=(Paper(said, "0" * 64),)) == ("documents[0].name", "police")
    assert unfit(case=said)[1] == "police"


def test_no_number_of_an_identity_document_goes_along_but_a_digest_does() -> None:
    for said in ("card 35202-1234569-1", "3520212345691"):
        assert unfit(contacts=(said,)) == ("contacts[0]", "identity-number")
    assert unfit(subject="3520212345691")[1] == "identity-number"
    assert packed(file(documents=(Paper("birth certificate", "3520212345691" + "0" * 51),))).documents


def test_g4_what_no_consent_covers_stays_behind_and_the_packet_says_so() -> None:
    found = packed(file())
    assert (found.notes, found.left_out) == ((), (LeftOut("HEALTH", "no-consent"),))
    assert b"Asthma" not in b64decode(json.loads(file())["packet"]["payload"]) + b64decode(json.loads(file())["rest"])
    covered = packed(file(consents=(OWN,)))
    assert (covered.notes, covered.left_out) == ((Note("HEALTH", "Asthma."),), ())
    assert unfit(left_out=(LeftOut("HEALTH", "no-consent"),)) == ("left_out", "computed")


def test_g5_the_same_packet_again_is_the_same_hand_over() -> None:
    raw = file()
    first, again = taken(raw), taken(raw)
    assert read(first) == read(again)
    assert refused(first) == ("answer", "answered")
    later = file(now_ms=NOW_MS + 1)
    other = {**json.loads(later), "answer": json.loads(first)["answer"]}
    assert broken(json.dumps(other).encode()) == ("answer", "another-packet")


def test_g6_a_rejection_says_why_and_leaves_all_with_the_giver() -> None:
    raw = file()
    whole = read(taken(raw, accepts=False, case="", acknowledged=(), because="NO_PLACE"))
    assert (whole.responsible, whole.answer and whole.answer.because) == (GIVER, "NO_PLACE")
    for because in ("", "EXPIRED", "TIRED"):
        assert refused(raw, accepts=False, case="", acknowledged=(), because=because) == ("because", "required")


@pytest.mark.parametrize("named", [(), ("Family Court",), (HEARING, "Sessions Court")])
def test_g7_who_takes_the_person_names_each_court_date_to_come_and_no_other(named: tuple[str, ...]) -> None:
    soon = (Hearing(HEARING, "2026-06-02"), Hearing("High Court", "2020-01-01"))
    assert refused(file(hearings=soon), acknowledged=named) == ("acknowledged", "hearings")
    assert read(taken(file(hearings=soon))).responsible == TAKER


def test_g8_back_to_the_home_that_the_child_ran_from_needs_an_interview_and_a_court() -> None:
    for more in ({}, {"interview": "2026-05-20"}, {"satisfied": "2026-05-21"}):
        assert unfit(back_home=True, **more) == ("back_home", "interview-and-court")
    assert packed(file(back_home=True, interview="2026-05-20", satisfied="2026-05-21")).back_home


def test_g11_who_comes_of_age_goes_by_their_own_consent() -> None:
    assert unfit(reason="AGE_OUT") == ("consents", "own-consent")
    assert packed(file(reason="AGE_OUT", child="NO", consents=(OWN,))).reason == "AGE_OUT"


def test_it_goes_between_bodies_of_child_protection_alone() -> None:
    assert unfit(to=POLICE) == ("to", "child-protection")
    assert unfit(to="pk.nobody") == ("to", "child-protection")
    assert unfit(to=GIVER) == ("to", "own-body")
    with pytest.raises(BadPacket, match="from: child-protection"):
        offered(packet(), body(POLICE))
    for agency in (OTHER, GIVER, POLICE):
        assert refused(file(), agency=agency) == ("to", "another-body")


def envelope(kind: bytes, said: object, key: Signer) -> dict[str, Any]:
    payload = json.dumps(said).encode()
    signature = {"keyid": key.kid.hex(), "sig": b64encode(key.sign(pae(kind, payload))).decode()}
    return {"payloadType": kind.decode(), "payload": b64encode(payload).decode(), "signatures": [signature]}


RESTS = {"care_plan", "tasks", "contacts", "notes", "salt", "offence"}
"""What a forged packet says otherwise in its rest; all else in what is signed."""


def forged(kind: bytes = HANDOVER, agency: str = GIVER, **more: Any) -> bytes:
    """A packet that was signed as it is, without what `make` looks at."""
    going = checked(packet())
    rest = {**json.loads(rest_of(going, bytes(SALT_BYTES))), **{each: more.pop(each) for each in RESTS & more.keys()}}
    raw = json.dumps(rest).encode()
    said = {
        "form": 2, "federation": registry().federation_id.hex(), "from": GIVER, "at_ms": NOW_MS,
        **summarised(summary_of(going), raw), **more,
    }  # fmt: skip
    said["held"] = more.get("held", {each: len(rest[each]) for each in LISTS})
    return json.dumps({"packet": envelope(kind, said, body(agency).key), "rest": b64encode(raw).decode()}).encode()


@of_rows(
    ("more", "expected"),
    [
        ({"kind": CHART}, ("packet", "key")),
        ({"kind": HANDOVER_ANSWER}, ("packet", "key")),
        ({"agency": OTHER}, ("packet", "address")),
        ({"federation": "00" * 32}, ("packet", "address")),
        ({"form": 1}, ("packet", "address")),
        ({"at_ms": LATER + 1}, ("packet", "time")),
        ({"at_ms": True}, ("at_ms", "type")),
        ({"at_ms": 1}, ("packet", "key")),
        ({"offender": "X"}, ("offender", "unknown")),
        ({"notes": [{"kind": "HEALTH", "text": "Asthma."}], "left_out": []}, ("notes", "no-consent")),
        ({"notes": [{"kind": "HEALTH", "text": "Asthma."}]}, ("left_out", "not-so")),
        ({"care_plan": "FIR 7"}, ("care_plan", "police")),
        ({"tasks": [{"what": "x", "due": "2026-07-01", "officer": "y"}]}, ("tasks[0].officer", "unknown")),
        ({"tasks": {}}, ("tasks", "type")),
        ({"tasks": ["x"]}, ("tasks[0]", "table")),
        ({"contacts": [1]}, ("contacts", "type")),
        ({"offence": "X"}, ("offence", "unknown")),
        ({"salt": "00"}, ("rest", "salt")),
        ({"salt": 7}, ("rest", "table")),
        ({"rest_sha256": "00" * 32}, ("rest", "digest")),
        ({"held": {**dict.fromkeys(LISTS, 1), "notes": 0}}, ("held", "not-so")),
        ({"held": {}}, ("held", "not-so")),
        ({"held": {"police": 1}}, ("held.police", "unknown")),
        ({"held": 7}, ("held", "table")),
    ],
)
def test_what_a_member_signs_past_the_rules_is_refused_where_it_is_read(
    more: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert broken(forged(**more)) == expected


def test_a_changed_byte_a_foreign_key_and_a_file_that_is_none_are_refused() -> None:
    said = json.loads(file())
    payload = bytearray(b64decode(said["packet"]["payload"]))
    payload[-3] ^= 1
    said["packet"]["payload"] = b64encode(payload).decode()
    assert broken(json.dumps(said).encode()) == ("packet", "signature")
    foreign = json.loads(file())
    foreign["packet"]["signatures"][0]["keyid"] = "00" * 32
    assert broken(json.dumps(foreign).encode()) == ("packet", "key")
    two = json.loads(file())
    two["packet"]["signatures"] *= 2
    assert broken(json.dumps(two).encode()) == ("packet", "signatures")
    assert broken(json.dumps({**json.loads(file()), "more": {}}).encode()) == ("", "parts")
    assert broken(b"x" * ((1 << 20) + 1)) == ("", "size")


@given(st.binary(max_size=80) | st.sampled_from([b"{}", b"[]", b'{"packet": 1}', b'{"packet": {"payloadType": 1}}']))
def test_no_bytes_are_read_as_a_file_or_raise_anything_else(raw: bytes) -> None:
    with pytest.raises(BadPacket):
        read(raw)


def test_another_bodys_answer_is_no_answer() -> None:
    raw = file()
    said = {"form": 2, "federation": registry().federation_id.hex(), "from": OTHER, "at_ms": LATER}
    named = answer(raw)
    more = {
        "packet_sha256": named.packet_sha256,
        "accepts": True,
        "case": "X",
        "acknowledged": [HEARING],
        "because": "",
    }
    stolen = {**json.loads(raw), "answer": envelope(HANDOVER_ANSWER, {**said, **more}, body(OTHER).key)}
    assert broken(json.dumps(stolen).encode()) == ("answer", "another-body")
    early = {**said, "from": TAKER, "at_ms": NOW_MS - 1}
    before = {**json.loads(raw), "answer": envelope(HANDOVER_ANSWER, {**early, **more}, body(TAKER).key)}
    assert broken(json.dumps(before).encode())[0] == "answer"


@of_rows(
    ("more", "expected"),
    [
        ({"reason": "TIRED"}, ("reason", "required")),
        ({"child": ""}, ("child", "required")),
        ({"care_plan": ""}, ("care_plan", "text")),
        ({"tasks": (Task("assess", "2026-7-1"),)}, ("tasks[0].due", "date")),
        ({"tasks": (Task("assess", "2026-07-01"),) * 51}, ("tasks", "rows")),
        ({"consents": (replace(OWN, by="UNCLE"),)}, ("consents[0].by", "required")),
        ({"consents": (replace(OWN, notes=("ALL",)),)}, ("consents[0].notes", "required")),
        ({"consents": (replace(OWN, language=""),)}, ("consents[0].language", "text")),
        ({"hearings": (Hearing("", "2026-07-01"),)}, ("hearings[0].name", "text")),
        ({"documents": (Paper("scan", "00"),)}, ("documents[0].sha256", "digest")),
        ({"notes": (Note("GOSSIP", "x"),)}, ("notes[0].kind", "required")),
        ({"contacts": ("aunt\x1b",)}, ("contacts[0]", "text")),
        ({"interview": "soon"}, ("interview", "date")),
    ],
)
def test_what_is_unfit_is_named(more: dict[str, Any], expected: tuple[str, str]) -> None:
    assert unfit(**more) == expected


def test_what_is_written_is_read_again() -> None:
    found = checked(
        packet(consents=(OWN,), documents=(Paper("scan", "0" * 64),), orders=(Order("Court", "7", "2026-05-20"),))
    )
    assert packet_of(written(found)) == found
    assert Answer("x", accepts=True).acknowledged == ()
