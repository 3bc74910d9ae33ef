"""What a node may hold of others' records: each condition both ways, and every class under the widest agreement."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

from services.access import copies
from services.access.caller import Caller
from services.access.copies import as_written, digest_of, may_give, may_hold, own
from services.access.decision import Level, RecordClass, Relation
from services.access.engine import CedarEngine, PolicyEngine
from services.access.facts import Facts, facts_of
from services.access.reference import ReferenceEngine, look
from services.access.reference_look import Look
from services.membership.rows import JUVENILE
from services.vocabulary.access import Permission
from services.vocabulary.protection import FOR_ARREST
from services.vocabulary.records import RecordKind
from tests.unit.access.copies_cases import (
    ACCUSED,
    CASES,
    EVERYTHING,
    GIVER,
    HOLDER,
    HUB,
    OTHER,
    Case,
    agency,
    agreement,
)
from tests.unit.access.every import calls, classes
from tests.unit.access.table import ME, NOW_MS, call
from tests.unit.access.table import OTHER as STRANGER

SENDER, THIRD = agency(GIVER, "FIA"), agency(OTHER, "POLICE")
TO_THIRD = agreement(id="third", holder=OTHER)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.given}-{case.what}-{case.by.id}")
def test_each_condition(case: Case) -> None:
    found = may_hold([case.by], case.holder, case.klass, case.purpose, released=case.released)
    wanted = own(HOLDER) if case.klass.owner == HOLDER else case.by
    assert found == (wanted if case.given else None)


@pytest.fixture(scope="module")
def held() -> list[RecordClass]:
    """Every class of another agency that its node could hold, were all agreed that can be."""
    widest = EVERYTHING._replace(giver=STRANGER, holder=ME)
    return [klass for klass in classes() if klass.owner == STRANGER and may_hold([widest], agency(ME), klass)]


def test_what_can_be_agreed_is_of_every_kind_that_others_officers_may_be_shown(held: list[RecordClass]) -> None:
    """Of somebody accused, by the model, in any call but of oversight: orders that protect, referrals and answers are not."""
    shown = {
        kind
        for kind, (facts, relation) in product(RecordKind, list(calls()))
        if facts.purpose != "OVERSIGHT"
        and look(Look(facts, RecordClass(STRANGER, kind, "ACCUSED", "FINDING"), relation, False)).level
        == Level.DISCLOSED
    }
    assert {klass.kind for klass in held} == shown < set(RecordKind)


def test_nothing_sealed_protected_erased_or_told_under_a_warrant_can_be_agreed(held: list[RecordClass]) -> None:
    for klass in held:
        assert (klass.expunged, klass.str_derived, klass.feed) == (False, False, ""), klass
        assert not klass.protected_person or klass.interim, klass
        assert ME in klass.spared or not (klass.sealed or klass.own_sealed or klass.pseudonym), klass
        assert klass.handling not in ("H3", "ORCON") or ME in klass.releasable_to, klass
        assert klass.kind != "STATEMENT" or klass.role not in ("VICTIM", "WITNESS", "COMPLAINANT"), klass
        assert klass.juvenile != "DONE", klass


def test_what_the_hub_shows_a_post_as_an_action_keeps_its_copy() -> None:
    """AUTHORITY 6.5: of what a node holds for its posts, an age and a protecting body's word take nothing off it."""
    post = EVERYTHING._replace(giver=STRANGER, holder=ME, roles=EVERYTHING.roles - {JUVENILE})
    for kind in ("BORDER", "CUSTOMS", "POLICE"):
        facts, relation = at_a_post(kind)
        holder, seen = agency(ME, kind, facts.clearance), set()
        for klass in classes():
            if klass.owner != STRANGER or klass.kind not in FOR_ARREST:
                continue
            plain = replace(klass, juvenile="NO", protected_person=False, interim=False)
            if may_hold([post], holder, plain) is None:
                continue
            level = look(Look(facts, klass, relation, False)).level
            if level < Level.ACTION:
                continue
            assert may_hold([post], holder, klass, "CHECKPOINT") == may_hold([post], holder, klass) == post, klass
            seen.add((klass.juvenile, klass.protected_person))
            if klass.juvenile in ("YES", "POSSIBLE"):
                assert may_hold([post], holder, klass, "INVESTIGATE_CASE") is None, klass
                assert may_hold([post._replace(purposes=frozenset({"INVESTIGATE_CASE"}))], holder, klass) is None
        assert seen >= {("POSSIBLE", False), ("NO", True)}, kind


def at_a_post(kind: str) -> tuple[Facts, Relation]:
    """An officer of such an agency at a post."""
    caller, case, relation, said = call(f"{kind} CHECKPOINT CHECKPOINT", "")
    return facts_of(caller, case, NOW_MS, "glass" in said), relation


