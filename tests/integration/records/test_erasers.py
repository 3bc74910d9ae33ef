"""What the records' own erasers leave: nothing, counted, and the same count when they run again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.matching.default_model import default_model
from services.records.app import erasers
from services.records.app.erasers import erase_in_index, erase_questions, erase_records
from services.records.app.matching import Matching, aligner
from services.records.errors import StorageUnavailable
from services.records.tokens import Blinder
from services.values.records import Identifier
from tests.fakes.exhaustive_matcher import ExhaustiveMatcher
from tests.fakes.identities import StatedIdentities
from tests.fakes.record_maker import CNIC, FIA, POLICE, case_file, expunged, following, party
from tests.fakes.records_node import Node, keeper
from tests.integration.records.asking import name
from tests.integration.records.test_expunged import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "node"


async def test_a_record_that_its_owner_never_expunged_is_gone_whole(node: Node, folder: Path) -> None:
    first = party(valid_from="2020-05-04")
    second = following(first, valid_from="2020-05-05")
    await node.put(case_file(), first, second, replace(party(), agency=FIA))
    async with node.context.store.snapshot() as view:
        bodies = [row.body for row in await view.bodies([2, 3])]
    assert all(body in files(folder) for body in bodies)
    assert await erase_records(node.context, [name(first)]) == 2
    assert not any(body in files(folder) for body in bodies)
    remains = (await node.record(keeper(POLICE), name(first))).remains
    assert remains is not None
    assert remains.expunged
    assert (await node.record(keeper(FIA), name(replace(first, agency=FIA)))).version, (
        "another agency's of that id stays"
    )
    assert await erase_records(node.context, [name(first)]) == 2, "again it counts the same"


async def test_of_what_its_owner_expunged_the_last_version_is_proof_and_stays(node: Node) -> None:
    first = party()
    second = following(first, valid_from="2020-05-05")
    await node.put(first, second, expunged(second))
    assert await erase_records(node.context, [name(first), name(party("never held"))]) == 2
    assert await erase_records(node.context, []) == 0


async def test_nothing_is_said_before_the_index_has_let_go(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    await node.put(party())
    async with node.context.store.snapshot() as view:
        head = await view.change_head()
    monkeypatch.setattr(erasers, "LOOK_S", 0.0)
    matcher = ExhaustiveMatcher(aligner(), default_model(), taken=[0, head - 1, head])
    context = replace(node.context, matching=Matching(matcher))
    assert await erase_in_index(context, ["one", "two"]) == 2
    assert matcher.taken == [head], "it was looked at until it had"
    monkeypatch.setattr(erasers, "PATIENCE_S", 0.01)
    matcher.taken = [head - 1]
    with pytest.raises(StorageUnavailable):
        await erase_in_index(context, ["one"])
    matcher.down = True
    with pytest.raises(StorageUnavailable):
        await erase_in_index(context, ["one"])


async def test_a_number_that_waits_goes_with_the_last_record_that_carries_it(node: Node) -> None:
    blinder: Blinder = node.context.blinder
    first, other = party(), party("other")
    await node.put(first, other)
    number = Identifier("CNIC", CNIC)
    words = StatedIdentities(asked=[(number, blinder.of_identifier(number))])
    context = replace(node.context, identities=words)
    await erase_records(context, [name(first)])
    assert await erase_questions(context, [name(first)]) == 0
    assert words.asked
    await erase_records(context, [name(other)])
    assert await erase_questions(context, [name(other)]) == 1
    assert not words.asked
