"""The Cedar engine: what it remembers, what it refuses to load, and that a fault is a Deny."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access import purpose as words
from services.access.caller import Caller, CaseFacts
from services.access.decision import UNDECIDED, Admission, Level, RecordClass, Relation
from services.access.engine import CALLS_KEPT, CedarEngine
from services.access.reference import ReferenceEngine
from services.access.ruleset import RulesBroken, load_rules, policy_text, schema_text, vocabulary
from services.vocabulary.access import CaseState, Permission
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.access.table import APPROVERS, ME, NOW_MS, OTHER, call, record

SCHEMA = schema_text()
VOCABULARY = vocabulary(SCHEMA)
ENGINE = CedarEngine.load()
MODEL = ReferenceEngine()
INVESTIGATOR, CASE, RELATION, _ = call("POLICE INVESTIGATE_CASE HISTORY", "")
PARTY = record("PARTY role=ACCUSED")
BENT = "principal.clearance * 9223372036854775807 > 1 && principal.clearance * 9223372036854775807 > 2"


def engine_of(policies: str = "", remembered: int = 0) -> CedarEngine:
    return CedarEngine(load_rules(policy_text() + policies, SCHEMA, VOCABULARY), remembered)


def some(options: frozenset[str] | set[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(options))


rarely = st.sampled_from([False, False, False, True])
agencies = st.frozensets(st.sampled_from([ME, OTHER, f"{ME}/me-1"]), max_size=2)
classes = st.builds(
    RecordClass,
    owner=st.sampled_from([ME, OTHER]),
    kind=some(words.KINDS),
    role=some(words.RECORD_ROLES),
    standing=some(words.STANDINGS),
    juvenile=st.sampled_from(["NO", "NO", "NO", "POSSIBLE", "YES", "DONE"]),
    spared=agencies,
    handling=some(words.HANDLING),
    releasable_to=agencies,
    clearance=st.integers(0, 3),
    feed=some(words.FEEDS),
    list_type=some(words.LIST_TYPES),
    **{field.name: rarely for field in fields(RecordClass) if field.type == "bool"},
)
relations = st.builds(Relation, **{field.name: st.booleans() for field in fields(Relation)})


@st.composite
def calls(draw: st.DrawFn) -> tuple[Caller, CaseFacts, bool]:
    purpose = draw(some(set(words.PURPOSES)))
    kind = draw(some(words.AGENCY_KINDS))
    query_class = draw(some(words.PURPOSES[purpose].classes | {"HISTORY"}))
    caller, _, _, _ = call(f"{kind} {purpose} {query_class}", "")
    caller = replace(
        caller,
        roles=caller.roles | draw(st.frozensets(some(words.ROLES), max_size=3)),
        clearance=draw(st.integers(0, 3)),
        second_basis=draw(some(words.seconds_of(query_class) | {""})),
        approver=draw(st.sampled_from([None, *APPROVERS.values()])),
        suspended=draw(rarely),
        trained_until_ms=draw(st.sampled_from([NOW_MS, NOW_MS + 1, NOW_MS + 2])),
    )
    return caller, CaseFacts(CaseState(draw(some(words.CASE_STATES))), draw(st.booleans())), draw(st.booleans())


@budget(400)
@given(calls(), classes, relations)
def test_engine_and_model_decide_alike(
    asked: tuple[Caller, CaseFacts, bool], klass: RecordClass, relation: Relation
) -> None:
    caller, case, glass = asked
    found = ENGINE.decide(caller, case, klass, relation, NOW_MS, glass)
    model = MODEL.decide(caller, case, klass, relation, NOW_MS, glass)
    assert (found.level, found.pseudonym, found.cause) == (model.level, model.pseudonym, model.cause)


@budget(200)
@given(
    calls(),
    some(
        {
            Permission.RECORD_READ,
            Permission.RECORD_SUBMIT,
            Permission.LOG_READ,
            Permission.BREAK_GLASS_OPEN,
            Permission.NOTICE_READ,
        }
    ),
    st.booleans(),
)
def test_engine_and_model_admit_alike(asked: tuple[Caller, CaseFacts, bool], permission: Permission, kin: bool) -> None:
    caller, case, glass = asked
    found = ENGINE.admit(caller, case, permission, NOW_MS, kin, glass)
    assert found.refusal == MODEL.admit(caller, case, permission, NOW_MS, kin, glass).refusal


@budget(100)
@given(calls(), classes, relations)
def test_what_is_remembered_is_what_would_be_decided(
    asked: tuple[Caller, CaseFacts, bool], klass: RecordClass, relation: Relation
) -> None:
    caller, case, glass = asked
    first = ENGINE.decide(caller, case, klass, relation, NOW_MS, glass)
    stranger = replace(caller, officer="me-8", token_id="other", case_key=caller.case_key, system="another")
    assert ENGINE.decide(caller, case, klass, relation, NOW_MS, glass) is first
    fresh = CedarEngine(ENGINE._rules, remembered=0)
    assert fresh.decide(stranger, case, klass, relation, NOW_MS, glass) == ENGINE.decide(
        stranger, case, klass, relation, NOW_MS, glass
    )


def test_time_is_taken_anew_in_each_call() -> None:
    engine = engine_of(remembered=64)
    until = INVESTIGATOR.trained_until_ms
    assert engine.decide(INVESTIGATOR, CASE, PARTY, RELATION, until - 1, False).level == Level.DISCLOSED
    assert engine.decide(INVESTIGATOR, CASE, PARTY, RELATION, until, False).level == Level.INVISIBLE
    assert engine.admit(INVESTIGATOR, CASE, Permission.RECORD_READ, until - 1, False, False).refusal == ""
    assert engine.admit(INVESTIGATOR, CASE, Permission.RECORD_READ, until, False, False).refusal == "OFFICER_UNFIT"


def test_the_case_and_the_glass_are_taken_anew_in_each_call() -> None:
    engine = engine_of(remembered=64)
    officer = replace(INVESTIGATOR, roles=INVESTIGATOR.roles | {"BREAK_GLASS"})
    high = replace(PARTY, clearance=3)
    other = CaseFacts(CaseState.RESOLVED, assigned=False)
    levels = [
        engine.decide(officer, case, high, RELATION, NOW_MS, glass).level
        for case, glass in ((CASE, False), (CASE, True), (other, True), (other, False), (CASE, False))
    ]
    assert levels == [Level.HIT, Level.DISCLOSED, Level.DISCLOSED, Level.INVISIBLE, Level.HIT]


def test_a_memory_forgets_the_oldest() -> None:
    engine = engine_of(remembered=3)
    kinds = ["PARTY", "BAIL", "CHARGE", "SENTENCE", "STATEMENT"]
    permissions = list(Permission)[:5]
    for kind, permission in zip(kinds, permissions, strict=True):
        engine.decide(INVESTIGATOR, CASE, replace(PARTY, kind=kind), RELATION, NOW_MS, False)
        engine.admit(INVESTIGATOR, CASE, permission, NOW_MS, False, False)
    assert [key[1].kind for key in engine._decisions] == kinds[2:]
    assert [key[1] for key in engine._admissions] == permissions[2:]
    assert len(engine._calls) == 1 < CALLS_KEPT


def test_nobody_is_remembered() -> None:
    """Neither officer nor case number, token or time stays in what is kept."""
    engine = engine_of(remembered=8)
    engine.decide(INVESTIGATOR, CASE, PARTY, RELATION, NOW_MS, False)
    engine.admit(INVESTIGATOR, CASE, Permission.RECORD_READ, NOW_MS, False, False)
    kept = repr((engine._decisions, engine._admissions, list(engine._calls)))
    for secret in (INVESTIGATOR.officer, "ICHHRA", *INVESTIGATOR.superiors, str(NOW_MS)):
        assert secret not in kept


@pytest.mark.parametrize("action", ["hit", "caution", "disclose"])
def test_an_error_in_any_policy_is_a_deny(action: str) -> None:
    """An overflowing forbid is skipped by Cedar: what remains would allow."""
    bent = f'@id("x") @cause("x") forbid (principal, action == Rabta::Action::"{action}", resource) when {{ {BENT} }};'
    engine = engine_of(bent)
    officer = replace(INVESTIGATOR, clearance=3)
    untested = replace(PARTY, weak_grade=True)
    assert engine.decide(officer, CASE, untested, RELATION, NOW_MS, False) == UNDECIDED
    lesser = replace(officer, clearance=0)
    assert engine.decide(lesser, CASE, untested, RELATION, NOW_MS, False).level == Level.HIT


def test_an_error_at_a_gate_refuses() -> None:
    bent = f'@id("x") @reason("POLICY_DENIED") forbid (principal, action, resource) when {{ {BENT} }};'
    officer = replace(INVESTIGATOR, clearance=3)
    assert engine_of(bent).admit(officer, CASE, Permission.RECORD_READ, NOW_MS, False, False) == Admission(
        "POLICY_DENIED", ()
    )


def test_values_of_another_type_are_a_deny() -> None:
    for klass in (
        replace(PARTY, sealed="no"),  # type: ignore[arg-type]  # wrong on purpose
        replace(PARTY, clearance="2"),  # type: ignore[arg-type]  # wrong on purpose
        replace(PARTY, spared=frozenset({7})),  # type: ignore[arg-type]  # wrong on purpose
    ):
        assert ENGINE.decide(INVESTIGATOR, CASE, klass, RELATION, NOW_MS, False) == UNDECIDED


def test_the_deciding_policies_are_named() -> None:
    full = ENGINE.decide(INVESTIGATOR, CASE, PARTY, RELATION, NOW_MS, False)
    assert full.policies == ("r06-investigate",)
    high = ENGINE.decide(INVESTIGATOR, CASE, replace(PARTY, clearance=3), RELATION, NOW_MS, False)
    assert high.policies == ("r06-investigate", "r35-clearance")
    child = ENGINE.decide(INVESTIGATOR, CASE, replace(PARTY, juvenile="YES"), RELATION, NOW_MS, False)
    assert child.policies == ("r24-juvenile",)
    assert ENGINE.admit(INVESTIGATOR, CASE, Permission.RECORD_READ, NOW_MS, False, False).policies == (
        "ask-record-read",
    )


@of_rows(
    ("policies", "schema", "says"),
    [
        ("permit (principal, action, resource);", SCHEMA, "id of its own"),
        ('@id("r06-investigate") permit (principal, action, resource);', SCHEMA, "id of its own"),
        ('@id("x") forbid (principal, action, resource);', SCHEMA, "exactly one"),
        ('@id("x") @cause("x") permit (principal, action, resource);', SCHEMA, "permit with one"),
        ('@id("x") permit (principal, action, resource) when { resource.colour == "red" };', SCHEMA, "colour"),
        ('@id("x") permit (principal, action == Rabta::Action::"burn", resource);', SCHEMA, "burn"),
        ("permit (principal, action", SCHEMA, "unexpected end of input"),
        ("", SCHEMA.replace("    expunged: Bool,\n", ""), "Class: schema and Python differ in expunged"),
        ("", SCHEMA.replace("    sealed: Bool,\n", "    sealed: Bool,\n    colour: String,\n"), "differ in colour"),
        ("", SCHEMA.replace("    assigned: Bool,\n", ""), "Access: schema and Python differ in assigned"),
        ("", SCHEMA.replace("own_case: Bool", "own_case: Boot"), "Boot"),
        ("", "namespace Rabta {", "Class"),
    ],
)
def test_rules_that_do_not_hold_together_refuse_the_start(policies: str, schema: str, says: str) -> None:
    with pytest.raises(RulesBroken, match=says):
        load_rules(policy_text() + policies, schema, VOCABULARY)


def test_a_vocabulary_that_breaks_the_schema_refuses_the_start() -> None:
    attrs = VOCABULARY[0]["attrs"]
    assert isinstance(attrs, dict)
    bent = [{**VOCABULARY[0], "attrs": {**attrs, "own_case": "yes"}}]
    with pytest.raises(RulesBroken):
        load_rules(policy_text(), SCHEMA, bent)


def test_the_digest_names_policies_schema_and_vocabulary() -> None:
    rules = load_rules(policy_text(), SCHEMA, VOCABULARY)
    assert len(rules.digest) == 32
    assert rules.digest == ENGINE.digest == load_rules(policy_text(), SCHEMA, vocabulary(SCHEMA)).digest
    others = {
        load_rules(policy_text() + "\n", SCHEMA, VOCABULARY).digest,
        load_rules(policy_text(), SCHEMA + "\n", VOCABULARY).digest,
        load_rules(policy_text(), SCHEMA, [*VOCABULARY[:-1], {**VOCABULARY[-1], "attrs": {"words": []}}]).digest,
    }
    assert len(others | {rules.digest}) == 4
    assert MODEL.digest not in others | {rules.digest}
