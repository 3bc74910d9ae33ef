"""The cited case as another room is told of it."""

from __future__ import annotations

import asyncio
from typing import Unpack

from services.records.app.cited import Cited, cited_case
from tests.fakes.record_maker import CNIC, FIA, OFFICER, case_file, fir, following, party
from tests.fakes.records_node import Node, caller
from tests.fakes.stated import CallerFacts


def cited(node: Node, break_glass: bool = False, **more: Unpack[CallerFacts]) -> Cited:
    return asyncio.run(cited_case(node.context, node.inquiry(caller(**more)), break_glass))


def test_ones_own_case(node: Node) -> None:
    asyncio.run(node.put(case_file(), party()))
    found = cited(node)
    assert (found.facts.state, found.facts.assigned) == ("RESOLVED", True)
    assert f"CNIC:{CNIC}" in found.accused
    assert f"NICOP:{CNIC}" in found.accused
    assert len(found.numbers) == 1


def test_what_their_case_only_refers_to_is_not_what_it_stands_under(node: Node) -> None:
    """Whichever of its numbers is cited; under broken glass the cited case counts as the officer's own."""
    asyncio.run(node.put(case_file(case_references=(fir(), fir(7)))))
    for key in (fir().key, fir(7).key):
        found = cited(node, case_key=key)
        assert found.numbers == tuple(sorted(f"FIR:{one.key}" for one in (fir(), fir(7))))
        assert found.main == (f"FIR:{fir().key}",)
    assert f"FIR:{fir(7).key}" in cited(node, True, case_key=fir(7).key).main
    assert cited(node, agency=FIA, officer=OFFICER).main == ()


def test_a_case_of_nobody(node: Node) -> None:
    found = cited(node)
    assert (found.facts.state, found.accused) == ("UNRESOLVED", ())


def test_another_agencys_case(node: Node) -> None:
    asyncio.run(node.put(case_file(), party()))
    found = cited(node, agency=FIA, officer=OFFICER)
    assert found.facts.state == "NOT_THIS_AGENCY"


def test_a_victim_who_is_turned_is_not_accused_while_the_role_is_held_back(node: Node) -> None:
    """Else turning a role would open the person's journeys to the graph at once (row 15), before others see the turn."""
    victim = party("v", role="VICTIM")
    asyncio.run(node.put(case_file(), victim))
    asyncio.run(node.put(following(victim, role="ACCUSED")))
    assert cited(node).accused == ()
    node.now_ms += 8 * 86_400_000
    assert f"CNIC:{CNIC}" in cited(node).accused
