"""One member and the log of all: calls without end, entries by the thousand. A federation with small shares."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest

from services.admin import asking
from services.edge.refused_runs import FROM_CALLS
from tests.e2e import exchange, planted
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_orders import TAKEN, given, ordered, outcomes, receipt, submit
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.people import CUSTOMS, FIA, HIGH_COURT, INVESTIGATOR, PRISONS, PUNJAB_INVESTIGATOR, RECORDERS, Officer
from tests.e2e.planted import KNOWN
from tests.e2e.world import World, made, started

OFFICER, SYSTEM, ENTRIES, EXCHANGE = 30, 40, 120, 12


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("shares")
    up = made(
        folder,
        targets=exchange.GIVING,
        processes=2,
        officer_calls_per_hour=OFFICER,
        system_calls_per_hour=SYSTEM,
        agency_entries_per_day=ENTRIES,
        exchange_calls_per_hour=EXCHANGE,
    )
    exchange.agree(up.files, exchange.agreement(FIA, HIGH_COURT))
    with started(up):
        up.plant(planted.open_records())
        yield up


def history(world: World, officer: Officer) -> Seen:
    return put(world, world.asking(officer, HISTORY, history_of(KNOWN)))


def registry(world: World, agency: str) -> Seen:
    question = world.ask(GET_REGISTRY, GetRegistryRequest().SerializeToString(), agency=agency)
    return put(world, question)


def over(world: World, seen: Seen, reason: str) -> None:
    refusal = refused(world, seen, reason, leaves=0)
    assert refusal.retry_after_s % 60 == 0
    assert refusal.retry_after_s > 0


def test_calls_without_end(world: World) -> None:
    """The same number again and again is one number, and a call each time: no entry once the hour's are made."""
    made = 0
    seen = history(world, PUNJAB_INVESTIGATOR)
    while made <= OFFICER and not seen.back.code:
        made += 1
        seen = history(world, PUNJAB_INVESTIGATOR)
    assert OFFICER - 3 <= made <= OFFICER, "what made the federation ready counts too"
    over(world, seen, "CALLS_LIMITED")
    over(world, history(world, PUNJAB_INVESTIGATOR), "CALLS_LIMITED")
    assert len(history(world, replace(PUNJAB_INVESTIGATOR, id="pb-2044")).entries) == 1, "another officer is judged"


def test_log_filled_by_one(world: World) -> None:
    """Thousands of GetRegistry, each an entry for ever: bounded by the hour for a system, by the day for an agency."""
    for _ in range(SYSTEM):
        answered(world, registry(world, CUSTOMS))
    for _ in range(5):
        over(world, registry(world, CUSTOMS), "CALLS_LIMITED")
    size = world.log.size()
    minted = 0
    while minted <= ENTRIES:
        seen = history(world, replace(RECORDERS[PRISONS], id=f"pr-shares-{minted}"))
        if not seen.entries:
            break
        minted += 1
    over(world, seen, "SHARE_USED")
    over(world, registry(world, PRISONS), "SHARE_USED")
    assert minted <= ENTRIES
    assert world.log.size() - size <= ENTRIES + 2, "with a summary or two"
    answered(world, history(world, INVESTIGATOR))


def test_an_agency_that_nothing_is_answered_is_named_to_the_operator(world: World) -> None:
    """The log is well, every process serves, and nobody of one agency is served until the day is over."""
    assert PRISONS not in cut_off(world)
    minted = 0
    while history(world, replace(RECORDERS[PRISONS], id=f"pr-cut-off-{minted}")).entries:
        minted += 1
        assert minted <= ENTRIES
    for _ in range(2 * FROM_CALLS):
        over(world, history(world, RECORDERS[PRISONS]), "SHARE_USED")
    assert cut_off(world) == {PRISONS: "SHARE_USED"}
    answered(world, history(world, INVESTIGATOR))


def test_a_used_up_exchange_stops_no_order(world: World) -> None:
    """An owner's riot costs its receivers their pulls of records for the hour; what is expunged meanwhile reaches them."""
    seen = exchange.ask(world, exchange.PULL, exchange.pulling(), HIGH_COURT)
    for _ in range(EXCHANGE):
        if seen.back.code:
            break
        seen = exchange.ask(world, exchange.PULL, exchange.pulling(), HIGH_COURT)
    over(world, seen, "CALLS_LIMITED")
    record = given(world, HIGH_COURT)
    for _ in range(EXCHANGE + 1):
        page = exchange.pull(world, exchange.begin("orders"), HIGH_COURT)
        assert record.record_name in [each.order.record for each in page.items]
        exchange.ack(world, page.cursor, HIGH_COURT)
    signed = receipt(world, ordered(world, record, HIGH_COURT), HIGH_COURT)
    assert outcomes(world, submit(world, signed, agency=HIGH_COURT)) == [TAKEN]
    over(world, exchange.ask(world, exchange.PULL, exchange.pulling(), HIGH_COURT), "CALLS_LIMITED")
    answered(world, registry(world, HIGH_COURT))


def test_what_was_refused_is_counted(world: World) -> None:
    """In a summary a minute, and in a last one as the node ends, which need not be waited for."""
    officer = replace(INVESTIGATOR, id="fia-2045")
    refused = sum(not history(world, officer).entries for _ in range(OFFICER + 7))
    assert refused >= 7
    world.stop_node()
    assert refused in limited(world).values()


def cut_off(world: World) -> dict[str, str]:
    """Agencies that a process of the hub names as refused every call, each with the reason of its last."""
    reports = asyncio.run(asking.statuses(world.answering.folder)).values()
    return {run.agency: run.reason for report in reports if report for run in report.refused_runs}


def limited(world: World) -> Counter[str]:
    """Calls refused for their number, by agency: the sums of all summaries."""
    found = Counter[str]()
    for entry in world.log.entries():
        for line in entry.open.counts if entry.open.kind == "SUMMARY" else ():
            who, _, number = line.partition("/CALLS_LIMITED=")
            found[who] += int(number or 0)
    return found
