"""LAW 2(d): a review also goes to the body that protects who spoke, by two people; of that person alone, and of no place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import PolicyDenied, Refused
from services.access.kin import kin_digest
from services.membership.jurisdiction import Jurisdiction
from services.records import wire
from services.records.app.reviewing import review_statements
from services.values.records import CaseReference, RecordVersion, Referral
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    POLICE,
    SESSIONS,
    cnic,
    fir,
    order,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Node
from tests.integration.records.test_guardian import protector
from tests.integration.records.test_reviewing import (
    PTPA,
    VICTIM,
    bail,
    name,
    papers,
    prosecutor,
    reviews,
    said,
)
from tests.integration.records.test_reviewing import node as node

NUMBER = CaseReference("REFERRAL", "LHR/5/2024")
SECOND = Approver("cp-2", 3, frozenset({"boss-1"}), bytes(32))
TWO = protector(approver=SECOND, case_key=NUMBER.key)
OTHER = person(cnic(22), name="Another Victim")


def referral(to: str = CHILD_PROTECTION, ended: str = "", **more: Any) -> RecordVersion:
    """The police of the case hand the victim to a body."""
    stated = {"agency": POLICE, "role": "VICTIM", "subject": VICTIM, "case_references": (NUMBER, fir()), **more}
    return version("REFERRAL", "referral", Referral(to, "2024-02-01", ended), **stated)


def taken_back(record_id: str = "s2", **more: Any) -> RecordVersion:
    """An affidavit with kin of the accused there, which retracts: by itself one family."""
    return said(record_id, "AFFIDAVIT", "ACCUSED_KIN", **{"relation": "RETRACTS", "earlier": (name("s1"),), **more})


async def planted(node: Node, *more: RecordVersion) -> None:
    first = said("s1", "164", "MAGISTRATE", "SUPPORT", at="2020-05-03")
    await node.put(*papers(PTPA), first, bail("2020-05-05"), taken_back(), *more)


async def told(node: Node, who: Caller = TWO) -> dict[str, str]:
    return {
        each.record.rpartition("/")[2]: " ".join([each.need, *(sign.code for sign in each.signs)])
        for each in await reviews(node, who)
    }


async def test_the_body_to_which_the_person_is_referred_is_told_what_is_to_be_looked_at_again(node: Node) -> None:
    await planted(node, referral())
    assert await told(node) == {"s2": "REVIEW P1 T1"}
    assert await told(node, replace(TWO, roles=frozenset({"PROTECTION_UNIT"}))) == {"s2": "REVIEW P1 T1"}


async def test_one_person_alone_is_refused_and_so_is_every_other_purpose_and_kind(node: Node) -> None:
    await planted(node, referral())
    for who in (
        protector(),
        replace(TWO, approver=None),
        replace(TWO, purpose="FIND_MISSING_CHILD", query_class="MISSING_CHILD", case_type="MISSING_CHILD"),
        replace(TWO, agency=POLICE, agency_kind="POLICE"),
        replace(TWO, agency=SESSIONS, agency_kind="COURT"),
    ):
        with pytest.raises(Refused):
            await reviews(node, who)


async def test_a_note_goes_to_the_prosecutor_and_not_to_the_body(node: Node) -> None:
    await node.put(*papers(PTPA), taken_back(earlier=()), referral())
    assert await told(node, prosecutor()) == {"s2": "NOTE P1"}
    assert await told(node) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "pk.other-body"},
        {"ended": "2024-03-01"},
        {"agency": FIA},
        {"agency": CHILD_PROTECTION},
        {"case_references": (NUMBER,)},
        {"subject": OTHER},
    ],
    ids=["to-another", "ended", "by-a-stranger", "by-itself", "about-no-case", "of-somebody-else"],
)
async def test_without_a_referral_of_that_person_nothing_is_told(node: Node, changes: dict[str, Any]) -> None:
    await planted(node, referral(**changes))
    assert await told(node) == {}


async def test_a_referral_that_was_taken_back_opens_nothing(node: Node) -> None:
    await planted(node, referral(), withdrawn(referral()))
    assert await told(node) == {}


async def test_what_somebody_else_said_in_the_case_is_told_of_nobody(node: Node) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    alike = taken_back("x", subject=OTHER, text=words, earlier=())
    await node.put(*papers(PTPA), taken_back(text=words, earlier=()), alike, referral())
    assert await told(node, prosecutor()) == {"s2": "REVIEW P1 X1", "x": "REVIEW P1 X1"}
    assert await told(node) == {}, "a sign would tell of the other person's statement"


@pytest.mark.parametrize("kind", ["SEALED", "PSEUDONYM", "PROTECTED_PERSON"])
async def test_a_court_order_about_the_person_keeps_it_from_all_but_a_protection_unit(node: Node, kind: str) -> None:
    await planted(node, referral())
    hidden = order("o", kind, subject=VICTIM, role="VICTIM", pseudonym="X", case_references=(fir(),))
    await node.put(hidden)
    assert await told(node) == {}
    unit = await told(node, replace(TWO, roles=frozenset({"PROTECTION_UNIT"})))
    assert unit == ({"s2": "REVIEW P1 T1"} if kind == "PROTECTED_PERSON" else {})


@pytest.mark.parametrize("handling", ["H3", "ORCON"])
async def test_what_its_owner_gave_to_named_readers_says_nothing(node: Node, handling: str) -> None:
    first = said("s1", "164", "MAGISTRATE", "SUPPORT", at="2020-05-03")
    kept = replace(bail("2020-05-05"), handling=handling)
    await node.put(*papers(PTPA), first, kept, taken_back(), referral())
    assert await told(node) == {}


async def test_bail_of_an_accused_child_says_nothing(node: Node) -> None:
    young = replace(bail("2020-05-05"), subject=person(cnic(31), born="2010-01-01", name="Accused Boy"))
    first = said("s1", "164", "MAGISTRATE", "SUPPORT", at="2020-05-03")
    await node.put(*papers(PTPA), first, young, taken_back(), referral())
    assert await told(node) == {}


@pytest.mark.parametrize(("districts", "expected"), [((), None), (("PB",), {"s2"}), (("PB/MULTAN",), {"s2"})])
async def test_only_a_body_that_an_act_makes_one_is_told(
    node: Node, monkeypatch: pytest.MonkeyPatch, districts: tuple[str, ...], expected: set[str] | None
) -> None:
    await planted(node, referral())
    monkeypatch.setattr(Jurisdiction, "protected", lambda *_: frozenset(districts))
    if expected is None:
        with pytest.raises(PolicyDenied):
            await told(node)
    else:
        assert set(await told(node)) == expected


async def test_a_case_of_another_bodys_district_is_told_to_nobody_else(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    await planted(node, referral())
    other = {CHILD_PROTECTION: frozenset({"PB/MULTAN"}), FIA: frozenset({"PB/LAHORE"})}
    monkeypatch.setattr(Jurisdiction, "protected", lambda _, agency, __: other.get(agency, frozenset()))
    assert await told(node) == {}


async def test_the_officers_own_kin_are_left_out(node: Node) -> None:
    await planted(node, referral())
    kin = replace(TWO, own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(21)}")}))
    try:
        assert await told(node, kin) == {}
    except Refused:
        pytest.fail("a refusal would tell whose statement it is")


async def test_nothing_but_names_of_records_and_closed_words_travels(node: Node) -> None:
    places = {"place_kind": "SHELTER", "drafter": "A Notary", "support_person": "A Support"}
    first = said("s1", "164", "MAGISTRATE", "SUPPORT", at="2020-05-03")
    await node.put(*papers(PTPA), first, bail("2020-05-05"), taken_back(**places), referral())
    assert await told(node) == {"s2": "REVIEW P1 T1"}
    raw = wire.encode(await review_statements(node.context, node.inquiry(TWO)))
    for word in (b"SHELTER", b"shelter", b"Notary", b"Support", b"words of", b"Somebody", b"Victim", cnic(21).encode()):
        assert word not in raw


async def test_the_log_names_the_statement_that_was_told_and_nothing_around_it(node: Node) -> None:
    await planted(node, referral())
    await told(node)
    assert node.trail.records == [f"{name('s2')}/versions/1"]


async def test_what_others_are_answered_is_the_same_with_a_referral_and_without(node: Node) -> None:
    await planted(node)
    before = wire.encode(await review_statements(node.context, node.inquiry(prosecutor())))
    await node.put(referral())
    assert wire.encode(await review_statements(node.context, node.inquiry(prosecutor()))) == before
    history = await node.history(TWO, cnic(21))
    assert not [line for line in history.timeline if line.kind == "STATEMENT"], "row 29 stands: nothing is to be read"