def test_no_child_and_no_protected_role_is_held_unless_it_is_named() -> None:
    """The widest agreement without the word, over every class but those that posts act on; with the word some are held."""
    for word, holds in (
        ("JUVENILE", lambda klass: klass.juvenile in ("POSSIBLE", "YES", "DONE")),
        ("VICTIM", lambda klass: klass.role == "VICTIM"),
        ("WITNESS", lambda klass: klass.role == "WITNESS"),
        ("COMPLAINANT", lambda klass: klass.role == "COMPLAINANT"),
    ):
        every = [replace(klass, owner=GIVER) for klass in classes()] + [replace(ACCUSED, role=word)] * (
            word != "JUVENILE"
        )
        found = [klass for klass in every if holds(klass) and klass.kind not in FOR_ARREST]
        without = EVERYTHING._replace(roles=EVERYTHING.roles - {word})
        assert not [klass for klass in found if may_hold([without], agency(), klass)], word
        assert [klass for klass in found if may_hold([EVERYTHING], agency(), klass)], word


def test_an_agency_holds_its_own_of_every_class_that_is_not_erased() -> None:
    for klass in classes():
        found = may_hold([], agency(klass.owner, "IDENTITY_REGISTRY", 0), klass)
        assert found == (None if klass.expunged else own(klass.owner))


def test_of_several_agreements_it_is_the_one_that_lets_a_copy_be_oldest() -> None:
    fresh, old = agreement(id="a", stale_after_h=0), agreement(id="b", stale_after_h=72)
    assert may_hold([old, fresh], agency(), ACCUSED) == may_hold([fresh, old], agency(), ACCUSED) == old
    narrow = old._replace(purposes=frozenset({"TRIAL"}))
    assert may_hold([narrow, fresh], agency(), ACCUSED, "CHECKPOINT") == fresh


def test_the_owner_and_the_hub_give_what_may_be_held() -> None:
    for sender in (SENDER, agency(HUB, "HUB")):
        assert may_give([agreement()], sender, agency(), ACCUSED) == agreement()
        assert may_give([], sender, agency(), ACCUSED) is None


def test_a_holder_passes_on_only_what_it_holds_by_an_agreement_that_says_so() -> None:
    onward = agreement(onward=True)
    assert may_give([onward, TO_THIRD], agency(), THIRD, ACCUSED) == TO_THIRD
    assert may_give([agreement(), TO_THIRD], agency(), THIRD, ACCUSED) is None
    assert may_give([TO_THIRD], agency(), THIRD, ACCUSED) is None
    assert may_give([onward], agency(), THIRD, ACCUSED) is None
    assert may_give([onward._replace(kinds=frozenset({"BAIL"})), TO_THIRD], agency(), THIRD, ACCUSED) is None


def test_what_its_terms_give_to_one_is_not_passed_on_to_another() -> None:
    agreed = [EVERYTHING._replace(onward=True), EVERYTHING._replace(id="third", holder=OTHER)]
    to_one = replace(ACCUSED, handling="H3", releasable_to=frozenset({HOLDER}))
    assert may_give(agreed, SENDER, agency(), to_one) is not None
    assert may_give(agreed, agency(), THIRD, to_one) is None
    to_both = replace(to_one, releasable_to=frozenset({HOLDER, OTHER}))
    assert may_give(agreed, agency(), THIRD, to_both) is not None


def test_everybody_gives_an_owner_their_own_back() -> None:
    assert may_give([], agency(), SENDER, ACCUSED) == own(GIVER)
    assert may_give([], agency(), SENDER, replace(ACCUSED, expunged=True)) is None


def test_a_digest_changes_with_what_may_be_held_alone() -> None:
    plain = digest_of([agreement()], agency())
    assert len(plain) == 32
    same = (
        [agreement(id="renamed")],
        [agreement(until="2030-01-01", since="2020-01-01", statute="Another")],
        [agreement(stale_after_h=0, purposes=frozenset({"TRIAL", "CHECKPOINT"}))],
        [agreement(), agreement(id="twice")],
        [agreement(), TO_THIRD],
    )
    assert {digest_of(rows, agency()) for rows in same} == {plain}
    other = [
        digest_of([], agency()),
        digest_of([agreement()], agency(clearance=3)),
        digest_of([agreement()], agency(kind="POLICE")),
        digest_of([agreement(holder=OTHER)], THIRD),
        *(
            digest_of([agreement(**change)], agency())
            for change in (
                {"giver": OTHER},
                {"kinds": frozenset({"LIST_ENTRY"})},
                {"handling": frozenset({"OPEN"})},
                {"roles": frozenset({"LISTED"})},
                {"onward": True},
                {"purposes": frozenset({"INVESTIGATE_CASE"})},
            )
        ),
        digest_of([agreement(), agreement(id="more", giver=OTHER)], agency()),
    ]
    assert len({plain, *other}) == len(other) + 1


