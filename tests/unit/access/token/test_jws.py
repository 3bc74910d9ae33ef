"""The signature layer alone: framing, canonical base64url, JSON without surprises."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.jws import (
    MAX_BYTES,
    RULES,
    BadJws,
    decode_segment,
    encode_segment,
    load_json,
    load_object,
    read_kid,
    sign_token,
    verified_payload,
)
from services.signing.es256 import PrivateKey, to_der
from tests.fakes.world.keys import b64
from tests.rows import of_rows
from tests.unit.access.token.world import header_of, raw_token

KEY = PrivateKey.generate()
OTHER = PrivateKey.generate()


def rule_of(call: Callable[..., Any], *arguments: object) -> str:
    with pytest.raises(BadJws) as caught:
        call(*arguments)
    assert caught.value.rule in RULES
    return caught.value.rule


@given(st.binary(min_size=1, max_size=90))
def test_base64url_has_one_spelling(raw: bytes) -> None:
    text = encode_segment(raw)
    assert decode_segment(text) == raw
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for other in (text[:-1] + letter for letter in alphabet if letter != text[-1]):
        with contextlib.suppress(BadJws):
            assert decode_segment(other) != raw


@pytest.mark.parametrize("text", ["", "YQ==", "YQ=", "Y", "YR", "Y Q", "YQ\n", "Y+/Q", "YQ.", "ہہہہ", "ＹＱ"])
def test_other_base64_is_refused(text: str) -> None:
    assert rule_of(decode_segment, text) == "base64url"


@of_rows(
    ("raw", "rule"),
    [
        (b'{"a":1,"a":1}', "duplicate"),
        (b'{"a":{"b":1,"b":2}}', "duplicate"),
        (b'{"a":NaN}', "json"),
        (b'{"a":-Infinity}', "json"),
        (b'{"a":1.0}', "json"),
        (b'{"a":1e3}', "json"),
        (b'{"a":"\\ud800"}', "json"),
        (b'{"\\udfff":1}', "json"),
        (b'{"a":"\xed\xa0\x80"}', "json"),
        (b'{"a":"\xff"}', "json"),
        (b'\xef\xbb\xbf{"a":1}', "json"),
        (b'{"a":1}x', "json"),
        (b"{'a':1}", "json"),
        (b'{"a":01}', "json"),
        (b'{"a":' + b"9" * 5000 + b"}", "json"),
        (b"[" * 6000, "json"),
        (b'{"a":' * 3000, "json"),
        (b"", "json"),
    ],
)
def test_json_with_a_second_reading_is_refused(raw: bytes, rule: str) -> None:
    assert rule_of(load_json, raw) == rule


@pytest.mark.parametrize("raw", [b"[]", b"1", b'"a"', b"null", b"true"])
def test_a_payload_is_an_object(raw: bytes) -> None:
    assert rule_of(load_object, raw) == "json"


def test_paired_surrogates_are_one_letter() -> None:
    assert load_json(b'{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


@of_rows(
    "changes",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "ES384"},
        {"alg": "es256"},
        {"alg": ["ES256"]},
        {"alg": ...},
        {"typ": "JWT"},
        {"typ": "AT+JWT"},
        {"typ": "application/at+jwt"},
        {"typ": "rabta-approver+jwt"},
        {"typ": ...},
        {"kid": ...},
        {"kid": 7},
        {"kid": b64(b"x" * 31)},
        {"crit": ["exp"]},
        {"jwk": {"kty": "EC"}},
        {"jku": "https://elsewhere.example"},
        {"x5c": []},
        {"b64": False, "crit": ["b64"]},
        {"cty": "JWT"},
    ],
)
def test_any_other_header_is_refused(changes: dict[str, object]) -> None:
    token = raw_token(KEY, header_of(KEY, **changes), "{}")
    assert rule_of(read_kid, token, "at+jwt") == "header"


def test_a_header_member_twice_is_refused() -> None:
    header = header_of(KEY)[:-1] + ',"alg":"ES256"}'
    assert rule_of(read_kid, raw_token(KEY, header, "{}"), "at+jwt") == "duplicate"


def test_header_order_and_spaces_are_free() -> None:
    header = json.dumps({"typ": "at+jwt", "kid": b64(KEY.kid), "alg": "ES256"}, indent=2)
    assert read_kid(raw_token(KEY, header, "{}"), "at+jwt") == KEY.kid


def test_what_is_signed_comes_back() -> None:
    token = sign_token({"a": [1, "ب"]}, KEY, "at+jwt")
    assert load_object(verified_payload(token, KEY.public())) == {"a": [1, "ب"]}
    assert token == sign_token({"a": [1, "ب"]}, KEY, "at+jwt")


def test_another_key_is_refused() -> None:
    assert rule_of(verified_payload, sign_token({}, KEY, "at+jwt"), OTHER.public()) == "signature"


@pytest.mark.parametrize("change", ["{0}.", ".{0}", "{0}=", " {0}", "{0}\n", "{0}.{0}", "{0}A"])
def test_other_framing_is_refused(change: str) -> None:
    token = change.format(sign_token({}, KEY, "at+jwt"))
    assert rule_of(verified_payload, token, KEY.public()) == "compact"
    assert rule_of(read_kid, token, "at+jwt") == "compact"


def test_size_is_checked_first() -> None:
    token = sign_token({"a": "x" * MAX_BYTES}, KEY, "at+jwt")
    assert rule_of(verified_payload, token, KEY.public()) == "size"
    assert rule_of(read_kid, token, "at+jwt") == "size"
    assert rule_of(read_kid, "\ud800" * (MAX_BYTES + 1), "at+jwt") == "size"


def test_der_signature_is_refused() -> None:
    head, _, signature = sign_token({}, KEY, "at+jwt").rpartition(".")
    der = to_der(decode_segment(signature))
    assert rule_of(verified_payload, f"{head}.{b64(der)}", KEY.public()) == "compact"


@given(st.text(max_size=300))
def test_any_text_is_refused_by_name(text: str) -> None:
    assert rule_of(read_kid, text, "at+jwt") in RULES
    assert rule_of(verified_payload, text, KEY.public()) in RULES


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_nan_is_never_signed(value: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        sign_token({"a": value}, KEY, "at+jwt")
