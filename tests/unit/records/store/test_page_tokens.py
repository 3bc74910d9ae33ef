"""A page token is for one caller, one question and one registry version, and tells nothing by its length."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.errors import PageTokenInvalid
from services.access.page_tokens import Binding, open_place, seal_place
from services.records.sealing import Sealer
from tests.fakes.records_node import caller

SEALER = Sealer(bytes(32))
BINDING = Binding("Search", caller(), "CNIC:3520212345671|", 7)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=1, max_size=64)


@given(st.integers(0, 1), NAMES, NAMES)
def test_a_place_comes_back_and_the_length_says_nothing(stage: int, agency: str, record: str) -> None:
    token = seal_place(SEALER, BINDING, stage, agency, record)
    assert open_place(SEALER, BINDING, token) == [stage, agency, record]
    assert len(token) == len(seal_place(SEALER, BINDING, 0, "a", "b"))


def test_no_token_is_no_place() -> None:
    assert open_place(SEALER, BINDING, "") == []


@pytest.mark.parametrize(
    "other",
    [
        replace(BINDING, method="ListVersions"),
        replace(BINDING, caller=caller("pk.fia")),
        replace(BINDING, caller=caller(officer="pp-8")),
        replace(BINDING, query="CNIC:3520212345671|bg-1"),
        replace(BINDING, registry_version=8),
    ],
)
def test_it_is_bound(other: Binding) -> None:
    token = seal_place(SEALER, BINDING, 1)
    with pytest.raises(PageTokenInvalid):
        open_place(SEALER, other, token)


def test_it_is_bound_to_what_was_asked_not_to_how_it_is_cut() -> None:
    one = Binding("Search", caller("pk", "a"), "b", 1)
    other = Binding("Search", caller("pk", "a|b"), "", 1)
    assert one.digest() != other.digest()


@given(st.text(max_size=600))
def test_a_forged_token_is_refused(text: str) -> None:
    if text:
        with pytest.raises(PageTokenInvalid):
            open_place(SEALER, BINDING, text)
