"""What counts against the limits: the number or the record asked for, whatever becomes of the call."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

import pytest

from services.access.errors import InvalidArgument, NotFound, Refused
from tests.arch.test_counted import COUNTED
from tests.fakes.record_maker import FIA, POLICE, case_file, party
from tests.fakes.records_node import Federation, Node, caller, federation, open_node

NAME = f"agencies/{POLICE}/records/file"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("federation"))


@pytest.fixture
def node(tmp_path: Path, known: Federation) -> Node:
    return open_node(tmp_path / "node", known)


async def asked(node: Node, call: Awaitable[object]) -> list[bytes]:
    """The tokens that a call notes, whether it is answered or refused."""
    try:
        await call
    except Refused:
        pass
    return list(node.trail.selectors)


async def test_a_record_asked_for_by_name_is_one_token_like_a_number(node: Node) -> None:
    await node.put(case_file(), party())
    record = await asked(node, node.record(caller(), NAME))
    versions = await asked(node, node.versions(caller(), NAME))
    other = await asked(node, node.record(caller(), f"agencies/{POLICE}/records/party"))
    assert record == versions
    assert [len(token) for token in record] == [32]
    assert other != record
    assert await asked(node, node.search(caller())) not in (record, other)


async def test_every_field_that_counts_is_asked_here(node: Node) -> None:
    """Those of the table of all RPCs: each leaves one token, were the officer suspended."""
    who = caller(suspended=True)
    calls = {
        ("Search", "selector.identifier"): node.search(who),
        ("GetHistory", "selector.identifier"): node.history(who),
        ("GetRecord", "name"): node.record(who, NAME),
        ("ListVersions", "name"): node.versions(who, NAME),
    }
    assert calls.keys() == COUNTED - {("UndoLink", "id")}
    for (method, _), call in calls.items():
        assert len(await asked(node, call)) == 1, method


async def test_absent_hidden_and_refused_count_the_same(node: Node) -> None:
    await node.put(case_file())
    found = await asked(node, node.record(caller(), NAME))
    hidden = await asked(node, node.record(caller(FIA, "fia-1"), NAME))
    refused = await asked(node, node.record(caller(suspended=True), NAME))
    assert found == hidden == refused
    with pytest.raises(NotFound):
        await node.record(caller(), f"agencies/{POLICE}/records/none")
    assert len(node.trail.selectors) == 1


async def test_what_is_no_name_counts_nothing(node: Node) -> None:
    with pytest.raises(InvalidArgument):
        await node.record(caller(), "agencies/x")
    assert node.trail.selectors == []
