"""Proposals to reviewers and the run that makes them: kept whole or not at all, and gone with what they are about."""

from __future__ import annotations

from dataclasses import replace

from services.linkage.kept import SCORED, OpenClaim, Proposal, Run, ScoredPair
from services.linkage.ports import LinkStore
from tests.conformance.linkage_store.rows import decision

Both = tuple[LinkStore, LinkStore]
DAY = 86_400_000
MODEL = "1+0123456789ab"
FIELDS = '{"name": ["rare", 8123]}'


def pair(one: str, other: str, millibits: int = 9000) -> ScoredPair:
    return ScoredPair(one, other, millibits, FIELDS)


def proposal(one: str, other: str, millibits: int = 9000) -> Proposal:
    return Proposal(pair(one, other, millibits), MODEL, 77)


async def test_an_empty_store_proposes_nothing_and_runs_nothing(store: LinkStore) -> None:
    assert await store.runs.current() is None
    assert (await store.runs.pairs(), await store.reviews.after(None, 9)) == ([], [])
    assert await store.reviews.between("a", "b") is None
    await store.reviews.forget([])


async def test_what_a_run_scored_is_there_for_who_goes_on_with_it(stores: Both) -> None:
    one, other = stores
    assert await one.runs.begin(MODEL, 5) == Run(MODEL, 0, 5)
    await one.runs.add(3, ["a", "b"], [pair("a", "b"), pair("a", "c", 100)])
    await one.runs.add(7, ["d"], [pair("c", "d")])
    assert await other.runs.current() == Run(MODEL, 7, 5)
    assert await other.runs.pairs() == [pair("a", "b"), pair("a", "c", 100), pair("c", "d")]


async def test_what_is_scored_anew_takes_the_place_of_what_was_scored_of_the_record(store: LinkStore) -> None:
    await store.runs.begin(MODEL, 5)
    await store.runs.add(3, ["a", "b", "c"], [pair("a", "b"), pair("a", "c", 100), pair("b", "c", 7)])
    await store.runs.add(9, ["a", "x"], [pair("a", "b", -1)])
    assert await store.runs.pairs() == [pair("a", "b", -1), pair("b", "c", 7)]


async def test_a_run_that_begins_leaves_nothing_of_another(store: LinkStore) -> None:
    await store.runs.begin("old", 5)
    await store.runs.add(3, [], [pair("a", "b")])
    await store.runs.begin(MODEL, 9)
    assert (await store.runs.current(), await store.runs.pairs()) == (Run(MODEL, 0, 9), [])


async def test_a_run_that_ends_proposes_its_own_and_no_others(store: LinkStore) -> None:
    await store.runs.finish([proposal("a", "b")])
    await store.runs.begin(MODEL, 5)
    await store.runs.add(3, [], [pair("b", "c")])
    assert await store.reviews.after(None, 9) == [proposal("a", "b")]
    await store.runs.finish([proposal("b", "c", 20)])
    assert await store.reviews.after(None, 9) == [proposal("b", "c", 20)]
    assert (await store.runs.current(), await store.runs.pairs()) == (None, [])


async def test_the_best_come_first_and_pages_meet(store: LinkStore) -> None:
    ranked = [proposal("c", "d", 5000), proposal("a", "b", 100), proposal("a", "c", 100), proposal("b", "c", -3)]
    await store.runs.finish(ranked[::-1])
    assert await store.reviews.after(None, 9) == ranked
    for number, each in enumerate(ranked):
        assert await store.reviews.after(each.pair, 2) == ranked[number + 1 : number + 3]
    assert await store.reviews.between("d", "c") == ranked[0]


async def test_what_is_decided_stays_proposed(store: LinkStore) -> None:
    """For whom a decision carries is no question of the store."""
    await store.runs.finish([proposal("a", "b"), proposal("a", "c", 10)])
    await store.decisions.add(decision("d1", "a", "b"))
    assert len(await store.reviews.after(None, 9)) == 2
    assert await store.reviews.between("a", "b") == proposal("a", "b")


async def test_a_decision_comes_to_the_queue_of_its_owners_while_it_stands(store: LinkStore) -> None:
    made, other = decision("d1", "a", "b"), decision("d2", "a", "c")
    await store.decisions.add(made, ["pk.sindh", "pk.punjab", "pk.sindh"])
    await store.decisions.add(other, ["pk.punjab"])
    await store.decisions.add(decision("d3", "a", "d", "UNSURE"), ["pk.punjab"])
    assert await waiting(store, "pk.punjab") == ["ab", "ac"]
    assert await store.claims.of_owner("pk.punjab", ("a", "b"), 9) == [("a", "c")]
    assert await store.claims.of_owner("pk.punjab", None, 1) == [("a", "b")]
    assert await store.claims.among("pk.punjab", ["a"]) == {("a", "b"), ("a", "c")}
    assert await store.claims.among("pk.punjab", ["b"]) == frozenset()
    assert await waiting(store, "pk.sindh") == ["ab"]
    assert await waiting(store, "pk.fia") == []
    await store.decisions.withdraw("d1", "pk.fia/pp-1", "why", 9)
    assert await waiting(store, "pk.punjab") == ["ac"]


