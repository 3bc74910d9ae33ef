"""Oversight at its desk, and the class of a record at the clock's time, in the tests of words that end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from services.access.caller import Approver, Caller
from services.access.decision import RecordClass
from services.records.app.claims import decide_claim, list_claims
from services.records.authority.clocks import DAY_MS
from services.values.records import (
    Claim,
    DecideClaimRequest,
    DecideClaimResponse,
    Extract,
    ListClaimsRequest,
    RecordVersion,
)
from tests.fakes.record_maker import OVERSIGHT
from tests.fakes.records_node import Federation, Node, caller, open_node

COPY = Extract("Sessions Court Multan", "CC 12/2026", "2026-05-01", bytes(32))
"""A certified copy of a court that is no member."""


def walk(known: Federation, folder: Path, steps: Callable[[Node], Awaitable[None]]) -> None:
    """Run steps over a new node."""

    async def run() -> None:
        node = open_node(folder / "node", known)
        try:
            await steps(node)
        finally:
            await node.context.store.close()

    asyncio.run(run())


def overseer() -> Caller:
    """An officer of oversight with a second one."""
    second = Approver("ov-2", 3, frozenset(), bytes(32))
    return caller(
        OVERSIGHT, "ov-1", roles=frozenset({"OVERSIGHT"}), clearance=3, purpose="OVERSIGHT",
        legal_basis="DATA_OVERSIGHT", query_class="AUDIT", case_type="REVIEW", case_key="2026/1", approver=second,
    )  # fmt: skip


async def claims_of(node: Node, fact: str, who: Caller | None = None) -> tuple[Claim, ...]:
    """What oversight, or somebody else, is told of one fact."""
    answer = await list_claims(
        node.context, node.inquiry(who or overseer()), ListClaimsRequest(), node.federation.registry
    )
    return tuple(claim for claim in answer.claims if claim.fact == fact)


async def decide(node: Node, fact: str, decision: str = "UPHELD", application: str = "") -> DecideClaimResponse:
    """Two officers of oversight decide the last claim of a fact, which must be one that they may decide now."""
    claim = (await claims_of(node, fact))[-1]
    request = DecideClaimRequest(claim.claim, decision, "the copy was read", application)
    return await decide_claim(node.context, node.inquiry(overseer()), request)


async def klass(node: Node, record: RecordVersion, days: float = 0) -> RecordClass:
    """The class of a record some days from now."""
    async with node.context.store.snapshot() as view:
        at_ms = node.now_ms + round(days * DAY_MS)
        profile = await view.record_profile(record.agency, record.record_id, (), at_ms)
        assert profile is not None
        return (await node.context.classes.of(view, {profile.klass}))[profile.klass]
