"""How a token may be spelt, judged from metadata alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.edge.check_request import is_token_text

SPELT = re.compile(r"[A-Za-z0-9_.-]+")


@given(st.text(max_size=40) | st.from_regex(SPELT, fullmatch=True))
@example("")
@example("a\n")
@example("a\ud800")
@example("?")
@example("\u0661")
def test_letters_digits_and_three_signs_of_ascii(text: str) -> None:
    assert is_token_text(text) == bool(SPELT.fullmatch(text))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_other_sign_anywhere_is_too_many(place: int) -> None:
    signs = list("abc")
    signs[place] = ","
    assert not is_token_text("".join(signs))