async def test_what_its_owner_states_or_others_agree_on_waits_no_more(store: LinkStore) -> None:
    await store.decisions.add(decision("d1", "a", "b"), ["pk.punjab", "pk.sindh"])
    await store.decisions.add(decision("d2", "a", "b", by="pk.punjab/pp-1"), ["pk.sindh"])
    assert (await waiting(store, "pk.punjab"), await waiting(store, "pk.sindh")) == ([], ["ab"])
    for each in ("d3", "d4"):
        word = decision(each, "a", "b", by=f"pk.oversight/{each}")
        await store.decisions.add(replace(word, second="", parts=("OVERSIGHT",)), ["pk.sindh"])
    assert await waiting(store, "pk.sindh") == []
    for number, by in (("d3", "pk.oversight/d3"), ("d2", "pk.punjab/pp-1")):
        await store.decisions.withdraw(number, by, "why", 20)
    assert (await waiting(store, "pk.punjab"), await waiting(store, "pk.sindh")) == (["ab"], ["ab"])


async def test_three_about_a_person_are_open_and_the_next_comes_up_behind_them(store: LinkStore) -> None:
    """A person under two records is one person."""
    for each in "bcde":
        persons = ("person", f"of {each}")
        await store.decisions.add(decision(each, "a" if each < "d" else "aa", each), ["pk.punjab"], persons)
    assert await waiting(store, "pk.punjab") == ["ab", "ac", "aad"]
    await store.decisions.add(decision("f", "a", "e", by="pk.anf/1"), ["pk.punjab"], ("person", "of e"))
    assert await waiting(store, "pk.punjab") == ["ab", "ac", "ae", "aad"], "another agency has place of its own"
    await store.decisions.withdraw("b", "pk.fia/pp-1", "why", 9)
    assert await waiting(store, "pk.punjab") == ["ac", "ae", "aad", "aae"]


async def test_an_equal_claim_waits_behind_the_first_and_is_not_lost_with_it(store: LinkStore) -> None:
    await store.decisions.add(decision("d1", "a", "b"), ["pk.punjab"])
    await store.decisions.add(decision("d2", "a", "b", by="pk.anf/1", at=DAY), ["pk.punjab"])
    await store.decisions.withdraw("d1", "pk.fia/pp-1", "why", 2 * DAY)
    assert await waiting(store, "pk.punjab") == ["ab"]
    (claim,) = await store.claims.opened(None, 9)
    assert claim == OpenClaim(2 * DAY, "a", "b", "pk.punjab"), "the clock begins when the claim comes up"
    assert await store.claims.opened(claim, 9) == []


async def test_fifty_come_up_in_a_day_and_none_is_dropped(store: LinkStore) -> None:
    names = [f"{number:02}" for number in range(53)]
    for each in names:
        await store.decisions.add(decision(each, f"a{each}", f"b{each}", at=DAY), ["pk.punjab"])
    first = await store.claims.of_owner("pk.punjab", None, 99)
    assert first == [(f"a{each}", f"b{each}") for each in names[:50]]
    await store.decisions.withdraw("00", "pk.fia/pp-1", "why", DAY + 1)
    await store.claims.come_up(2 * DAY - 1)
    assert await store.claims.of_owner("pk.punjab", None, 99) == first[1:], "what was taken back took its place"
    await store.claims.come_up(2 * DAY)
    assert len(await store.claims.of_owner("pk.punjab", None, 99)) == 52
    opened = await store.claims.opened(None, 99)
    assert [each.raised_ms for each in opened] == [DAY] * 49 + [2 * DAY] * 3
    assert await store.claims.opened(opened[9], 2) == opened[10:12]


async def waiting(store: LinkStore, owner: str) -> list[str]:
    return [one + other for one, other in await store.claims.of_owner(owner, None, 99)]


async def test_the_same_word_with_other_parts_takes_the_place_of_the_first(store: LinkStore) -> None:
    first = decision("d1", "a", "b")
    weighty = replace(decision("d2", "a", "b", at=9), parts=("OWNER_OF_ONE", "OWNER_OF_OTHER"))
    await store.decisions.add(first)
    assert await store.decisions.add(weighty) is weighty
    assert await store.decisions.add(replace(weighty, id="d3")) == weighty
    assert await store.decisions.all_standing() == [weighty]
    withdrawn = await store.decisions.named("d1")
    assert withdrawn is not None
    assert (withdrawn.withdrawn_ms, withdrawn.withdrawn_by) == (9, first.by)


async def test_what_is_erased_is_proposed_and_scored_no_more(store: LinkStore) -> None:
    await store.runs.finish([proposal("a", "b"), proposal("b", "c"), proposal("c", "d")])
    await store.runs.begin(MODEL, 5)
    await store.runs.add(3, [], [pair("a", "d"), pair("b", "d")])
    await store.reviews.forget(["b", "x"])
    assert [each.pair[:2] for each in await store.reviews.after(None, 9)] == [("c", "d")]
    assert [each[:2] for each in await store.runs.pairs()] == [("a", "d")]


async def test_a_decision_keeps_the_model_that_proposed_it_and_its_bits(store: LinkStore) -> None:
    made = replace(decision("d1", "a", "b"), model=MODEL, bits=17.25, scoring=SCORED)
    bare = decision("d2", "a", "c")
    for each in (made, bare):
        assert await store.decisions.add(each) is each
    assert await store.decisions.all_standing() == [made, bare]
    assert await store.decisions.named("d1") == made
    assert await store.decisions.between("b", "a") == [made]
    assert await store.decisions.standing(["c"]) == [bare]
    assert [change.decision for change in await store.decisions.changed(0, 9)] == [made, bare]
