"""A follower sees each changed record once, in order, with the class in force: other records' doing too."""

from __future__ import annotations

from services.records import wire
from services.records.app.changes import Changed, Follow
from tests.fakes.record_maker import cnic, expunged, fir, following, man, order, party, person, withdrawn
from tests.fakes.records_node import Node


def following_of(node: Node) -> Follow:
    return Follow(node.context.store, node.context.keys.bodies, wire.decode_version)


async def followed(follow: Follow, after: int = 0, limit: int = 3) -> list[Changed]:
    found: list[Changed] = []
    while some := await follow.changes(found[-1].number if found else after, limit):
        found += some
    return found


async def test_each_change_comes_once_and_in_order(node: Node) -> None:
    follow = following_of(node)
    assert (await follow.head(), await follow.changes(0, 10)) == (0, [])
    versions = man(1)
    await node.put(*versions)
    found = await followed(follow)
    assert {each.version.name for each in found} == {version.name for version in versions}
    numbers = [each.number for each in found]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == await follow.head()
    await node.put(following(versions[1], status_note="again"))
    (later,) = await followed(follow, numbers[-1])
    assert (later.version.record_id, later.version.version, later.version.status) == ("fir-1-party", 2, "CORRECTED")
    assert later.recorded_ms == node.now_ms


async def test_a_class_that_another_record_changes_is_a_change(node: Node) -> None:
    follow = following_of(node)
    await node.put(party("one"), party("two", subject=person(cnic(2), name="Bilal"), case_references=(fir(9),)))
    before = await follow.head()
    assert {each.klass.sealed for each in await followed(follow)} == {False}
    await node.put(order("seal", "SEALED"))
    found = {each.version.record_id: each.klass.sealed for each in await followed(follow, before)}
    assert found["one"] is True
    assert "two" not in found
    assert [each.number for each in await followed(follow)][-1] == await follow.head()


async def test_what_is_taken_back_is_a_change(node: Node) -> None:
    follow = following_of(node)
    one, two = party("one"), party("two", subject=person(cnic(2)))
    await node.put(one, two)
    before = await follow.head()
    await node.put(withdrawn(one), expunged(two))
    found = {each.version.record_id: each.version.status for each in await followed(follow, before)}
    assert found == {"one": "WITHDRAWN", "two": "EXPUNGED"}
