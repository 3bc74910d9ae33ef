"""What another agency's day of the act in a case that nobody owns comes to: a claim of an age, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.access.class_text import read_class
from services.values.records import CaseReference, RecordVersion
from tests.fakes.record_maker import FIA, POLICE, case_file, changed_body, party, person
from tests.fakes.records_node import Federation, Node, federation, keeper
from tests.fakes.stated import OfCase
from tests.integration.records.deciding import overseer
from tests.integration.records.judged import kept
from tests.integration.records.test_claims import listed, said, walk


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("days"))


@pytest.mark.parametrize("dated", [False, True], ids=["undated", "dated by its agency"])
def test_a_day_of_the_act_in_nobody_s_case_claims_an_age_where_the_agency_states_none(
    known: Federation, tmp_path: Path, dated: bool
) -> None:
    """Of age at the report of 2023, fourteen on the day that FIA states."""
    of: OfCase = {"case_references": (CaseReference("FIR", "KP/PESHAWAR/CITY/512/2023"),)}

    def file(agency: str, act: str) -> RecordVersion:
        made = case_file(f"file-{agency}", agency=agency, **of)
        return replace(made, body=changed_body(made, act_from=act, act_to=act))

    async def steps(node: Node) -> None:
        await node.put(party(subject=person(born="2004-06-01"), valid_from="2023-01-01", **of))
        if dated:
            await node.put(file(POLICE, "2023-01-01"))
        await node.put(file(FIA, "2019-01-01"))
        claims = await listed(node, overseer())
        assert said(claims) == (set() if dated else {("AGE", "party", "OPEN")})
        assert {each.owner for each in claims} == (set() if dated else {""}), "nobody has a part in nobody's case"
        for agency in (FIA, POLICE):
            assert await listed(node, keeper(agency)) == ()
        head = (await kept(node))[f"{POLICE}/party"]
        assert read_class(head.klass).juvenile == "NO"

    walk(known, tmp_path, steps)
