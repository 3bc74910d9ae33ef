"""Tokens: one for all documents of a person, another for each agency, and no way from one agency's to another's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.identity.keys import Keys
from services.signing.derive import derive

AGENCIES = st.from_regex(r"pk\.[a-z-]{2,12}", fullmatch=True)
PLACES = st.integers(1, 2**40)
KEYS = Keys.of(b"\x01" * 32)


@given(AGENCIES, AGENCIES, PLACES, PLACES)
def test_tokens_are_equal_for_the_same_agency_and_person_alone(a: str, b: str, one: int, other: int) -> None:
    first, second = KEYS.pairwise.token(a, one), KEYS.pairwise.token(b, other)
    assert len(first) == 32
    assert (first == second) == ((a, one) == (b, other))


@given(st.lists(PLACES, min_size=2, max_size=20, unique=True), AGENCIES, AGENCIES)
def test_two_agencies_cannot_join_their_tokens(places: list[int], a: str, b: str) -> None:
    """No token of one is among the other's, and neither order nor shared bytes carry over."""
    if a == b:
        return
    mine, theirs = ([KEYS.pairwise.token(agency, place) for place in places] for agency in (a, b))
    assert not set(mine) & set(theirs)
    assert not {token[:8] for token in mine} & {token[:8] for token in theirs}
    relation = {bytes(x ^ y for x, y in zip(one, other, strict=True)) for one, other in zip(mine, theirs, strict=True)}
    assert len(relation) == len(places), "what lies between two agencies' tokens differs from person to person"


def test_each_purpose_has_a_key_of_its_own() -> None:
    """What is in the log does not join with what is in the register, and neither with tokens of other rooms."""
    text = "CNIC:3520212345671"
    assert len({KEYS.selectors.token(text), KEYS.index.token(text), KEYS.pairwise.token(text, 1)}) == 3
    assert derive(b"\x01" * 32, "blind-index") != derive(b"\x01" * 32, "register", 2)
    assert Keys.of(b"\x02" * 32).pairwise.token("pk.fia", 1) != KEYS.pairwise.token("pk.fia", 1)
