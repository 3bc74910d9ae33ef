"""What protects never shows more, and what entitles never shows less: over calls and records drawn at random.

The table is enumerated elsewhere; here each fact is moved one step in one call, everything else as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.access.caller import Approver, Caller, CaseFacts
from services.access.decision import Decision, Level, RecordClass, Relation
from services.access.engine import CedarEngine, PolicyEngine
from services.access.purpose import (
    AGENCY_KINDS,
    HANDLING,
    JUVENILE,
    KINDS,
    LIFE_AT_RISK,
    LIST_TYPES,
    PURPOSES,
    QUERY_CLASSES,
    RECORD_ROLES,
    STANDINGS,
    bases_of,
    seconds_of,
)
from services.access.reference import ReferenceEngine
from services.vocabulary.access import CaseState
from tests.budget import budget
from tests.unit.access.every import WHO
from tests.unit.access.table import APPROVERS, ME, NOW_MS, OTHER, call

CEDAR, MODEL = CedarEngine.load(), ReferenceEngine()
US, THEM = frozenset({ME}), frozenset({OTHER})
REASONS = [(purpose, klass) for purpose, what in sorted(PURPOSES.items()) for klass in sorted(what.classes)]


def _caller(kind: str, reason: tuple[str, str], clearance: int, approver: Approver | None, roles: int) -> Caller:
    purpose, query_class = reason
    what = PURPOSES[purpose]
    caller = call(f"{kind} {purpose} {query_class}", "")[0]
    held = frozenset(sorted(what.roles)[: 1 + roles]) | {"BREAK_GLASS"}
    basis = sorted(bases_of(purpose) - ({"AMLA"} if kind != "FMU" else set()))[0]
    second = sorted(seconds_of(query_class) - {basis, "IFTA_WARRANT"})[0]
    return replace(caller, roles=held, clearance=clearance, approver=approver, legal_basis=basis, second_basis=second)


CALLERS = st.sampled_from(REASONS).flatmap(
    lambda reason: st.builds(
        _caller,
        st.sampled_from([*WHO[reason[0]].split() * 4, *sorted(AGENCY_KINDS)]),
        st.just(reason),
        st.integers(0, 3),
        st.sampled_from([None, APPROVERS[""]]),
        st.integers(0, 2),
    )
)
CASES = st.builds(CaseFacts, st.just("RESOLVED"), st.sampled_from([True, True, False]))
RELATIONS = st.builds(Relation, *[st.sampled_from([True, True, False])] * 8)
RECORDS = st.builds(
    RecordClass,
    owner=st.sampled_from([ME, OTHER]),
    kind=st.sampled_from(sorted(KINDS)),
    role=st.sampled_from(sorted(RECORD_ROLES)),
    standing=st.sampled_from(sorted(STANDINGS)),
    juvenile=st.sampled_from(sorted(JUVENILE)),
    sealed=st.booleans(),
    own_sealed=st.booleans(),
    from_owner_too=st.booleans(),
    protected_person=st.booleans(),
    pseudonym=st.booleans(),
    spared=st.sampled_from([frozenset(), US, THEM]),
    favourable=st.booleans(),
    enquiry_only=st.booleans(),
    weak_grade=st.booleans(),
    handling=st.sampled_from(sorted(HANDLING)),
    releasable_to=st.sampled_from([frozenset(), US, THEM]),
    clearance=st.integers(0, 3),
    str_derived=st.booleans(),
    feed=st.sampled_from(["", "MONEY", "CDR", "CONTENT", "TRAVEL"]),
    list_type=st.sampled_from(sorted(LIST_TYPES)),
    has_authority=st.booleans(),
    danger=st.booleans(),
    missing_child=st.booleans(),
    expunged=st.booleans(),
)
ASKED = (CALLERS, CASES, RELATIONS, RECORDS)


def decide(
    engine: PolicyEngine, who: Caller, case: CaseFacts, how: Relation, record: RecordClass, glass: bool = False
) -> Decision:
    return engine.decide(who, case, record, how, NOW_MS, glass)


def level(who: Caller, case: CaseFacts, how: Relation, record: RecordClass, glass: bool = False) -> Level:
    return decide(MODEL, who, case, how, record, glass).level


def plainly(record: RecordClass, who: Caller) -> RecordClass:
    """The record without most of what hides it, of a kind that the question shows: one step of one fact is then seen."""
    kinds = sorted(QUERY_CLASSES[who.query_class]) or [record.kind]
    return replace(
        record,
        kind=kinds[sorted(KINDS).index(record.kind) % len(kinds)], sealed=False, own_sealed=False, protected_person=False, expunged=False, str_derived=False, feed="",
        favourable=False, enquiry_only=False, weak_grade=False, juvenile="NO", handling="OPEN", clearance=0,
        list_type="", has_authority=True,
    )  # fmt: skip


@given(*ASKED, st.booleans())
@budget(150)
def test_both_engines_say_the_same(
    who: Caller, case: CaseFacts, how: Relation, record: RecordClass, glass: bool
) -> None:
    for each in (record, plainly(record, who)):
        one, other = (decide(engine, who, case, how, each, glass) for engine in (CEDAR, MODEL))
        assert (one.level, one.pseudonym, one.level == Level.DISCLOSED or bool(one.cause)) == (
            other.level, other.pseudonym, other.level == Level.DISCLOSED or bool(other.cause),
        )  # fmt: skip


HIDING: dict[str, Callable[[RecordClass], RecordClass]] = {
    "sealed": lambda of: replace(of, sealed=True),
    "sealed by its own agency": lambda of: replace(of, own_sealed=True),
    "sealed from its owner too": lambda of: replace(of, from_owner_too=True),
    "a protected person": lambda of: replace(of, protected_person=True),
    "expunged": lambda of: replace(of, expunged=True),
    "derived from a report of suspicion": lambda of: replace(of, str_derived=True),
    "of weak grade": lambda of: replace(of, weak_grade=True),
    "an enquiry without FIR": lambda of: replace(of, enquiry_only=True),
    "ended in favour": lambda of: replace(of, favourable=True),
    "named agencies alone": lambda of: replace(of, handling="H3") if of.handling != "ORCON" else of,
    "originator control": lambda of: replace(of, handling="ORCON"),
    "of higher clearance": lambda of: replace(of, clearance=min(3, of.clearance + 1)),
    "without authority": lambda of: replace(of, has_authority=False),
    "of an age never recorded": lambda of: replace(of, juvenile="UNKNOWN") if of.juvenile == "NO" else of,
    "diverted": lambda of: replace(of, juvenile="DONE") if of.juvenile in ("YES", "POSSIBLE") else of,
}


@pytest.mark.parametrize("fact", sorted(HIDING))
@given(*ASKED)
def test_what_hides_never_shows_more(
    fact: str, who: Caller, case: CaseFacts, how: Relation, record: RecordClass
) -> None:
    for before in (record, plainly(record, who)):
        after = HIDING[fact](before)
        assert level(who, case, how, after) <= level(who, case, how, before)


ENTITLING: dict[str, Callable[[Relation], Relation]] = {
    name: partial(replace, **{name: True}) for name in Relation.__slots__
}


@pytest.mark.parametrize("fact", sorted(ENTITLING))
@given(*ASKED)
def test_what_is_true_of_the_call_never_shows_less(
    fact: str, who: Caller, case: CaseFacts, how: Relation, record: RecordClass
) -> None:
    for each in (record, plainly(record, who)):
        assert level(who, case, ENTITLING[fact](how), each) >= level(who, case, how, each)


@given(*ASKED)
def test_more_clearance_never_shows_less(who: Caller, case: CaseFacts, how: Relation, record: RecordClass) -> None:
    """More may be known to exist by it: what it makes a bare hit of may be no answer at all (see the view)."""
    assume(who.clearance < 3)
    for each in (record, plainly(record, who)):
        assert level(replace(who, clearance=who.clearance + 1), case, how, each) >= level(who, case, how, each)


@given(*ASKED)
def test_a_second_person_never_shows_less(who: Caller, case: CaseFacts, how: Relation, record: RecordClass) -> None:
    for each in (record, plainly(record, who)):
        with_another = decide(MODEL, replace(who, approver=APPROVERS[""]), case, how, each)
        alone = decide(MODEL, replace(who, approver=None), case, how, each)
        assert with_another.level >= alone.level
        assert alone.pseudonym or not with_another.pseudonym or with_another.level > alone.level


@given(*ASKED, st.sampled_from(["same", "spelt", "junior", "distant", "lower", "nobody"]))
def test_a_second_person_who_is_none_shows_nothing(
    who: Caller, case: CaseFacts, how: Relation, record: RecordClass, other: str
) -> None:
    assume(other != "lower" or who.clearance > 0)
    assert level(replace(who, approver=APPROVERS[other]), case, how, plainly(record, who)) == Level.INVISIBLE


@given(*ASKED)
def test_broken_glass_lifts_and_never_over_what_it_must_not(
    who: Caller, case: CaseFacts, how: Relation, record: RecordClass
) -> None:
    assume(who.agency_kind in LIFE_AT_RISK)
    for each in (record, plainly(record, who)):
        broken, whole = level(who, case, how, each, glass=True), level(who, case, how, each)
        assert broken >= whole
        shielded = each.juvenile not in ("NO", "UNKNOWN") or each.role in ("VICTIM", "WITNESS", "COMPLAINANT")
        if broken > whole and (shielded or each.handling == "ORCON" or each.sealed or each.expunged):
            assert PURPOSES[who.purpose].own_case, "only row 3 is lifted"
            assert level(who, CaseFacts(CaseState.RESOLVED, True), how, each) >= broken


@given(*ASKED, st.sampled_from(["spared", "releasable_to"]))
def test_to_be_named_never_shows_less(
    who: Caller, case: CaseFacts, how: Relation, record: RecordClass, terms: str
) -> None:
    changes: dict[str, Any] = {terms: getattr(record, terms) | US}
    for each in (record, plainly(record, who)):
        assert level(who, case, how, replace(each, **changes)) >= level(who, case, how, each)


@given(*ASKED)
def test_an_expunged_record_is_shown_to_nobody(
    who: Caller, case: CaseFacts, how: Relation, record: RecordClass
) -> None:
    for each in (record, plainly(record, who)):
        found = decide(MODEL, who, case, how, replace(each, expunged=True))
        assert (found.level, found.pseudonym) == (Level.INVISIBLE, False)


@given(*ASKED)
def test_no_fact_of_a_record_matters_to_a_purpose_that_shows_none(
    who: Caller, case: CaseFacts, how: Relation, record: RecordClass
) -> None:
    for query_class in ("IDENTITY", "FAMILY", "STATS"):
        purpose = next(p for p, what in sorted(PURPOSES.items()) if query_class in what.classes)
        asked = _caller(who.agency_kind, (purpose, query_class), who.clearance, APPROVERS[""], 2)
        assert level(asked, CaseFacts(CaseState.RESOLVED, True), how, record) == Level.INVISIBLE
