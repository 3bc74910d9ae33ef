"""Every banner says in English and Urdu what it rests on: a law with its mark, or policy (P)."""

from __future__ import annotations

import re

import pytest

from services.records.timeline.banner_words import BANNERS, WORDS
from services.records.timeline.history import compose
from tests.unit.records.papers import NOW_MS, all_visible, party, record, subject

MARKED = re.compile(r"(?:, (?:V2?|K|check))+$|V2 heading, K$")


@pytest.mark.parametrize("code", sorted(WORDS))
class TestEach:
    def test_rests_on_a_marked_law_or_on_policy(self, code: str) -> None:
        said = WORDS[code]
        assert said.law or said.policy
        assert not said.law or MARKED.search(said.law)

    def test_is_told_with_what_it_rests_on(self, code: str) -> None:
        said, told = WORDS[code], BANNERS[code]
        assert told.code == code
        assert told.text.startswith(said.text + " [")
        assert told.text_ur.startswith(said.text_ur + " [")
        assert ("policy (P)" in told.text) == ("پالیسی" in told.text_ur) == said.policy
        assert said.law in told.text

    def test_says_no_law_in_its_words_that_has_no_mark(self, code: str) -> None:
        """A section stands in the brackets alone, where its mark is."""
        assert not re.search(r"\bs\. ?\d|\bArt\.", WORDS[code].text)

    def test_its_urdu_keeps_latin_runs_in_their_order(self, code: str) -> None:
        rest = BANNERS[code].text_ur.rpartition("[")[2]
        assert not re.search(r"[0-9A-Za-z]", re.sub("\u2066[^\u2066\u2069]*\u2069", "", rest))


def test_the_banner_of_a_child_tells_law_and_policy_apart() -> None:
    child = record(party(), of=subject(born=("2010-01-01", "2010-12-31")))
    (banner,) = (b for b in compose(all_visible(child), now_ms=NOW_MS).banners if b.code == "juvenile")
    assert "to the public or in media" in banner.text
    assert banner.text.endswith("[JJSA 2018 s. 13, V2 heading, K; policy (P)]")


def test_gravest_first() -> None:
    assert list(WORDS)[:4] == ["misused-identity", "number-of-many", "juvenile", "pseudonym"]
    assert list(WORDS)[-2:] == ["identity-by-number-only", "identity-by-name-only"]
