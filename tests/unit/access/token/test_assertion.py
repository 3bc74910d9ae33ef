"""An officer's assertion: read as it was written, by the officer whose it is, for one request at one place."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from services.access.assertion import Assertion, assertion_kid, read_assertion, request_for, write_assertion
from services.access.jws import BadJws, encode_segment, sign_token
from services.signing.es256 import PrivateKey

KEY = PrivateKey.generate()
SAID = Assertion("fia-1001", "https://issuer.test", "jti_0123456789-ABCDEF", sha256(b"request").digest(), 1_000, 1_030)


def test_it_is_read_as_it_was_written() -> None:
    text = write_assertion(SAID, KEY)
    assert read_assertion(text, KEY.public()) == SAID
    assert assertion_kid(text) == KEY.kid


def test_nobody_asserts_for_another() -> None:
    claims = {
        "iss": "fia-1002",
        "sub": SAID.officer,
        "aud": SAID.audience,
        "iat": SAID.issued_s,
        "exp": SAID.expires_s,
        "jti": SAID.jti,
        "for_sha256": encode_segment(SAID.for_sha256),
    }
    typ = "rabta-assertion+jwt"
    with pytest.raises(BadJws, match="value"):
        read_assertion(sign_token(claims, KEY, typ), KEY.public())
    assert read_assertion(sign_token(claims | {"iss": SAID.officer}, KEY, typ), KEY.public()) == SAID


def test_under_another_key_it_is_none() -> None:
    with pytest.raises(BadJws):
        read_assertion(write_assertion(replace(SAID, officer="fia-1002"), PrivateKey.generate()), KEY.public())


def test_a_request_for_another_agency_has_a_digest_of_its_own() -> None:
    digest = sha256(b"request").digest()
    assert request_for(digest, "") == digest
    assert request_for(digest, "pk.anf") == sha256(b"rabta audience\0pk.anf\0" + digest).digest()
