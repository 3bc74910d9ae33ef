"""Names as offices write them, in their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names.letters import Script, folded
from services.names.parse import LONGEST, ParsedName, Relation, parsed
from services.names.words import RelationKind
from tests.rows import of_rows

SAME = [
    ("Abdul Rehman", "Abdur-Rehman", "ABDURREHMAN", "abd ul rehman", "Abdul  Rehman", "Abdu'r Rehman"),
    ("Rehmat Ullah", "Rehmatullah", "rehmat-ullah", "Rehmat Ulla"),
    ("Salah ud Din", "Salahuddin", "Salah-ud-Deen", "Salah Uddin"),
    ("Zia ul Haq", "Zia-ul-Haq", "Zia Haq"),
    ("M. Yousaf", "Mohd Yousaf", "MUHAMMAD YOUSAF", "Md. Yousaf"),
    ("عبدالرحمٰن", "عبد الرحمن", "عبدالرحمان", "عبد ال رحمن"),
    ("رحمت اللہ", "رحمت اللّٰه", "رحمتاللہ"),
    ("صلاح الدین", "صلاحالدین", "صلاح الدين"),
    ("محمد یوسف", "محمد يوسف", "م یوسف"),
    ("ثناء", "ثنا"),
    ("Abdullah", "Abd Ullah", "ABD-ALLAH"),
    ("عبداللہ", "عبد اللہ"),
    ("ضیاء الحق", "ضیا حق"),
    ("فاطمہ بی بی", "فاطمہ بی"),
    ("Fatima Bibi", "Fatima Bi Bi"),
]


@of_rows("writings", SAME, ids=lambda writings: writings[0])
def test_writings_of_one_name_have_one_form(writings: tuple[str, ...]) -> None:
    assert {parsed(writing).tokens for writing in writings} == {parsed(writings[0]).tokens}
    assert parsed(writings[0]).tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Abdullah", ("abdullah",)),
        ("Shaheen Dean", ("shaheen", "dean")),
        ("Asadullah", ("asad", "ullah")),
        ("Abdussattar", ("abdul", "sattar")),
        ("محمد الیاس", ("محمد", "الیاس")),
        ("O'Neil", ("oneil",)),
        ("Allah Ditta", ("ullah", "ditta")),
        ("محمد الطاف", ("محمد", "الطاف")),
    ],
)
def test_tokens(text: str, tokens: tuple[str, ...]) -> None:
    assert parsed(text).tokens == tokens


@of_rows(
    ("text", "kind", "of"),
    [
        ("Ali s/o Karim", RelationKind.SON, ("karim",)),
        ("Ali S.O. Karim", RelationKind.SON, ("karim",)),
        ("Ali son of Karim", RelationKind.SON, ("karim",)),
        ("S/O Karim", RelationKind.SON, ("karim",)),
        ("علی ولد کریم", RelationKind.SON, ("کریم",)),
        ("Sana d/o M. Din", RelationKind.DAUGHTER, ("muhammad", "din")),
        ("ثنا بنت کریم", RelationKind.DAUGHTER, ("کریم",)),
        ("Sana w/o Karim", RelationKind.WIFE, ("karim",)),
        ("ثنا زوجہ کریم", RelationKind.WIFE, ("کریم",)),
        ("Sana wd/o Karim", RelationKind.WIDOW, ("karim",)),
        ("ثنا بیوہ کریم", RelationKind.WIDOW, ("کریم",)),
        ("Ali s/o Karim s/o Rahim", RelationKind.SON, ("karim",)),
        ("Ali s/o Haji Karim @ Kala r/o Lahore", RelationKind.SON, ("karim",)),
    ],
)
def test_relations(text: str, kind: RelationKind, of: tuple[str, ...]) -> None:
    assert parsed(text).relation == Relation(kind, of)


@pytest.mark.parametrize("text", ["So", "Kim So", "ولد", "Ali s/o", "Ali s/o NILL", "Do Ali", "Ali s/o Unknown"])
def test_what_names_nobody_after_it_is_no_relation(text: str) -> None:
    assert parsed(text).relation is None


@pytest.mark.parametrize("mark", ["@", "alias", "URF", "عرف", "a.k.a."])
def test_aliases_are_apart(mark: str) -> None:
    found = parsed(f"Ali Khan {mark} Bhola {mark} Kala Nag")
    assert found.tokens == ("ali", "khan")
    assert found.aliases == (("bhola",), ("kala", "nag"))


def test_an_alias_stands_before_the_relation() -> None:
    assert parsed("Haji M. Yousaf @ Bhola s/o Abdur-Rehman") == ParsedName(
        tokens=("muhammad", "yousaf"),
        titles=("haji",),
        aliases=(("bhola",),),
        relation=Relation(RelationKind.SON, ("abdul", "rehman")),
        script=Script.ROMAN,
    )


@pytest.mark.parametrize("text", ["", " ", "NILL", "nil.", "n/a", "-", "نامعلوم", "Unknown", "...", "007"])
def test_nothing_is_nobody(text: str) -> None:
    assert parsed(text) == ParsedName(())


def test_titles_are_told_apart_and_a_title_alone_is_a_name() -> None:
    assert parsed("Mst. Fatima Bibi").titles == ("mst",)
    assert parsed("سید علی").tokens == ("علی",)
    assert parsed("Sardar").tokens == ("sardar",)
    assert parsed("Sardar").titles == ()


@pytest.mark.parametrize("residence", ["r/o Lahore", "resident of Lahore", "سکنہ لاہور", "caste Jutt", "قوم جٹ"])
def test_a_place_or_a_caste_is_not_read(residence: str) -> None:
    assert parsed(f"Ali Khan {residence}") == parsed("Ali Khan")


def test_the_script_is_that_of_most_tokens() -> None:
    assert parsed("محمد یوسف").script is Script.URDU
    assert parsed("محمد Yousaf Khan").script is Script.ROMAN


def test_what_is_beyond_the_longest_name_is_not_read() -> None:
    assert parsed("Ali " * LONGEST).tokens == ("ali",) * (LONGEST // 4)


@given(st.text(max_size=60))
def test_any_text_parses_and_its_tokens_are_folded(text: str) -> None:
    found = parsed(text)
    for token in (*found.tokens, *found.titles, *(token for alias in found.aliases for token in alias)):
        assert token
        assert folded(token) == token


@given(st.lists(st.sampled_from(["Ali", "KHAN", "یوسف", "Rehman", "علي"]), min_size=1, max_size=4), st.data())
def test_case_and_spacing_say_nothing(words: list[str], data: st.DataObject) -> None:
    spaces = [data.draw(st.sampled_from([" ", "  ", "\u00a0", " - "])) for _ in words]
    other = "".join(space + word.swapcase() for space, word in zip(spaces, words, strict=True))
    assert parsed(other).tokens == parsed(" ".join(words)).tokens
