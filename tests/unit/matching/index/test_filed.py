"""What a token is filed and looked for under, in both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.index.filed import CERTAIN, POSSIBLE, Filing
from services.matching.index.skeleton import skeleton
from services.names.lexicon import UNSEEN
from services.names.likeness import lexicon

FILING = Filing(lexicon())


class TestSkeletons:
    @pytest.mark.parametrize(
        ("roman", "urdu", "left"),
        [
            ("gulzar", "گلزار", "glzr"),
            ("khushbakht", "خوشبخت", "kSbkt"),
            ("chiragh", "چراغ", "Crg"),
            ("zulqarnain", "ذوالقرنین", "zlkrn"),
            ("wafeeq", "وفیق", "fk"),
            ("sattar", "ستار", "str"),
        ],
    )
    def test_one_of_both_scripts(self, roman: str, urdu: str, left: str) -> None:
        assert (skeleton(roman), skeleton(urdu)) == (left, left)

    def test_a_token_without_consonants_stays(self) -> None:
        assert (skeleton("aya"), skeleton("آیا")) == ("aya", "آیا")

    @given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1))
    def test_never_empty(self, token: str) -> None:
        assert skeleton(token)


class TestFiling:
    @pytest.mark.parametrize(("roman", "urdu"), [("yousaf", "یوسف"), ("yusuf", "یوسف"), ("muhammad", "محمد")])
    def test_a_listed_name_is_filed_under_its_urdu_word(self, roman: str, urdu: str) -> None:
        assert FILING.entry(roman) == FILING.entry(urdu)
        assert FILING.entry(urdu).share == lexicon().prior(urdu)

    def test_spellings_of_one_word_are_looked_for_where_it_is_filed(self) -> None:
        filed = {FILING.entry(token).word for token in ("یوسف", "yousaf", "yusuf")}
        assert len(filed) == 1
        assert all(filed <= {word.word for word in FILING.sought(token)} for token in ("yousuf", "yousif", "yusof"))

    def test_a_name_that_no_list_has_is_filed_under_its_skeleton_in_both_scripts(self) -> None:
        assert FILING.entry("zxqvtlpk").share == UNSEEN
        assert FILING.entry("ذقطلپک").word == FILING.entry("zqtlpk").word

    def test_what_a_token_is_filed_under_it_is_looked_for_under(self) -> None:
        tokens = [
            *["yousaf", "yusuf", "hussain", "husain", "gulzar", "zxqvtlpk", "ali", "sher"],
            "یوسف",
            "گلزار",
            "ذقطلپک",
        ]
        for token in tokens:
            assert FILING.entry(token).word in {word.word for word in FILING.sought(token)}, token

    def test_likeliest_words_first_and_none_that_is_hardly_possible(self) -> None:
        for token in ("hassan", "hussain", "salim"):
            chances = [word.chance for word in FILING.sought(token)]
            assert chances[0] == max(chances)
            assert min(chances) >= POSSIBLE

    def test_certain_is_more_than_possible(self) -> None:
        assert CERTAIN > POSSIBLE
