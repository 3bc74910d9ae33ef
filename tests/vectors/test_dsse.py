"""The DSSE protocol's own example: encoding and signature."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.signing.es256 import BadSignature, PublicKey
from services.signing.pae import pae
from tests.shared import count_vectors, shared


def test_protocol_example() -> None:
    vector = json.loads(shared("vectors", "c2sp-tlog", "dsse_v1.json").read_text())
    encoded = pae(vector["payloadType"].encode(), vector["payload"].encode())
    assert encoded == vector["pae"].encode()
    numbers = ec.EllipticCurvePublicNumbers(int(vector["x"]), int(vector["y"]), ec.SECP256R1())
    key = PublicKey(numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    signature = base64.b64decode(vector["sig"])
    key.verify(signature, encoded)
    with pytest.raises(BadSignature):
        key.verify(signature, vector["payload"].encode())
    count_vectors("DSSE v1", 1)
