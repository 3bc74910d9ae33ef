"""Claims over an agency's bounds wait: none is dropped, all come up, and oversight sees one line of them a day."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.records.app.again import NOTHING
from services.records.app.claims import list_claims
from services.records.app.claims_waiting import A_DAY, A_PERSON
from services.records.app.upkeep import keep
from services.records.authority.clocks import DAY_MS
from services.values.records import Birth, Claim, ListClaimsRequest, RecordVersion, WaitingClaims
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    event,
    expunged,
    fir,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import NOW_MS, Federation, Node, federation, keeper, open_node
from tests.integration.records.deciding import overseer

ROOT = Path(__file__).resolve().parents[3]
MIN_STEPS = 8
"""So many at least there are from when claims may come up until they did."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("claims-waiting")


@pytest.fixture(scope="module")
def known(home: Path) -> Federation:
    return federation(home)


def walk(known: Federation, folder: Path, steps: Callable[[Node], Awaitable[None]]) -> None:
    async def run() -> None:
        node = open_node(folder / "node", known)
        try:
            await steps(node)
        finally:
            await node.context.store.close()

    asyncio.run(run())


async def listed(node: Node, who: Caller) -> list[Claim]:
    """Every page of the list."""
    whole, token = list[Claim](), ""
    while True:
        request = ListClaimsRequest(page_size=200, page_token=token)
        answer = await list_claims(node.context, node.inquiry(who), request, node.federation.registry)
        whole += answer.claims
        token = answer.next_page_token
        if not token:
            return whole


async def lines(node: Node, who: Caller | None = None) -> tuple[WaitingClaims, ...]:
    request = ListClaimsRequest()
    answer = await list_claims(node.context, node.inquiry(who or overseer()), request, node.federation.registry)
    return answer.waiting


async def worked(node: Node) -> None:
    """Upkeep until nothing is left to do."""
    while await keep(node.context, node.federation.registry, node.now_ms) != NOTHING:
        pass


def names(claims: list[Claim], state: str = "OPEN") -> set[str]:
    return {each.record.rpartition("/")[2] for each in claims if each.state == state}


def case(number: int, who: str = "") -> list[RecordVersion]:
    """A station's case with its accused, by default a person of its own."""
    refs, subject = (fir(1000 + number),), person(who or cnic(1000 + number))
    return [
        case_file(f"file-{number}", case_references=refs),
        party(f"party-{number}", subject=subject, case_references=refs),
    ]


def victim(number: int, who: str = "", agency: str = FIA) -> RecordVersion:
    """A word of another agency that the accused of that case is its victim."""
    refs, subject = (fir(1000 + number),), person(who or cnic(1000 + number))
    return party(f"victim-{number}", role="VICTIM", agency=agency, subject=subject, case_references=refs)


ONE = cnic(77)


