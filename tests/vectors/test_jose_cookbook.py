"""RFC 7520, RFC 8037 and RFC 7797 examples: none is ES256, so the layer must refuse every one.

That RFC 7520 holds no ES256 example is what the first test shows. What the layer does
share with them, the spelling of segments, is checked against each example.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.access.jws import BadJws, decode_segment, encode_segment, load_object, verified_payload
from services.signing.es256 import PrivateKey
from tests.shared import count_vectors, shared

FOLDERS = ("jws", "rfc7797", "curve25519")
KEY = PrivateKey.generate().public()


def _examples() -> list[tuple[Path, dict[str, Any]]]:
    base = shared("vectors", "jose-cookbook")
    paths = [path for folder in FOLDERS for path in sorted((base / folder).glob("*.json"))]
    read = [(path, json.loads(path.read_text("utf-8"))) for path in paths]
    return [(path, example) for path, example in read if "signing" in example]


def _signings(example: dict[str, Any]) -> list[dict[str, Any]]:
    found = example["signing"]
    return found if isinstance(found, list) else [found]


def _serialisations(example: dict[str, Any]) -> list[str]:
    output = example["output"]
    return [value if isinstance(value, str) else json.dumps(value) for value in output.values()]


def test_no_example_is_es256() -> None:
    algorithms = {
        {**signing.get("protected", {}), **signing.get("unprotected", {})}.get("alg")
        for _, example in _examples()
        for signing in _signings(example)
    }
    assert algorithms == {"RS256", "PS384", "ES512", "HS256", "EdDSA"}


def test_every_serialisation_is_refused() -> None:
    ran = 0
    for path, example in _examples():
        for token in _serialisations(example):
            with pytest.raises(BadJws) as caught:
                verified_payload(token, KEY)
            assert caught.value.rule in {"compact", "signature"}, path.name
            ran += 1
    assert ran == 28
    count_vectors("JOSE cookbook JWS (RFC 7520, 8037, 7797)", ran)


def test_segments_are_spelt_as_the_examples_spell_them() -> None:
    ran = 0
    for path, example in _examples():
        for signing in _signings(example):
            raw = decode_segment(signing["sig"])
            assert encode_segment(raw) == signing["sig"]
            if "protected_b64u" in signing and path.parent.name != "rfc7797":
                assert load_object(decode_segment(signing["protected_b64u"])) == signing["protected"]
            ran += 1
    count_vectors("JOSE cookbook segments", ran)


def test_a_broken_header_in_the_examples_is_refused() -> None:
    """RFC 7797's compact example prints a header whose JSON lacks a value; it must not load."""
    path = shared("vectors", "jose-cookbook", "rfc7797", "hmac-sha2_b64_false.json")
    segment = json.loads(path.read_text("utf-8"))["signing"]["protected_b64u"]
    with pytest.raises(BadJws) as caught:
        load_object(decode_segment(segment))
    assert caught.value.rule == "json"
    count_vectors("JOSE cookbook segments", 1)
