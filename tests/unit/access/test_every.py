"""Policies against the model over every combination, and what may never come out of any."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from services.access.decision import Level
from services.access.engine import CedarEngine
from services.access.purpose import KINDS, PURPOSES
from services.access.reference import look
from services.access.reference_look import Look
from services.access.ruleset import load_rules, policy_text, schema_text, vocabulary
from services.vocabulary.protection import OFFENDER_ROLES, PROTECTED_ROLES
from tests.unit.access.every import Case, decided
from tests.unit.access.table import ME


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    schema = schema_text()
    return decided(load_rules(policy_text(), schema, vocabulary(schema)))


def seen(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.level > Level.INVISIBLE]


def own(case: Case) -> bool:
    near = case.facts.assigned and case.relation.in_cited_case
    return case.klass.owner == ME and (near or case.facts.purpose == "RECORD_UPKEEP")


def oversight(case: Case) -> bool:
    two = case.facts.approver == "VALID"
    return case.facts.agency_kind == case.facts.purpose == "OVERSIGHT" and case.relation.complained and two


def test_they_are_many_and_of_every_kind(cases: list[Case]) -> None:
    assert len({(case.facts, case.relation, case.named, case.klass) for case in cases}) >= 128_000
    assert {case.facts.purpose for case in seen(cases)} == PURPOSES.keys() - {"STATISTICS"}
    assert {case.klass.kind for case in seen(cases)} == KINDS
    assert Counter(case.level for case in cases).keys() == set(Level)


def test_policies_and_model_agree_on_every_one(cases: list[Case]) -> None:
    for case in cases:
        model = look(Look(case.facts, case.klass, case.relation, case.named))
        pseudonym = case.klass.pseudonym and case.level > Level.INVISIBLE and not case.name
        assert (model.level, model.pseudonym) == (case.level, pseudonym), case


def test_juvenile_records_leave_only_by_their_rows(cases: list[Case]) -> None:
    for case in seen(cases):
        if case.klass.juvenile in ("NO", "UNKNOWN"):
            continue
        facts, relation = case.facts, case.relation
        justice = facts.purpose == "JUVENILE_JUSTICE" and facts.approver == "VALID"
        trial = facts.purpose == "TRIAL" and relation.in_cited_case and case.klass.juvenile != "DONE"
        post = facts.purpose == "CHECKPOINT" and case.level == Level.ACTION and case.klass.juvenile != "DONE"
        assert justice or trial or post or own(case) or oversight(case), case


def test_protected_roles_leave_only_by_their_rows(cases: list[Case]) -> None:
    for case in seen(cases):
        if case.klass.role not in PROTECTED_ROLES:
            continue
        purpose, relation = case.facts.purpose, case.relation
        alert = purpose == "CHECKPOINT" and case.klass.list_type == "CHILD_ALERT" and case.level == Level.ACTION
        trial = purpose == "TRIAL" and relation.in_cited_case
        referred = purpose == "PROTECT_VICTIM" and relation.referred
        missing = purpose == "FIND_MISSING_CHILD" and case.klass.missing_child
        assert alert or trial or referred or missing or own(case) or oversight(case), case


def test_an_accused_whose_age_nobody_recorded_is_no_more_than_a_hit_in_the_graph(cases: list[Case]) -> None:
    for case in seen(cases):
        graph = case.facts.purpose == "ANALYSE_NETWORK" or case.facts.query_class in ("NETWORK", "COMMS_MONEY")
        accused = case.klass.role in ("SUSPECT", "ACCUSED") or case.klass.standing != ""
        if case.klass.juvenile == "UNKNOWN" and accused and graph:
            assert case.level == Level.HIT or own(case), case


def test_sealed_protected_str_and_expunged_records_leave_only_by_their_rows(cases: list[Case]) -> None:
    for case in seen(cases):
        two = case.facts.approver == "VALID"
        assert not case.klass.sealed or (case.named and two) or (own(case) and not case.klass.from_owner_too), case
        unit = ("PROTECTION_UNIT" in case.facts.roles or case.named) and two
        stays = case.klass.interim and case.klass.kind in ("PROCLAMATION", "LIST_ENTRY") and case.level == Level.ACTION
        assert not case.klass.protected_person or unit or stays or own(case), case
        holder = case.facts.agency_kind == "FMU" or ME in case.klass.releasable_to
        assert not case.klass.str_derived or (holder and case.facts.clearance == 3), case
        assert not case.klass.expunged, case


def test_what_is_protected_is_never_a_mere_hit(cases: list[Case]) -> None:
    for case in cases:
        if case.level == Level.HIT:
            assert case.klass.juvenile in ("NO", "UNKNOWN"), case
            assert case.klass.role in OFFENDER_ROLES | {""}, case
            assert not case.klass.sealed, case
            assert not case.klass.own_sealed, case
            assert not case.klass.protected_person, case


def test_broken_glass_adds_nothing_juvenile_protected_or_originator_controlled(cases: list[Case]) -> None:
    """A record of these is seen with the glass broken only by whoever sees it with the glass whole."""
    gained = Counter[bool]()
    for case in cases:
        if not case.facts.break_glass:
            continue
        whole = look(Look(replace(case.facts, break_glass=False), case.klass, case.relation, case.named)).level
        terms = case.klass.handling == "ORCON" and ME not in case.klass.releasable_to
        guarded = case.klass.juvenile not in ("NO", "UNKNOWN") or case.klass.role in PROTECTED_ROLES or terms
        gained[guarded] += case.level > whole
    assert gained[True] == 0
    assert gained[False] > 0


def test_the_engine_agrees_with_its_own_rules(cases: list[Case]) -> None:
    """The order in which it asks changes nothing: a sample, through the engine's own way to a decision."""
    engine = CedarEngine.load(remembered=0)
    for case in cases[::97]:
        decision = engine._decision(case.facts, case.klass, case.relation, case.named)
        assert decision.level == case.level, case
