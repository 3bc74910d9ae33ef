"""An agency of which each call is refused is reported, whatever the reason, until one call is heard."""

from __future__ import annotations

import grpc
from hypothesis import given
from hypothesis import strategies as st

from services.edge.refused_runs import FROM_CALLS, WITHIN_MS, RefusedRun, RefusedRuns
from services.edge.status import code_number

PUNJAB, SINDH = "pk.punjab.police", "pk.sindh.police"
EXHAUSTED = grpc.StatusCode.RESOURCE_EXHAUSTED.value[0]
UNAVAILABLE = grpc.StatusCode.UNAVAILABLE.value[0]
DENIED = grpc.StatusCode.PERMISSION_DENIED.value[0]


def refused(runs: RefusedRuns, calls: int, agency: str = PUNJAB, status: int = EXHAUSTED) -> None:
    for second in range(calls):
        runs.add(agency, status, "SHARE_USED", 1000 * second)


def test_a_run_is_reported_from_its_twentieth_call() -> None:
    runs = RefusedRuns()
    refused(runs, FROM_CALLS - 1)
    assert runs.report(20_000) == ()
    runs.add(PUNJAB, UNAVAILABLE, "AUDIT_UNAVAILABLE", 20_000)
    assert runs.report(20_000) == (RefusedRun(PUNJAB, "AUDIT_UNAVAILABLE", FROM_CALLS, 0),)


def test_an_answer_or_a_refusal_of_the_question_ends_it() -> None:
    for status in (0, DENIED):
        runs = RefusedRuns()
        refused(runs, FROM_CALLS)
        runs.add(PUNJAB, status, "", 30_000)
        refused(runs, FROM_CALLS - 1)
        assert runs.report(30_000) == ()


def test_who_stopped_asking_is_not_reported() -> None:
    runs = RefusedRuns()
    refused(runs, FROM_CALLS)
    last_ms = 1000 * (FROM_CALLS - 1)
    assert runs.report(last_ms + WITHIN_MS)
    assert not runs.report(last_ms + WITHIN_MS + 1)


@given(st.lists(st.tuples(st.sampled_from((PUNJAB, SINDH)), st.sampled_from((0, DENIED, EXHAUSTED, UNAVAILABLE)))))
def test_runs_of_agencies_do_not_touch_each_other(calls: list[tuple[str, int]]) -> None:
    runs = RefusedRuns()
    expected = dict.fromkeys((PUNJAB, SINDH), 0)
    for now_ms, (agency, status) in enumerate(calls):
        runs.add(agency, status, "X", now_ms)
        expected[agency] = expected[agency] + 1 if status in (EXHAUSTED, UNAVAILABLE) else 0
    reported = {each.agency: each.calls for each in runs.report(len(calls))}
    assert reported == {agency: length for agency, length in expected.items() if length >= FROM_CALLS}


def test_each_reason_without_an_entry_counts() -> None:
    for reason in ("AUDIT_UNAVAILABLE", "CALLS_LIMITED", "SHARE_USED"):
        runs = RefusedRuns()
        refused(runs, FROM_CALLS, status=code_number(reason))
        assert runs.report(20_000), reason
