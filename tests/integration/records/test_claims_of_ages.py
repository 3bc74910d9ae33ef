"""Before whom a claim of an age is put: who accuses and has a part in the case, else oversight; wherever it is spoken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.access.class_text import read_class
from services.records.authority.clocks import DAY_MS
from services.values.records import Birth, CaseReference, Subject
from tests.fakes.record_maker import FIA, POLICE, SINDH, case_file, fir, party, person, withdrawn
from tests.fakes.records_node import Federation, Node, federation, keeper
from tests.integration.records.deciding import overseer
from tests.integration.records.judged import kept
from tests.integration.records.test_claims import decided, listed, own, said, walk


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("ages"))


@pytest.mark.parametrize("how", ["a birth", "a claim"])
@pytest.mark.parametrize(
    "there", [fir(99), CaseReference("FIR", "KP/PESHAWAR/CITY/512/2023")], ids=["in another case", "in nobody's"]
)
def test_an_age_by_a_stranger_elsewhere_is_put_before_the_owner_alone(
    known: Federation, tmp_path: Path, there: CaseReference, how: str
) -> None:
    """Not before whoever else wrote into the owner's case: they have no part there."""
    child = person(born="2010-01-01") if how == "a birth" else replace(person(born=""), age_claimed=True)
    word = party("p", agency=FIA, subject=child, case_references=(there,))

    async def steps(node: Node) -> None:
        await node.put(*own(), party("strange", agency=SINDH))
        await node.put(word)
        (claim,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
        assert (claim.fact, claim.record.rpartition("/")[2], claim.state) == ("AGE", "party", "OPEN")
        assert (claim.owner, claim.speaker, claim.source) == ("", "", "")
        for agency in (FIA, SINDH):
            assert await listed(node, keeper(agency)) == ()
        assert {(each.owner, each.speaker) for each in await listed(node, overseer()) if each.fact == "AGE"} == {
            (POLICE, FIA)
        }
        await node.put(withdrawn(word))
        assert ("AGE", "party", "WITHDRAWN") in said(await listed(node, keeper(POLICE)))

    walk(known, tmp_path, steps)


@pytest.mark.parametrize("there", [fir(), fir(99)], ids=["in the case", "in another case"])
def test_a_document_against_the_owner_s_is_put_before_oversight_in_24_hours(
    known: Federation, tmp_path: Path, there: CaseReference
) -> None:
    """In place of the owner; it moves no record of the owner's, and the answer to its writer is what it always is."""

    def shown(born: str, number: str) -> Subject:
        return replace(person(born=""), birth=Birth(born, born, "CRC", "", "NADRA", number, bytes(32)))

    accused = party(subject=shown("1978-03-04", "8"))

    async def steps(node: Node) -> None:
        await node.put(case_file(), accused)
        before = (await kept(node))[f"{POLICE}/party"].klass
        (answer,) = await node.put(party("p", agency=FIA, subject=shown("2010-01-01", "7"), case_references=(there,)))
        assert answer.flags == ()
        assert (await kept(node))[f"{POLICE}/party"].klass == before
        assert [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"] == []
        (claim,) = [one for one in await listed(node, overseer()) if one.fact == "AGE"]
        assert (claim.owner, claim.record.rpartition("/")[2], claim.due_ms - claim.raised_ms) == ("", "party", DAY_MS)

    walk(known, tmp_path, steps)


def test_an_age_in_a_case_that_nobody_with_a_part_accuses_in_is_put_before_oversight(
    known: Federation, tmp_path: Path
) -> None:
    """Oversight may let it hold for the record that it concerns."""
    nobodys = (CaseReference("FIR", "KP/PESHAWAR/CITY/512/2023"),)

    async def steps(node: Node) -> None:
        await node.put(party(case_references=nobodys))
        await node.put(party("p", agency=FIA, subject=person(born="2010-01-01"), case_references=(fir(99),)))
        assert await listed(node, keeper(POLICE)) == ()
        (claim,) = await listed(node, overseer())
        assert (claim.fact, claim.owner, claim.record.rpartition("/")[2]) == ("AGE", "", "party")
        node.now_ms = 2 * claim.due_ms - claim.raised_ms
        await decided(node, claim.claim)
        assert read_class((await kept(node))[f"{POLICE}/party"].klass).juvenile == "POSSIBLE"

    walk(known, tmp_path, steps)
