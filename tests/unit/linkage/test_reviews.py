"""The queue of reviewers: whoever sees both Subjects of a pair is shown it, and nobody learns of any other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, PageTokenInvalid
from services.linkage.app.context import PairScore
from services.linkage.app.decisions import decide_link
from services.linkage.app.reviews import list_reviews
from services.linkage.kept import Proposal, ScoredPair
from services.matching.words import SENTENCES
from services.signing.sealing import Sealer
from services.values.network import (
    DecideLinkRequest,
    ListLinkReviewsRequest,
    ListLinkReviewsResponse,
    NodeKey,
    WeightedGround,
)
from tests.fakes.record_changes import facts
from tests.unit.linkage.test_decisions import CHILD, SEALED
from tests.unit.linkage.world import World, investigator

MODEL = "1+0123456789ab"
FIELDS = json.dumps({"name": ["rare", 8123], "gender": ["same", 600]})
SEALER = Sealer(bytes(32))
WHY = "same name, father and birthplace in both"


def pair(one: str, other: str, bits: int) -> ScoredPair:
    return ScoredPair(facts(one).record, facts(other).record, 1000 * bits, FIELDS)


async def world_of(tmp_path: Path, *pairs: ScoredPair) -> World:
    world = World(tmp_path / "node")
    world.feed.put(
        *(facts(name, label="Amjad Ali", documents=(f"CNIC:{name}",), phones=()) for name in "abcdef"),
        facts("hidden", label="Amjad Ali", klass=SEALED),
        facts("child", label="Amjad Ali", klass=CHILD),
    )
    await world.projector.catch_up()
    await world.links.runs.finish([Proposal(each, MODEL, 77) for each in pairs])
    return world


def made(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


async def listed(world: World, who: Caller | None = None, **more: Any) -> ListLinkReviewsResponse:
    ask, seen = await world.ask(who)
    return await list_reviews(world.links, world.graph, SEALER, ask, seen, ListLinkReviewsRequest(**more))


def names(found: ListLinkReviewsResponse) -> list[str]:
    ends = [[each.one, each.other] for each in found.reviews]
    return ["".join(node.source.split("/")[3] for node in two if node) for two in ends]


async def test_the_likeliest_comes_first_with_what_each_field_said(tmp_path: Path) -> None:
    world = await world_of(tmp_path, pair("a", "b", 9), pair("c", "d", 17))
    found = await listed(world)
    assert names(found) == ["cd", "ab"]
    first = found.reviews[0]
    assert (first.bits, first.model, first.proposed_ms) == (17.0, MODEL, 77)
    assert first.grounds == (
        WeightedGround("name", "rare", 8.123, *SENTENCES["name"]["rare"]),
        WeightedGround("gender", "same", 0.6, *SENTENCES["gender"]["same"]),
    )
    assert [node.label for node in (first.one, first.other) if node] == ["Amjad Ali", "Amjad Ali"]
    assert world.trail.records == sorted(facts(name).version for name in "abcd")


async def test_a_level_that_this_version_has_no_more_is_shown_without_a_sentence(tmp_path: Path) -> None:
    old = pair("a", "b", 9)._replace(fields=json.dumps({"shoe": ["large", 5], "name": ["huge", 7]}))
    found = await listed(await world_of(tmp_path, old))
    assert found.reviews[0].grounds == (WeightedGround("shoe", "large", 0.005), WeightedGround("name", "huge", 0.007))


async def test_pairs_of_which_one_end_is_hidden_change_nothing_at_all(tmp_path: Path) -> None:
    seen = [pair("a", "b", 9), pair("a", "c", 8), pair("d", "e", 7)]
    hidden = [pair("a", "hidden", 20), pair("hidden", "b", 9), pair("hidden", "hidden", 8), pair("f", "gone", 1)]
    without = await world_of(made(tmp_path, "one"), *seen)
    with_them = await world_of(made(tmp_path, "other"), *seen, *hidden)
    for size in (1, 2, 3):
        found = [await listed(world, page_size=size) for world in (without, with_them)]
        assert found[0].reviews == found[1].reviews
        assert bool(found[0].next_page_token) == bool(found[1].next_page_token) == (size < 3)
        assert len(found[0].next_page_token) == len(found[1].next_page_token)


async def test_pages_meet_without_gap_or_overlap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.linkage.app.reviews.AT_ONCE", 2)
    ends = [("a", "b"), ("a", "hidden"), ("b", "c"), ("hidden", "d"), ("c", "d"), ("d", "e"), ("e", "f")]
    world = await world_of(tmp_path, *(pair(*two, 20 - place) for place, two in enumerate(ends)))
    found, token = [], ""
    while True:
        page = await listed(world, page_size=2, page_token=token)
        found += names(page)
        if not (token := page.next_page_token):
            break
        assert len(page.reviews) == 2
    assert found == ["ab", "bc", "cd", "de", "ef"]


async def test_a_page_is_of_use_to_nobody_else(tmp_path: Path) -> None:
    world = await world_of(tmp_path, pair("a", "b", 9), pair("a", "c", 8))
    token = (await listed(world, page_size=1)).next_page_token
    with pytest.raises(PageTokenInvalid):
        await listed(world, investigator(officer="pp-8"), page_size=1, page_token=token)
    with pytest.raises(InvalidArgument):
        await listed(world, page_size=201)


async def test_a_pair_with_a_child_waits_for_those_alone_who_see_the_child(tmp_path: Path) -> None:
    world = await world_of(tmp_path, pair("a", "child", 9))
    assert names(await listed(world)) == ["achild"], "the investigator of the cited case sees the accused child"
    assert names(await listed(world, investigator(purpose="ANALYSE_NETWORK", officer="pp-1"))) == []


async def test_what_is_decided_waits_no_more_and_names_the_model(tmp_path: Path) -> None:
    world = await world_of(tmp_path, pair("a", "b", 9))
    world.scored = PairScore("2+ba9876543210", 4.50049)
    ask, seen = await world.ask()
    one, other = (NodeKey("SUBJECT", facts(name).record) for name in ("b", "a"))
    request = DecideLinkRequest(one, other, "SAME", WHY)
    made = await decide_link(world.links, world.graph, world.score, world.weigh, ask, seen, request)
    assert (made.model, made.bits, made.scoring) == (MODEL, 9.0, "SCORED")
    assert (await listed(world)).reviews == ()
    unproposed = replace(request, other=NodeKey("SUBJECT", facts("c").record))
    alone = await decide_link(world.links, world.graph, world.score, world.weigh, ask, seen, unproposed)
    assert (alone.model, alone.bits, alone.scoring) == ("2+ba9876543210", 4.5, "SCORED"), "by the node's, at once"
    world.scored = None
    neither = await decide_link(
        world.links, world.graph, world.score, world.weigh, ask, seen, replace(unproposed, sign="DIFFERENT")
    )
    assert (neither.model, neither.bits, neither.scoring) == ("", 0.0, "NOT_COMPARED")
    held = {each.id: each for each in await world.links.decisions.all_standing()}
    assert held == {each.id: each for each in (made, alone, neither)}


async def test_what_is_expunged_is_proposed_no_more(tmp_path: Path) -> None:
    world = await world_of(tmp_path, pair("a", "b", 9), pair("c", "d", 8))
    world.feed.put(facts("a", label="Amjad Ali", documents=("CNIC:a",), phones=(), status="EXPUNGED"))
    await world.projector.catch_up()
    assert names(await listed(world)) == ["cd"]
