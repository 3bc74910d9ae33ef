"""Names are compared in one way everywhere: an old keyboard's spelling is the same name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.linkage.app.candidates import list_candidates
from services.linkage.app.compare import Known, agree, grounds, words
from services.linkage.app.decisions import explain_link
from services.tables.text import comparable
from services.values import identifiers
from services.values.network import ExplainLinkRequest, LinkGround, ListLinkCandidatesRequest, NodeKey
from tests.fakes.record_changes import facts
from tests.unit.linkage.world import World

URDU = "محمد یعقوب کاکڑ"
OLD = {
    "arabic-yeh-and-kaf": URDU.replace("ی", "\u064a").replace("ک", "\u0643"),
    "alef-maksura": URDU.replace("ی", "\u0649"),
    "presentation-forms": "\ufee3\ufea4\ufee4\ufeaa \ufef3\ufecc\ufed8\ufeee\ufe8f \ufedb\ufe8e\ufedb\u0691",
    "diacritics": "مُحَمَّد یَعقُوب کاکڑ",
    "tatweel": "محمـــد یعقوب کاکڑ",
    "zero-width-non-joiner": "محمد یع\u200cقوب کاک\u200cڑ",
    "marks-of-direction": "\u200fمحمد یعقوب کاکڑ\u200e",
}
LETTERS = st.text(st.sampled_from("محمدیيىعقوبكکهہةۃأاٱڑ َُّـ\u200c\u200f.-Aaé 12۱١"), max_size=20)
SWAPS = str.maketrans({"ی": "\u064a", "ک": "\u0643", "ہ": "\u0647", "ا": "\u0671"})


@pytest.mark.parametrize("spelt", OLD.values(), ids=OLD.keys())
async def test_an_old_keyboard_gives_the_same_candidates(spelt: str, tmp_path: Path) -> None:
    world = World(tmp_path / "node")
    world.feed.put(facts("a", label="", label_ur=URDU), facts("b", label="", label_ur=spelt))
    world.feed.put(facts("c", label="", label_ur="بشیر احمد"))
    await world.projector.catch_up()
    one, other = (NodeKey("SUBJECT", facts(name).record) for name in "ab")
    for start, found in ((one, other), (other, one)):
        ask, seen = await world.ask()
        answer = await list_candidates(world.links, world.graph, ask, seen, ListLinkCandidatesRequest(start))
        assert [each.subject.key for each in answer.candidates if each.subject] == [found]
    ask, seen = await world.ask()
    said = await explain_link(world.links, world.graph, ask, seen, ExplainLinkRequest(one, other))
    assert [ground.agrees for ground in said.grounds if ground.field == "name_ur"] == [True]


@given(LETTERS, LETTERS)
@example(URDU, OLD["arabic-yeh-and-kaf"])
def test_what_a_search_joins_a_candidate_joins(one: str, other: str) -> None:
    """The name key of a search and the rule of candidates see one name, or both see two."""
    same = comparable(one) == comparable(other)
    assert words(one) == frozenset(comparable(one).split())
    if comparable(one) and comparable(other):
        keys = [identifiers.name_key(name, URDU, "").value for name in (one, other)]
        assert (keys[0] == keys[1]) is same
        assert not same or agree(one, other)


@given(st.text(max_size=30))
def test_no_spelling_of_the_same_letters_is_another_name(name: str) -> None:
    for spelt in (name.translate(SWAPS), unicodedata.normalize("NFD", name), name.upper().lower()):
        if comparable(spelt) == comparable(name):
            assert words(spelt) == words(name)
    assert words(name.translate(SWAPS)) == words(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Yaqoob", "Mohammad Yaqub"),
        ("Muhammad Yousaf", "محمد یوسف"),
        ("M. Yusuf s/o Abdur Rehman", "محمد یوسف"),
        ("Amjad Ali", "Muhammad Amjad Ali Khan"),
    ],
)
def test_spellings_of_one_name_agree_in_both_scripts(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(("one", "other"), [("Amjad Ali", "Amjad Khan"), ("Ali", "Ali Raza"), ("", "Amjad Ali")])
def test_names_that_share_a_part_alone_do_not_agree(one: str, other: str) -> None:
    assert not agree(one, other)
    assert not agree(other, one)


def test_a_name_in_one_script_is_held_against_one_in_the_other() -> None:
    roman = Known({"label": "Muhammad Yousaf", "klass": 1}, frozenset())
    urdu = Known({"label": "", "label_ur": "محمد یوسف", "klass": 1}, frozenset())
    assert grounds(roman, urdu) == (LinkGround("name", "Muhammad Yousaf", "محمد یوسف", True),)
    assert grounds(urdu, roman) == (LinkGround("name", "محمد یوسف", "Muhammad Yousaf", True),)
    both = Known({"label": "Amjad Ali", "label_ur": "محمد یوسف", "klass": 1}, frozenset())
    assert [(each.field, each.agrees) for each in grounds(roman, both)] == [("name", False)]


def test_nothing_is_guessed() -> None:
    assert not agree("یعقوب", "یعقوب کاکڑ")
    assert agree("یعقوب کاکڑ", "محمد یعقوب کاکڑ")
