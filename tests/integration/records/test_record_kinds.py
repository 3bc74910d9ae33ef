"""What kind of record a name is of, out of a store of records."""

from __future__ import annotations

from services.node.record_kinds import StoredKinds
from services.vocabulary.records import RecordKind
from tests.fakes.record_maker import POLICE, case_file, party
from tests.fakes.records_node import Node


async def test_each_name_has_the_kind_of_its_record_and_what_is_not_there_has_none(node: Node) -> None:
    await node.put(case_file("file"), party("man"))
    names = [f"agencies/{POLICE}/records/{each}" for each in ("file", "man", "none")]
    kinds = await StoredKinds(node.context.store).kinds([*names, "agencies/pk.nobody/records/file"])
    assert kinds == {names[0]: RecordKind.CASE_FILE, names[1]: RecordKind.PARTY}
