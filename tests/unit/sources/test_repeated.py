"""What a file states twice: the same words are no news, other words are a fault, however many rows lie between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.repeated import Repeated
from services.store import seen


@pytest.fixture
def repeated() -> Iterator[Repeated]:
    with closing(Repeated()) as made:
        yield made


def test_the_first_statement_is_none_that_repeats(repeated: Repeated) -> None:
    assert not repeated.otherwise("r1", b"one")
    assert not repeated.otherwise("r2", b"other")


def test_the_same_words_again_are_no_fault_and_others_are(repeated: Repeated) -> None:
    for _ in range(3):
        assert not repeated.otherwise("r1", b"one")
    assert repeated.otherwise("r1", b"two")


def test_after_a_fault_neither_of_the_two_is_sound_any_more(repeated: Repeated) -> None:
    repeated.otherwise("r1", b"one")
    assert repeated.otherwise("r1", b"two")
    assert repeated.otherwise("r1", b"one")
    assert repeated.otherwise("r1", b"two")


def test_no_words_are_words_too(repeated: Repeated) -> None:
    assert not repeated.otherwise("r1", b"")
    assert repeated.otherwise("r1", b"one")


@given(st.lists(st.tuples(st.sampled_from(["r1", "r2", "r3"]), st.sampled_from([b"one", b"two"])), max_size=30))
def test_it_says_what_a_plain_list_says_in_memory_and_on_disk(rows: list[tuple[str, bytes]]) -> None:
    """A record is stated otherwise where a row above has it in other words."""
    with pytest.MonkeyPatch.context() as patch, closing(Repeated()) as large:
        patch.setattr(seen.Seen.__init__, "__defaults__", (0,))
        with closing(Repeated()) as small:
            for place, (record, content) in enumerate(rows):
                above = {words for name, words in rows[:place] if name == record}
                assert large.otherwise(record, content) is small.otherwise(record, content) is bool(above - {content})
