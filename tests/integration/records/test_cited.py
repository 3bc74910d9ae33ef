"""The cited case as another room is told of it."""

from __future__ import annotations

import asyncio

from services.records.app.cited import Cited, cited_case
from tests.fakes.record_maker import CNIC, FIA, OFFICER, case_file, party
from tests.fakes.records_node import Node, caller


def cited(node: Node, **more: str) -> Cited:
    return asyncio.run(cited_case(node.room, node.inquiry(caller(**more)), False))


def test_his_own_case(node: Node) -> None:
    asyncio.run(node.put(case_file(), party()))
    found = cited(node)
    assert (found.facts.state, found.facts.assigned) == ("RESOLVED", True)
    assert f"CNIC:{CNIC}" in found.accused
    assert f"NICOP:{CNIC}" in found.accused
    assert len(found.numbers) == 1


def test_a_case_of_nobody(node: Node) -> None:
    found = cited(node)
    assert (found.facts.state, found.accused) == ("UNRESOLVED", ())


def test_another_agencys_case(node: Node) -> None:
    asyncio.run(node.put(case_file(), party()))
    found = cited(node, agency=FIA, officer=OFFICER)
    assert found.facts.state == "NOT_THIS_AGENCY"
