"""The rules on a node that holds copies: never more than the policy allows, and never what no agreement gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from services.access.copies import may_hold
from services.access.decision import Decision, Level, RecordClass
from services.access.engine import PolicyEngine
from services.access.held_copies import NOT_GIVEN, HeldCopies
from services.access.reference import ReferenceEngine
from services.membership.rows import AgreementRow
from services.values.dates import day_text, today
from services.vocabulary.access import Permission
from tests.unit.access.copies_cases import EVERYTHING, agency, agreement
from tests.unit.access.every import classes
from tests.unit.access.table import ME, NOW_MS, OTHER, call

DAY_MS = 86_400_000
RULES = ReferenceEngine()
INVESTIGATING = "FIA INVESTIGATE_CASE HISTORY"
NEAR = "cl=3 second assigned cited accused referred shown"
ACCUSED = RecordClass(OTHER, "CHARGE", "ACCUSED", "ACCUSATION")


def day(days: int = 0) -> str:
    return day_text(today(NOW_MS) + days)


def given(**change: object) -> AgreementRow:
    """An agreement for a year around now, between the agencies of the decision table."""
    usual: dict[str, object] = {"giver": OTHER, "holder": ME, "since": day(-180), "until": day(180)}
    return agreement(**{**usual, **change})


HELD = agency(ME, "FIA", clearance=3)


def holding(*rows: AgreementRow) -> HeldCopies:
    """The rules at a holder of these agreements and no others."""

    def in_force(now_ms: int) -> tuple[AgreementRow, ...]:
        return tuple(row for row in rows if row.holds_on(day_text(today(now_ms))))

    return HeldCopies(RULES, HELD, in_force)


def decided(engine: PolicyEngine, klass: RecordClass, who: str = INVESTIGATING, later_ms: int = 0) -> Decision:
    caller, case, relation, _ = call(who, NEAR)
    return engine.decide(caller, case, klass, relation, NOW_MS + later_ms, False)


@pytest.mark.parametrize(
    "who", [INVESTIGATING, "BORDER CHECKPOINT CHECKPOINT", "POLICE FIND_MISSING_CHILD MISSING_CHILD"]
)
def test_what_is_held_is_decided_as_at_the_hub_and_all_else_is_not_there(who: str) -> None:
    wide = EVERYTHING._replace(giver=OTHER, holder=ME, since=day(-1), until=day(1))
    narrow = given()
    purpose = who.split()[1]
    seen: Counter[tuple[str, bool, bool]] = Counter()
    for name, row in (("wide", wide), ("narrow", narrow)):
        engine = holding(row)
        for klass in classes():
            held = may_hold([row], HELD, klass, purpose, released=True) is not None
            assert decided(engine, klass, who) == (decided(RULES, klass, who) if held else NOT_GIVEN), klass
            seen[name, held, decided(RULES, klass, who).level > Level.INVISIBLE] += 1
    assert all(seen["wide", held, shown] for held in (True, False) for shown in (True, False)), seen


def test_an_agencys_own_records_need_no_agreement() -> None:
    own = replace(ACCUSED, owner=ME)
    assert decided(holding(), own) == decided(RULES, own)
    assert decided(holding(), own).level == Level.DISCLOSED


def test_a_purpose_that_the_agreement_does_not_list_shows_nothing() -> None:
    assert decided(holding(given(purposes=frozenset({"INVESTIGATE_CASE"}))), ACCUSED).level == Level.DISCLOSED
    refused = decided(holding(given(purposes=frozenset({"CHECKPOINT", "TRIAL"}))), ACCUSED)
    assert (refused, refused.cause) == (NOT_GIVEN, "agreement")


def test_it_ends_with_the_day_though_the_copy_is_still_there() -> None:
    engine = holding(given(until=day()))
    levels = [decided(engine, ACCUSED, later_ms=days * DAY_MS).level for days in (-2, -1, 0, -1)]
    assert levels == [Level.DISCLOSED, Level.DISCLOSED, Level.INVISIBLE, Level.DISCLOSED]


def test_what_is_there_by_a_release_alone_is_a_bare_hit_to_all_others() -> None:
    """On terms that name somebody else: as at the hub, and shown in full where it is released."""
    engine = holding(given(handling=frozenset({"OPEN", "H3"})))
    on_terms = replace(ACCUSED, handling="H3", releasable_to=frozenset({"pk.third"}))
    caller, case, relation, _ = call(INVESTIGATING, NEAR)
    levels = [
        engine.decide(caller, case, on_terms, replace(relation, released=released), NOW_MS, False).level
        for released in (False, True)
    ]
    assert levels == [Level.HIT, Level.DISCLOSED]
    assert decided(holding(given(handling=frozenset({"OPEN"}))), on_terms) == NOT_GIVEN


@pytest.mark.parametrize("other", [{"holder": "pk.customs"}, {"giver": "pk.third"}])
def test_agreements_of_others_give_nothing(other: dict[str, object]) -> None:
    assert decided(holding(given(**other)), ACCUSED) == NOT_GIVEN


@pytest.mark.parametrize("change", [{"favourable": True}, {"juvenile": "YES"}, {"sealed": True}, {"handling": "ORCON"}])
def test_a_record_that_became_what_no_agreement_gives_is_gone_before_its_removal(
    change: dict[str, object],
) -> None:
    assert decided(holding(given()), replace(ACCUSED, **change)) == NOT_GIVEN  # type: ignore[arg-type]  # fields of several types by name


def test_whether_the_call_is_admitted_is_the_rules_to_say() -> None:
    caller, case, _, _ = call(INVESTIGATING, NEAR)
    engine = holding()
    for own in (False, True):
        asked = (caller, case, Permission.RECORD_READ, NOW_MS, own, False)
        assert engine.admit(*asked) == RULES.admit(*asked)
    assert engine.digest == RULES.digest
