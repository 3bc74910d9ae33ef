"""Claims over their bounds: an agency floods no owner, and nothing that anybody claims is lost."""

from __future__ import annotations

import os
from functools import partial

from rabta.records.v1.claim_pb2 import (
    CLAIM_FACT_PROTECTED_ROLE,
    CLAIM_STATE_OPEN,
    ListClaimsRequest,
    ListClaimsResponse,
)

from services.values.records import RecordVersion
from tests.e2e.attacks.judging import answered, put
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, FIA, RECORDERS, SINDH, Officer
from tests.e2e.planted import ref
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import record_maker as make

BOUND_S = 60
OPEN_AT_ONCE = 3
"""Claims that one agency may have open about one person."""


def lists(world: World, officer: Officer) -> list[ListClaimsResponse]:
    """Every page of an officer's list."""
    pages: list[ListClaimsResponse] = []
    request = ListClaimsRequest(page_size=200)
    while True:
        seen = put(world, world.asking(officer, f"{RECORDS}ListClaims", request.SerializeToString()))
        pages.append(ListClaimsResponse.FromString(answered(world, seen)))
        request.page_token = pages[-1].next_page_token
        if not request.page_token:
            return pages


def asked_about(world: World, officer: Officer, records: list[RecordVersion]) -> set[str]:
    """Ids of the records on which a claim of a protected role is open before the officer's agency."""
    names = {each.name.partition("/versions/")[0]: each.record_id for each in records}
    return {
        names[claim.record]
        for page in lists(world, officer)
        for claim in page.claims
        if claim.record in names and (claim.fact, claim.state) == (CLAIM_FACT_PROTECTED_ROLE, CLAIM_STATE_OPEN)
    }


def _has(world: World, accused: list[RecordVersion], wanted: set[str]) -> bool:
    return asked_about(world, RECORDERS[FIA], accused) == wanted


def waiting(world: World, officer: Officer) -> int:
    return sum(line.claims for page in lists(world, officer) for line in page.waiting if line.speaker == SINDH)


def test_claims_over_their_bound_wait_and_come_up(world: World) -> None:
    """Of five claims on one person the owner has three; each that is taken back makes place for one, and none is lost."""
    mark, who = os.urandom(3).hex(), make.person(make.cnic(8801), name="Claimed Often")
    cases = [ref(f"FIA/LAHORE/FLOOD-{mark.upper()}/{number}/2024") for number in range(1, 6)]
    accused, words = list[RecordVersion](), list[RecordVersion]()
    for number, case in enumerate(cases):
        world.plant([make.case_file(f"fia-file-{mark}-{number}", agency=FIA, case_references=case)])
        accused.append(make.party(f"fia-acc-{mark}-{number}", agency=FIA, subject=who, case_references=case))
        words.append(
            make.party(f"sd-word-{mark}-{number}", agency=SINDH, role="VICTIM", subject=who, case_references=case)
        )
    world.plant(accused)
    before = waiting(world, AUDITOR)
    for word in words:
        world.plant([word])
    ids = [each.record_id for each in accused]
    assert asked_about(world, RECORDERS[FIA], accused) == set(ids[:OPEN_AT_ONCE])
    assert waiting(world, AUDITOR) == before + len(ids) - OPEN_AT_ONCE
    for officer in (RECORDERS[FIA], RECORDERS[SINDH]):
        assert [line for page in lists(world, officer) for line in page.waiting] == []
    for gone, coming in ((0, 3), (1, 4)):
        world.plant([make.withdrawn(words[gone])])
        wanted = set(ids[gone + 1 : coming + 1])
        until(partial(_has, world, accused, wanted), f"claims on {wanted}", BOUND_S)
    assert waiting(world, AUDITOR) == before
