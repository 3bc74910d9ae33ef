"""The roles of an officer beside their issuer: what tokens name, while they are good, and nothing of what is no token."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.jws import encode_segment
from services.client.reason import Reason
from services.client.token import Fetched
from services.client.touched import SPARE_MS, TouchedTokens, roles_of
from tests.rows import of_rows

WHY = Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024")
ROLES = st.frozensets(st.sampled_from(["INVESTIGATOR", "ANALYST", "OVERSIGHT"]), min_size=1)


GOOD = b'{"roles": ["A"]}'
UNFIT = (b"[]", b"{}", b'{"roles": "INVESTIGATOR"}', b'{"roles": ["A"], "roles": ["B"]}', GOOD[:-1], b"\xff")


def token(*roles: object, **more: object) -> str:
    payload = json.dumps({"roles": roles, **more}).encode()
    return ".".join(map(encode_segment, (b"{}", payload, b"signature")))


def held(clock: list[int], *tokens: str, lasts_s: int = 900) -> TouchedTokens:
    """Tokens of one reason, each of another class, all asked for at 0."""
    made = TouchedTokens(lambda: clock[0])
    for each, kind in zip(tokens, ("HISTORY", "NETWORK", "PROTECTION"), strict=False):
        made.keep(WHY.details(kind), Fetched(each, lasts_s), 0)
    return made


def test_a_token_names_roles() -> None:
    assert roles_of(token("INVESTIGATOR", "ANALYST", sub="fia-1")) == {"INVESTIGATOR", "ANALYST"}


@of_rows(
    "text",
    [
        "",
        "..",
        "a.b",
        "a.b.c.d",
        token(),
        token("investigator"),
        token("INVESTIGATOR", "INVESTIGATOR"),
        token("INVESTIGATOR", 7),
        token(["INVESTIGATOR"]),
        *(f"a.{encode_segment(payload)}.c" for payload in UNFIT),
        f"a.{encode_segment(GOOD)}=.c",
    ],
)
def test_what_is_no_token_names_none(text: str) -> None:
    assert roles_of(text) == frozenset()


@given(st.text(max_size=60))
def test_nothing_that_came_ends_a_page(text: str) -> None:
    assert roles_of(text) == frozenset()


@given(st.lists(ROLES, max_size=3))
def test_a_role_counts_that_every_good_token_names(named: list[frozenset[str]]) -> None:
    tokens = held([0], *(token(*sorted(each)) for each in named))
    assert tokens.roles() == (frozenset.intersection(*named) if named else frozenset())


@pytest.mark.parametrize(("now_ms", "good"), [(0, True), (900_000 - SPARE_MS - 1, True), (900_000 - SPARE_MS, False)])
def test_with_its_token_a_role_is_over(now_ms: int, good: bool) -> None:
    clock = [0]
    tokens = held(clock, token("ANALYST"))
    clock[0] = now_ms
    assert tokens.roles() == ({"ANALYST"} if good else frozenset())


def test_a_token_that_is_over_takes_nothing_from_one_that_is_good() -> None:
    clock = [0]
    tokens = held(clock, token("JUDGE"))
    tokens.keep(WHY.details("NETWORK"), Fetched(token("ANALYST"), 1800), 0)
    assert tokens.roles() == frozenset()
    clock[0] = 1_000_000
    assert tokens.roles() == {"ANALYST"}


def test_who_states_another_reason_has_none_until_they_touch() -> None:
    tokens = held([0], token("ANALYST"))
    tokens.forget()
    assert tokens.roles() == frozenset()
