"""Two judgments put together show nobody more than either, whoever asks and for whatever purpose."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Approver, Caller, CaseFacts
from services.access.decision import RecordClass, Relation
from services.access.facts import facts_of
from services.access.reference import ReferenceEngine, gate
from services.records.law.ages import ORDER
from services.records.protection import orders
from services.records.protection.before import at_least
from services.records.protection.classes import Derived, Judged
from services.records.protection.stricter import stricter
from services.vocabulary.access import CaseState
from tests.budget import budget
from tests.fakes.records_node import NOW_MS, caller
from tests.rows import of_rows

RARELY = st.sampled_from([False, False, False, True])
SPARED = st.sampled_from([frozenset(), frozenset({"pk.fia"}), frozenset({"pk.fia/fia-1"}), frozenset({"pk.fia", "x"})])
DERIVED = st.builds(
    Derived,
    standing=st.just("ACCUSATION"),
    juvenile=st.sampled_from(["NO", "NO", "NO", "UNKNOWN", "POSSIBLE", "YES", "DONE"]),
    sealed=RARELY,
    own_sealed=RARELY,
    from_owner_too=RARELY,
    protected_person=RARELY,
    interim=RARELY,
    pseudonym=RARELY,
    spared=SPARED,
    contradicted=RARELY,
    misuse_claimed=RARELY,
    favourable=RARELY,
    enquiry_only=RARELY,
    missing_child=RARELY,
).map(
    lambda one: one._replace(
        sealed=one.sealed or one.own_sealed,
        from_owner_too=one.from_owner_too and orders.ordered(one),
        interim=one.interim and one.protected_person,
        spared=one.spared if orders.ordered(one) else frozenset(),
    )
)
OWN = st.fixed_dictionaries(
    {
        "owner": st.sampled_from(["pk.fia", "pk.punjab-police"]),
        "kind": st.sampled_from(
            ["PARTY", "CASE_FILE", "CHARGE", "LIST_ENTRY", "PROCLAMATION", "STATEMENT", "SENTENCE", "MISUSED_IDENTITY"]
        ),
        "role": st.sampled_from(["ACCUSED", "VICTIM", "LISTED", ""]),
        "has_authority": st.booleans(),
        "list_type": st.sampled_from(["", "ECL", "WATCH", "CHILD_ALERT"]),
    }
)
ASKERS = [
    caller("pk.fia", "fia-1", approver=approver, **facts)
    for approver in (None, Approver("fia-9", 3, frozenset(), bytes(32)))
    for facts in (
        {},
        {"purpose": "PRELIMINARY_ENQUIRY", "legal_basis": "FIA_ENQUIRY", "case_type": "ENQUIRY", "case_key": "FIA/LHR/1/2020"},
        {"purpose": "CHECKPOINT", "legal_basis": "EXIT_CONTROL", "query_class": "CHECKPOINT", "case_type": "MOVEMENT",
         "case_key": "TORKHAM/2021/7", "roles": frozenset({"CHECKPOINT_OFFICER"}), "agency_kind": "BORDER"},
        {"purpose": "CUSTODY", "legal_basis": "CRPC_CUSTODY", "case_type": "ARREST", "case_key": "ICHHRA/3/2020",
         "roles": frozenset({"CUSTODY_OFFICER"}), "agency_kind": "PRISON"},
        {"purpose": "TRIAL", "legal_basis": "TRIAL_ANTECEDENTS", "query_class": "HISTORY", "case_type": "COURT_CASE",
         "case_key": "LAHORE/77/2020", "roles": frozenset({"JUDGE"}), "agency_kind": "COURT"},
        {"purpose": "FIND_MISSING_CHILD", "legal_basis": "ZAINAB", "query_class": "MISSING_CHILD",
            "agency_kind": "POLICE",
         "case_type": "MISSING_CHILD", "case_key": "LHR/9/2020"},
        {"purpose": "RECORD_UPKEEP", "legal_basis": "DATA_OVERSIGHT", "query_class": "UPKEEP", "case_type": "RECORD",
         "case_key": "FEED", "roles": frozenset({"RECORD_OFFICER"})},
    )
]  # fmt: skip
CASE = CaseFacts(CaseState.RESOLVED, True)
ENGINE = ReferenceEngine()


def level(who: Caller, own: dict[str, Any], derived: Derived, of: Relation) -> tuple[int, bool]:
    """How much is shown, and whether the real name is not."""
    decision = ENGINE.decide(who, CASE, RecordClass(**own, **derived._asdict()), of, NOW_MS, False)
    return int(decision.level), decision.pseudonym or not decision.level


@pytest.mark.budgeted
@pytest.mark.parametrize("who", ASKERS, ids=lambda who: f"{who.purpose}-{bool(who.approver)}")
def test_together_they_show_no_more_than_either(who: Caller) -> None:
    """But where the law lets somebody see a child's papers because they are a child's (purpose of juvenile justice)."""
    assert gate(facts_of(who, CASE, NOW_MS, False)) == "", "a caller who is refused shows nothing"

    @budget(300)
    @given(DERIVED, DERIVED, OWN, st.booleans(), st.booleans())
    def check(one: Derived, now: Derived, own: dict[str, Any], cited: bool, accused: bool) -> None:
        of = Relation(in_cited_case=cited, of_case_accused=accused)
        shown, unnamed = level(who, own, stricter(one, now), of)
        for alone in (one, now):
            most, hidden = level(who, own, alone, of)
            assert shown <= most, alone
            assert unnamed or not hidden, alone

    check()


@given(DERIVED, DERIVED)
def test_put_together_twice_nothing_is_added(one: Derived, now: Derived) -> None:
    together = stricter(one, now)
    assert stricter(together, together) == together
    assert stricter(one, together) == together
    assert stricter(now, together) == together


@given(DERIVED, DERIVED)
def test_it_does_not_matter_which_came_first(one: Derived, now: Derived) -> None:
    assert stricter(one, now)._replace(standing="") == stricter(now, one)._replace(standing="")


def test_where_they_stand_is_of_now() -> None:
    before = Derived(standing="ACCUSATION", favourable=True)
    assert stricter(before, Derived(standing="FINDING")) == Derived(standing="FINDING", favourable=True)


PROTECTED = Derived(protected_person=True)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (Derived(missing_child=True), Derived(), Derived()),
        (PROTECTED._replace(interim=True), PROTECTED, PROTECTED),
        (PROTECTED._replace(interim=True), Derived(), PROTECTED._replace(interim=True)),
        (Derived(sealed=True, spared=frozenset({"a"})), Derived(), Derived(sealed=True, spared=frozenset({"a"}))),
        (
            Derived(sealed=True, spared=frozenset({"a"})),
            PROTECTED._replace(spared=frozenset({"a/1", "b"})),
            PROTECTED._replace(sealed=True, spared=frozenset({"a/1"})),
        ),
        (Derived(juvenile="DONE"), Derived(juvenile="YES"), Derived(juvenile="DONE")),
        (Derived(juvenile="UNKNOWN"), Derived(juvenile="POSSIBLE"), Derived(juvenile="POSSIBLE")),
    ],
)
def test_field_by_field(one: Derived, other: Derived, together: Derived) -> None:
    assert stricter(one, other) == together
    assert stricter(other, one) == together


@of_rows(("age", "kept"), list(product(ORDER, ORDER)))
def test_an_age_that_is_kept_protects_at_least_so(age: str, kept: str) -> None:
    """No less than either; and where the kept one counts, no day says that the person was of age."""
    judged = Judged(Derived(standing="ACCUSATION", juvenile=age), 18_000)
    found = at_least(judged, kept)
    assert ORDER.index(found.derived.juvenile) == max(ORDER.index(age), ORDER.index(kept))
    assert found.derived._replace(juvenile="") == judged.derived._replace(juvenile="")
    assert found.act_day == (18_000 if found.derived.juvenile == age else None)