def test_the_fourth_claim_on_a_person_waits_until_one_is_over(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(*(each for number in range(5) for each in case(number, ONE)))
        words = [victim(number, ONE) for number in range(5)]
        for word in words:
            await node.put(word)
        assert names(await listed(node, keeper(POLICE))) == {"party-0", "party-1", "party-2"}
        (line,) = await lines(node)
        assert (line.speaker, line.claims, line.documents) == (FIA, 2, 0)
        assert await lines(node, keeper(POLICE)) == ()
        node.now_ms += 30 * DAY_MS
        await worked(node)
        assert names(await listed(node, keeper(POLICE)), "OVERDUE") == {"party-0", "party-1", "party-2"}
        await node.put(withdrawn(words[0]))
        await worked(node)
        fresh = [each for each in await listed(node, keeper(POLICE)) if each.state == "OPEN"]
        assert {each.record.rpartition("/")[2] for each in fresh} == {"party-3"}
        assert [each.due_ms - node.now_ms for each in fresh] == [7 * DAY_MS], "its clock begins when it comes up"
        await node.put(withdrawn(words[1]))
        await worked(node)
        assert names(await listed(node, keeper(POLICE))) == {"party-3", "party-4"}
        assert await lines(node) == ()

    walk(known, tmp_path, steps)


def test_bounds_are_each_agency_s_own(known: Federation, tmp_path: Path) -> None:
    """What one agency claims keeps no claim of another from its owner."""

    async def steps(node: Node) -> None:
        await node.put(*(each for number in range(4) for each in case(number, ONE)))
        for number in range(A_PERSON):
            await node.put(victim(number, ONE))
        await node.put(victim(3, ONE, agency=SINDH))
        assert names(await listed(node, keeper(POLICE))) == {f"party-{number}" for number in range(4)}

    walk(known, tmp_path, steps)


def test_all_past_the_bound_of_a_day_come_up_at_last(known: Federation, tmp_path: Path) -> None:
    more = 2 * A_DAY + 3

    async def steps(node: Node) -> None:
        for start in range(0, more, 25):
            numbers = range(start, min(start + 25, more))
            await node.put(*(each for number in numbers for each in case(number)))
            await node.put(*(victim(number) for number in numbers))
        seen = []
        for _ in range(3):
            await worked(node)
            seen.append(
                names(await listed(node, keeper(POLICE))) | names(await listed(node, keeper(POLICE)), "OVERDUE")
            )
            assert sum(line.claims for line in await lines(node)) == more - len(seen[-1])
            node.now_ms += DAY_MS + 1
        assert [len(each) for each in seen] == [A_DAY, 2 * A_DAY, more]
        assert seen[-1] == {f"party-{number}" for number in range(more)}

    walk(known, tmp_path, steps)


def test_older_ones_come_up_before_newer_ones(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(*(each for number in range(6) for each in case(number, ONE)))
        words = [victim(number, ONE) for number in range(6)]
        for word in words[:4]:
            await node.put(word)
        node.now_ms += 1
        await node.put(withdrawn(words[0]))
        await node.put(words[4])
        assert names(await listed(node, keeper(POLICE))) == {"party-1", "party-2", "party-3"}

    walk(known, tmp_path, steps)


def test_a_claim_behind_an_equal_one_comes_up_when_that_is_taken_back(known: Federation, tmp_path: Path) -> None:
    """Who speaks first and takes it back silences nobody who said the same."""

    async def steps(node: Node) -> None:
        first = victim(0, agency=SINDH)
        await node.put(*case(0), first)
        await node.put(victim(0))
        assert [each.speaker for each in await listed(node, overseer())] == [SINDH]
        assert await lines(node) == (), "what is merged waits for no place"
        await node.put(withdrawn(first))
        await worked(node)
        (claim,) = await listed(node, overseer())
        assert (claim.speaker, claim.state) == (FIA, "OPEN")

    walk(known, tmp_path, steps)


def test_one_taken_back_or_expunged_waits_no_longer(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await node.put(*(each for number in range(5) for each in case(number, ONE)))
        words = [victim(number, ONE) for number in range(5)]
        for word in words:
            await node.put(word)
        await node.put(withdrawn(words[3]), expunged(words[4]))
        assert await lines(node) == ()
        await node.put(withdrawn(words[0]))
        await worked(node)
        assert names(await listed(node, keeper(POLICE))) == {"party-1", "party-2"}

    walk(known, tmp_path, steps)


def test_documents_come_first(known: Federation, tmp_path: Path) -> None:
    """Of what waits, a claim that names a document comes up before others, and stands first for oversight."""

    async def steps(node: Node) -> None:
        await node.put(*(each for number in range(6) for each in case(number, ONE)))
        words = [victim(number, ONE) for number in range(5)]
        for word in words:
            await node.put(word)
        node.now_ms += DAY_MS
        certificate = Birth(
            "2010-01-01", "2010-01-01", "BIRTH_CERTIFICATE", issuer="UC 12", number="7", sha256=bytes(32)
        )
        child = replace(person(ONE, born=""), birth=certificate)
        await node.put(party("document", agency=FIA, subject=child, case_references=(fir(1005),)))
        first, second = await lines(node)
        assert [(each.claims, each.documents) for each in (first, second)] == [(6, 6), (2, 0)]
        await node.put(withdrawn(words[0]))
        await worked(node)
        up = [each for each in await listed(node, overseer()) if each.raised_ms == node.now_ms]
        assert {each.fact for each in up if "party" in each.record} == {"AGE"}

    walk(known, tmp_path, steps)


def test_a_flood_of_one_fact_is_one_claim(known: Federation, tmp_path: Path) -> None:
    """Equal claims of an agency on one person of a case merge, whichever of the owner's records they meet."""

    async def steps(node: Node) -> None:
        await node.put(*case(0), victim(0))
        again = party("again-0", subject=person(cnic(1000)), case_references=(fir(1000),))
        await node.put(again)
        await node.put(
            party("other", role="VICTIM", agency=FIA, subject=person(cnic(1000)), case_references=(fir(1000),))
        )
        claims = [each for each in await listed(node, keeper(POLICE)) if each.fact == "PROTECTED_ROLE"]
        assert len(claims) == 1

    walk(known, tmp_path, steps)


def test_steps_of_a_case_count_for_the_day_alone(known: Federation, tmp_path: Path) -> None:
    """What is claimed of no person has no bound a person."""

    async def steps(node: Node) -> None:
        for number in range(A_PERSON + 1):
            await node.put(*case(number, ONE))
            refs = (fir(1000 + number),)
            await node.put(event(f"step-{number}", "CHALLAN_FINAL", "2020-06-01", agency=FIA, case_references=refs))
        steps_open = [each for each in await listed(node, keeper(POLICE)) if each.fact == "POLICE_STEP"]
        assert len(steps_open) == A_PERSON + 1

    walk(known, tmp_path, steps)


def test_a_claim_is_lost_at_no_step_at_which_the_hub_is_killed(known: Federation, home: Path, tmp_path: Path) -> None:
    where = tmp_path / "killed"
    where.mkdir()

    async def overflow(node: Node) -> None:
        await node.put(*(each for number in range(6) for each in case(number, ONE)))
        words = [victim(number, ONE) for number in range(6)]
        for word in words:
            await node.put(word)
        await node.put(withdrawn(words[0]), withdrawn(words[1]))

    walk(known, tmp_path, overflow)
    places = (home / "federation", tmp_path / "node", NOW_MS, where)
    command = [sys.executable, "-m", "tests.integration.records.waiting_process", *map(str, places)]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    done = subprocess.run(command, capture_output=True, env=env, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= MIN_STEPS
    before = set()

    async def steps(node: Node) -> None:
        before.add(len(await listed(node, keeper(POLICE))))
        await worked(node)
        assert names(await listed(node, keeper(POLICE))) == {"party-2", "party-3", "party-4"}
        assert [line.claims for line in await lines(node)] == [1]

    for folder in sorted(where.iterdir()):
        os.rename(folder, tmp_path / "node-again")
        (tmp_path / folder.name).mkdir()
        os.rename(tmp_path / "node-again", tmp_path / folder.name / "node")
        walk(known, tmp_path / folder.name, steps)
    assert before == {3, 5}, "some were killed before the claims were raised, and some after"
