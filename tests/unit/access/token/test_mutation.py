"""No byte of a token may change: whatever is altered is refused, and never with another error."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.errors import TokenExpired, TokenInvalid, TokenNotBound
from services.access.token import TokenCache, bind, parse
from services.signing.es256 import ORDER
from tests.budget import budget
from tests.fakes.world.keys import b64
from tests.unit.access.token.world import DESK, NOW_MS, Federation, header_of, raw_token, thumbprint, unb64

WORLD = Federation()
TOKEN = WORLD.access()
SEGMENTS = [unb64(part) for part in TOKEN.split(".")]


def assert_refused(token: str) -> None:
    with pytest.raises(TokenInvalid):
        parse(token, WORLD.registry, NOW_MS)


@budget(300)
@given(st.integers(0, len(TOKEN) - 1), st.characters())
def test_any_character_replaced(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    if changed != TOKEN:
        assert_refused(changed)


@budget(100)
@given(st.integers(0, len(TOKEN)), st.text(min_size=1, max_size=3))
def test_anything_inserted(place: int, text: str) -> None:
    assert_refused(TOKEN[:place] + text + TOKEN[place:])


@budget(100)
@given(st.integers(0, len(TOKEN) - 1), st.integers(1, 200))
def test_anything_cut_out(place: int, length: int) -> None:
    assert_refused(TOKEN[:place] + TOKEN[place + length :])


@budget(200)
@given(st.integers(0, 2), st.data())
def test_any_bit_of_any_segment(segment: int, data: st.DataObject) -> None:
    parts = [bytearray(part) for part in SEGMENTS]
    bit = data.draw(st.integers(0, len(parts[segment]) * 8 - 1))
    parts[segment][bit // 8] ^= 1 << (bit % 8)
    assert_refused(".".join(b64(bytes(part)) for part in parts))


def test_the_other_root_of_the_signature_is_another_token_with_the_same_meaning() -> None:
    """ECDSA admits (r, n - s) beside (r, s) (FIPS 186-5). RFC 7518 does not forbid it; nothing here
    counts tokens by their bytes: the request header's digest does not fit the other one, and an
    approval is used up by its ``jti``.
    """
    r, s = SEGMENTS[2][:32], int.from_bytes(SEGMENTS[2][32:])
    twin = TOKEN.rpartition(".")[0] + "." + b64(r + (ORDER - s).to_bytes(32))
    first, second = (parse(token, WORLD.registry, NOW_MS) for token in (TOKEN, twin))
    assert first.sha256 != second.sha256
    assert first.claims == second.claims


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@budget(300)
@given(st.sampled_from(sorted(WORLD.claims())), JSON)
def test_any_value_of_any_claim_well_signed(claim: str, value: Any) -> None:
    """An agency's own issuer may sign nonsense: it makes a caller within the ceilings, or a named refusal."""
    token = raw_token(WORLD.token, header_of(WORLD.token), json.dumps({**WORLD.claims(), claim: value}))
    with contextlib.suppress(TokenInvalid, TokenExpired, TokenNotBound):
        verified = TokenCache().parse(token, WORLD.registry, NOW_MS)
        caller = bind(verified, WORLD.registry, WORLD.tls(DESK), thumbprint(DESK), NOW_MS)
        assert caller.roles <= {"INVESTIGATOR"}
        assert caller.clearance <= 2


@budget(200)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_well_signed(header: bytes, payload: bytes) -> None:
    assert_refused(raw_token(WORLD.token, header or b"{}", payload or b"{}"))
    assert_refused(raw_token(WORLD.token, header_of(WORLD.token), payload or b"{}"))
