"""Which decisions on who is one person carry, and for whom."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.carrying import agency_of, carrying
from services.values.network import LinkDecision, NodeKey
from tests.budget import budget

ONE, OTHER, OVERSIGHT = "OWNER_OF_ONE", "OWNER_OF_OTHER", "OVERSIGHT"
PARTS = {
    "pk.punjab/1": (ONE,), "pk.punjab/2": (ONE,), "pk.sindh/1": (OTHER,), "pk.both/1": (ONE, OTHER),
    "pk.both/2": (ONE, OTHER), "pk.oversight/1": (OVERSIGHT,), "pk.oversight/2": (OVERSIGHT,),
    "pk.fia/1": (), "pk.fia/2": (), "pk.anf/1": (),
}  # fmt: skip
AGENCIES = sorted({who.partition("/")[0] for who in PARTS})
A, B = NodeKey("SUBJECT", "a"), NodeKey("SUBJECT", "b")


def word(who: str, sign: str = "SAME") -> LinkDecision:
    return LinkDecision(f"{who} {sign}", A, B, sign, who, parts=PARTS[who])


def signs(words: list[LinkDecision], reader: str = "") -> set[str]:
    return {each.sign for each in carrying(words, reader)}


def test_a_second_person_of_another_agency_is_no_second_officer_of_oversight() -> None:
    seconds = {"pk.fia/1": False, "pk.oversight/2": True, "": False}
    for second, agreed in seconds.items():
        assert bool(carrying([replace(word("pk.oversight/1"), second=second)])) is agreed, second
    assert not carrying([replace(word("pk.punjab/1"), second="pk.oversight/1")]), "a second person decides nothing"


@pytest.mark.parametrize(
    ("who", "agreed"),
    [
        (["pk.punjab/1", "pk.sindh/1"], True),
        (["pk.punjab/1", "pk.oversight/1"], True),
        (["pk.both/1", "pk.oversight/1"], True),
        (["pk.oversight/1", "pk.oversight/2"], True),
        (["pk.both/1", "pk.sindh/1"], True),
        (["pk.punjab/1"], False),
        (["pk.punjab/1", "pk.punjab/2"], False),
        (["pk.both/1", "pk.both/2"], False),
        (["pk.oversight/1"], False),
        (["pk.fia/1", "pk.fia/2", "pk.anf/1"], False),
        (["pk.punjab/1", "pk.fia/1"], False),
        (["pk.oversight/1", "pk.fia/1"], False),
    ],
)
@pytest.mark.parametrize("sign", ["SAME", "DIFFERENT"])
def test_who_must_agree_before_it_carries_for_everybody(who: list[str], agreed: bool, sign: str) -> None:
    words = [word(each, sign) for each in who]
    assert {each.by for each in carrying(words)} == ({each for each in who if PARTS[each]} if agreed else set())
    for reader in AGENCIES:
        own = {each for each in who if each.startswith(f"{reader}/")}
        assert own <= {each.by for each in carrying(words, reader)}
    assert all(each.agreed is bool(each.parts) for each in carrying(words)), "what a stranger said beside is not agreed"


def test_a_second_person_of_oversight_is_another_officer_of_it() -> None:
    assert signs([replace(word("pk.oversight/1"), second="pk.oversight/2")]) == {"SAME"}
    assert signs([replace(word("pk.punjab/1"), second="pk.punjab/2")]) == set()


def test_a_stranger_s_different_withdraws_nothing_for_others() -> None:
    agreed = [word("pk.punjab/1"), word("pk.sindh/1")]
    apart = word("pk.fia/1", "DIFFERENT")
    for reader in ("", "pk.punjab", "pk.sindh", "pk.anf"):
        assert carrying([*agreed, apart], reader) == carrying(agreed, reader)
    assert signs([*agreed, apart], "pk.fia") == {"SAME", "DIFFERENT"}


@pytest.mark.parametrize("who", ["pk.punjab/1", "pk.punjab/2", "pk.sindh/1", "pk.oversight/1"])
def test_who_decided_and_oversight_undo_it(who: str) -> None:
    words = [word("pk.punjab/1"), word("pk.sindh/1"), word(who, "DIFFERENT")]
    assert signs(words) == set()
    assert ("SAME" in signs(words, "pk.sindh")) is not who.startswith("pk.oversight")


def test_what_is_unsure_or_withdrawn_carries_for_nobody() -> None:
    words = [word("pk.punjab/1"), word("pk.sindh/1")]
    for changes in ({"withdrawn_ms": 1}, {"sign": "UNSURE"}):
        left = [words[0], replace(words[1], **changes)]
        assert signs(left) == signs(left, "pk.sindh") == set()


def test_each_pair_is_judged_by_itself() -> None:
    elsewhere = replace(word("pk.sindh/1"), id="d9", other=NodeKey("SUBJECT", "c"))
    assert carrying([word("pk.punjab/1"), elsewhere]) == []


WORDS = [word(who, sign) for who, sign in product(PARTS, ("SAME", "DIFFERENT"))]


@given(st.permutations(WORDS).flatmap(lambda some: st.integers(0, len(some)).map(lambda most: list(some[:most]))))
@budget(200)
def test_an_agency_s_answers_change_only_by_what_carries_for_it(words: list[LinkDecision]) -> None:
    """Of any words in any order: without those of the agencies that have no part, every other agency is told the same."""
    for reader in AGENCIES:
        told = carrying(words, reader)
        weighty = [each for each in words if each.parts or agency_of(each) == reader]
        assert told == carrying(weighty, reader)
        assert {(each.id, each.agreed) for each in told} == {
            (each.id, each.agreed) for each in carrying(words[::-1], reader)
        }
        others = [each for each in told if agency_of(each) != reader]
        assert all(each.agreed for each in others)
        assert {each.id for each in others} <= {each.id for each in carrying(words)}
