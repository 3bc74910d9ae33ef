"""Every case of the decision table, decided by Cedar and by the reference model."""

from __future__ import annotations

from collections import Counter

import pytest

from services.access.decision import Admission, Decision
from services.access.engine import CedarEngine, PolicyEngine
from services.access.reference import ReferenceEngine
from tests.unit.access.table import NOW_MS, Row, rows

ROWS = rows()
ENGINES: dict[str, PolicyEngine] = {"cedar": CedarEngine.load(), "reference": ReferenceEngine()}


def admitted(engine: PolicyEngine, row: Row) -> Admission:
    return engine.admit(row.caller, row.case, row.permission, NOW_MS, row.kin, row.glass)


def decided(engine: PolicyEngine, row: Row) -> Decision:
    assert row.klass is not None
    return engine.decide(row.caller, row.case, row.klass, row.relation, NOW_MS, row.glass)


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_every_case_of_the_table(engine: PolicyEngine) -> None:
    wrong = []
    got: tuple[object, ...]
    want: tuple[object, ...]
    for row in ROWS:
        if row.klass is None:
            got, want = (admitted(engine, row).refusal,), (row.refusal,)
        else:
            decision = decided(engine, row)
            got = (decision.level.name, decision.pseudonym, decision.cause)
            want = (row.level.name, row.pseudonym, row.cause)
        if got != want:
            wrong.append(f"{row.text}: {got} instead of {want}")
    assert not wrong, "\n".join(wrong)


def test_every_row_has_cases_both_ways() -> None:
    results: dict[str, set[str]] = {}
    for row in ROWS:
        seen = results.setdefault(row.row, set())
        seen.add("refused" if row.refusal else "admitted" if row.klass is None else row.level.name)
    missing = {str(number) for number in (*range(1, 37), 39, 40)} - results.keys()
    assert not missing
    assert [row for row, seen in results.items() if len(seen) < 2] == ["2", "40"], "these are never lifted"


def test_no_case_stands_twice_with_different_results() -> None:
    asked = Counter((row.caller, row.case, row.glass, row.kin, row.permission, row.klass, row.relation) for row in ROWS)
    results = {
        (row.caller, row.case, row.glass, row.kin, row.permission, row.klass, row.relation, row.level, row.refusal)
        for row in ROWS
    }
    assert len(results) == len(asked)
