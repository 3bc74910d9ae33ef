"""What the node's model says of two records by their names, and of whom it says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.matching.default_model import default_model
from services.records.app.compared import score_pair
from services.values.records import RecordVersion
from tests.fakes.record_maker import case_file, cnic, following, order, party, person, withdrawn
from tests.fakes.records_node import NOW_MS, Node

YOUSAF = person(cnic(1), name="Muhammad Yousaf")
YUSUF = person(cnic(2), name="M. Yusuf")
A = party("a", subject=YOUSAF)
B = party("b", subject=YUSUF)
NAMELESS = replace(YUSUF, names=())


async def test_two_records_are_scored_as_their_newest_versions_describe_them(node: Node) -> None:
    await node.put(case_file(), A, B)
    first = await score_pair(node.context, A.record_name, B.record_name, NOW_MS)
    assert first is not None
    assert first.model == default_model().name
    assert first == await score_pair(node.context, B.record_name, A.record_name, NOW_MS)
    await node.put(following(B, subject=YOUSAF))
    second = await score_pair(node.context, A.record_name, B.record_name, NOW_MS)
    assert second is not None
    assert second.bits > first.bits


@pytest.mark.parametrize(
    "more",
    [
        [],
        [replace(B, role="VICTIM")],
        [B, withdrawn(B)],
        [B, order("seal", "SEALED", subject=YUSUF)],
        [B, order("name", "PSEUDONYM", subject=YUSUF, pseudonym="Witness A")],
        [replace(B, subject=NAMELESS)],
    ],
    ids=["absent", "victim", "withdrawn", "sealed", "pseudonym", "nameless"],
)
async def test_who_is_protected_or_described_by_nothing_is_compared_with_nobody(
    node: Node, more: list[RecordVersion]
) -> None:
    await node.put(case_file(), A, *more)
    assert await score_pair(node.context, A.record_name, B.record_name, NOW_MS) is None
    assert await score_pair(node.context, A.record_name, A.record_name, NOW_MS) is not None


@pytest.mark.parametrize("name", ["", "feeds/bank-csv/0a1b", "agencies/pk.fia/records/b/versions/1", "agencies/pk.fia"])
async def test_what_is_no_record_is_compared_with_nobody(node: Node, name: str) -> None:
    await node.put(case_file(), A)
    assert await score_pair(node.context, A.record_name, name, NOW_MS) is None