def test_a_digest_does_not_follow_the_order_of_a_registry() -> None:
    rows = [agreement(), agreement(id="more", giver=OTHER)]
    assert digest_of(rows, agency()) == digest_of(rows[::-1], agency())


def claiming(officer: Caller, change: dict[str, str]) -> Caller:
    return replace(officer, **change)  # type: ignore[arg-type]  # texts by name


@pytest.mark.parametrize("engine", [CedarEngine.load(), ReferenceEngine()], ids=lambda engine: type(engine).__name__)
@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "HOLD_COPY"},
        {"purpose": "HOLD_COPY", "query_class": "SYNC", "legal_basis": "AGREEMENT"},
        {"query_class": "SYNC"},
        {"legal_basis": "AGREEMENT"},
    ],
)
def test_to_hold_copies_is_no_purpose_of_an_officer(engine: PolicyEngine, change: dict[str, str]) -> None:
    """A token of the agency's own issuer that says so: whatever it asks for is refused, and no record is shown."""
    officer, case, relation, _ = call("FIA INVESTIGATE_CASE HISTORY", "assigned cited cl=3")
    klass = replace(ACCUSED, owner=officer.agency)
    for caller, admitted in ((officer, True), (claiming(officer, change), False)):
        admission = engine.admit(caller, case, Permission.RECORD_READ, NOW_MS, False, False)
        assert admission.refusal == ("" if admitted else "PURPOSE_UNFIT")
        shown = engine.decide(caller, case, klass, relation, NOW_MS, False).level
        assert shown == (Level.DISCLOSED if admitted else Level.INVISIBLE)
        refused = {engine.admit(caller, case, each, NOW_MS, False, False).refusal for each in Permission}
        assert admitted or refused == {"PURPOSE_UNFIT"}


def weakened() -> Iterator[tuple[str, str]]:
    """The module with one operand less of one ``and`` or ``or``: what was dropped, and the source."""
    tree = ast.parse(Path(copies.__file__).read_text(encoding="utf-8"))
    spots = [index for index, node in enumerate(ast.walk(tree)) if isinstance(node, ast.BoolOp)]
    for spot in spots:
        node = list(ast.walk(tree))[spot]
        assert isinstance(node, ast.BoolOp)
        for place in range(len(node.values)):
            changed = copy.deepcopy(tree)
            found = list(ast.walk(changed))[spot]
            assert isinstance(found, ast.BoolOp)
            dropped = ast.unparse(found.values.pop(place))
            yield dropped, ast.unparse(changed)


def is_noticed(dropped: str, source: str) -> bool:
    """Whether a case fails without the condition."""
    module = ModuleType("weakened")
    exec(compile(source, dropped, "exec"), module.__dict__)
    wrong = [
        case
        for case in CASES
        if (module.may_hold([case.by], case.holder, case.klass, case.purpose, released=case.released) is not None)
        != case.given
    ]
    onward = agreement(onward=True)
    passed_on = module.may_give([agreement(), TO_THIRD], agency(), THIRD, ACCUSED)
    given = (
        module.may_give([onward, TO_THIRD], agency(), THIRD, ACCUSED),
        module.may_give([agreement()], agency(HUB, "HUB"), agency(), ACCUSED),
        module.may_give([], agency(), SENDER, ACCUSED),
    )
    return bool(wrong or passed_on or None in given)


def test_no_condition_can_go_unnoticed() -> None:
    every = list(weakened())
    assert len(every) > 20
    assert [dropped for dropped, source in every if not is_noticed(dropped, source)] == []


def test_to_its_owner_a_record_goes_as_written_with_the_orders_that_bind_the_owner() -> None:
    stated = RecordClass(ME, "CHARGE", "ACCUSED")
    others = replace(
        stated, role="VICTIM", standing="ACCUSATION", juvenile="YES", sealed=True, protected_person=True,
        contradicted=True, stranger_to=STRANGER, spared=frozenset({ME}), pseudonym=True,
    )  # fmt: skip
    assert as_written(stated, others) == stated
    sealed = replace(stated, sealed=True, from_owner_too=True)
    assert as_written(stated, replace(others, from_owner_too=True)) == sealed
    assert as_written(stated, replace(others, favourable=True)) == replace(stated, favourable=True)
    assert as_written(replace(stated, expunged=True), others).expunged
