"""A client written from ``docs/protocol.md`` alone: no code of the project, only the files of vectors.

What it needs beyond the page is a Merkle walk, ECDSA, Ed25519, AES-GCM and HKDF.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_der_public_key

HERE = Path(__file__).resolve().parents[2] / "vectors_own"
HEADER, COHORT = b"application/vnd.rabta.header.v1+protobuf", b"application/vnd.rabta.cohort.v1"
PAGE, REGISTRY = b"application/vnd.rabta.page.v1+protobuf", b"application/vnd.rabta.registry.v1+protobuf"
Fields = dict[int, list[int | bytes]]


def vectors(name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return found


EXCHANGE, LOG, PAGES, KEYS = vectors("exchange"), vectors("log"), vectors("page"), vectors("keys")
TOLD = vectors("refusals")


def raw(held: dict[str, str], name: str) -> bytes:
    return bytes.fromhex(held[name])


def lines(held: dict[str, str], name: str) -> list[bytes]:
    return [bytes.fromhex(line) for line in held[name].split("\n")]


def pae(kind: bytes, body: bytes) -> bytes:
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)


def es256(spki: bytes, signature: bytes, message: bytes) -> bool:
    key = load_der_public_key(spki)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    try:
        key.verify(der, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return len(signature) == 64


def leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def walk(value: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 9162 section 2.1.3.2, as it stands there."""
    fn, sn = index, size - 1
    for sibling in path:
        assert sn
        if fn & 1 or fn == sn:
            value = sha256(b"\x01" + sibling + value).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = sha256(b"\x01" + value + sibling).digest()
        fn, sn = fn >> 1, sn >> 1
    assert not sn
    return value


def fields(data: bytes) -> Fields:
    """Protobuf by hand: numbers and bytes by field."""
    found: Fields = {}
    at = 0

    def varint() -> int:
        nonlocal at
        number = shift = 0
        while True:
            byte = data[at]
            number |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                return number

    while at < len(data):
        tag = varint()
        value: int | bytes = varint()
        if tag & 7 == 2:
            assert isinstance(value, int)
            length = value
            value, at = data[at : at + length], at + length
        found.setdefault(tag >> 3, []).append(value)
    return found


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def spki(name: str) -> bytes:
    return raw(KEYS, f"{name}: spki")


def test_the_request_is_signed_in_form_1_by_the_key_that_it_names() -> None:
    header, value = raw(EXCHANGE, "request.header"), raw(EXCHANGE, "request.value")
    said = fields(header)
    assert said[5] == [sha256(spki("pk.fia message")).digest()]
    assert said[11] == [sha256(raw(EXCHANGE, "request.body")).digest()]
    assert said[12] == [sha256(vectors("tokens")["token.jws"].encode()).digest()]
    assert value[:1] == b"\x01"
    assert pae(HEADER, header) == raw(EXCHANGE, "request.pae")
    assert es256(spki("pk.fia message"), value[1:], pae(HEADER, header))
    assert sha256(pae(HEADER, header) + value).hexdigest() == EXCHANGE["request.sha256"]


def test_the_answer_is_bound_to_the_request_in_both_forms() -> None:
    header, single, many = (raw(EXCHANGE, f"{name}") for name in ("answer.header", "answer.value", "cohort.value.1"))
    asked, said = fields(raw(EXCHANGE, "request.header")), fields(header)
    assert said[20] == [raw(EXCHANGE, "request.sha256")]
    assert (said[3], said[7], said[10]) == (asked[3], asked[6], asked[10])
    assert said[11] == [sha256(raw(EXCHANGE, "answer.body")).digest()]
    assert said[22] == [sha256(b"").digest()]
    assert 21 not in said
    assert es256(spki("pk.hub message"), single[1:], pae(HEADER, header))
    position, size = int.from_bytes(many[65:67]), int.from_bytes(many[67:69])
    path = [many[at : at + 32] for at in range(69, len(many), 32)]
    root = walk(leaf(pae(HEADER, header)), position, size, path)
    assert (many[0], position, size) == (2, 1, 3)
    assert root == raw(EXCHANGE, "cohort.root")
    assert es256(spki("pk.hub message"), many[1:65], pae(COHORT, root))


def test_the_other_answers_of_the_cohort_lead_to_the_same_root() -> None:
    value = raw(EXCHANGE, "cohort.value.2")
    path = [value[at : at + 32] for at in range(69, len(value), 32)]
    assert len(path) == 1
    assert walk(leaf(pae(HEADER, raw(EXCHANGE, "cohort.header.2"))), 2, 3, path) == raw(EXCHANGE, "cohort.root")


def test_the_token_verifies_and_says_who_may_use_it() -> None:
    held = vectors("tokens")
    head, body, signature = held["token.jws"].split(".")
    assert json.loads(unb64(head)) == json.loads(held["token.header"])
    claims = json.loads(unb64(body))
    assert es256(spki("pk.fia token"), unb64(signature), f"{head}.{body}".encode())
    assert unb64(claims["cnf"]["x5t#S256"]) == raw(vectors("basics"), "tls.thumbprint")
    assert unb64(claims["own_and_kin"][0]) == sha256(b"rabta own or kin\0CNIC:3520299000023").digest()
    assertion = json.loads(unb64(held["assertion.jws"].split(".")[1]))
    assert unb64(assertion["for_sha256"]) == sha256(held["assertion.details"].encode()).digest()
    second = json.loads(unb64(held["approver.jws"].split(".")[1]))
    asked, method = sha256(raw(EXCHANGE, "request.body")).digest(), second["method"]
    (why,) = claims["authorization_details"]
    texts = (why["purpose"], why["legal_basis"], "", why["query_class"], why["case"]["type"], why["case"]["key"])
    reason = sha256("\0".join(("rabta details", *texts)).encode()).digest()
    assert (unb64(second["body_sha256"]), unb64(second["details_sha256"])) == (asked, reason)
    assert (method, second["for_sub"]) == ("/rabta.records.v1.RecordsService/GetRecord", claims["sub"])
    act = b"rabta approval\0" + asked + reason + method.encode() + b"\0" + second["for_sub"].encode()
    assert sha256(act).digest() == raw(held, "approver.act")
    assert sha256(b"rabta approver\0" + second["jti"].encode()).digest()[:16] == raw(held, "approver.nonce")


def test_the_disclosed_version_stands_in_its_owners_page() -> None:
    header, version = raw(PAGES, "page.header"), raw(PAGES, "page.version.1")
    said, proof = fields(header), fields(raw(PAGES, "page.proof.1"))
    assert es256(spki("pk.punjab-police page"), raw(PAGES, "page.signature"), pae(PAGE, header))
    assert proof[1] == [sha256(header).digest()]
    salt, path = proof[3][0], [one for one in proof[4] if isinstance(one, bytes)]
    assert isinstance(salt, bytes)
    assert walk(leaf(salt + version), 1, 2, path) == said[10][0]
    assert fields(version)[1] == said[3]
    assert version in raw(EXCHANGE, "answer.body")


def test_the_promise_becomes_a_receipt_under_a_quorum() -> None:
    opened = sha256(raw(LOG, "entry.open_salt") + raw(LOG, "entry.open")).digest()
    commitment = sha256(opened + raw(LOG, "entry.sealed_sha256")).digest()
    said = fields(raw(EXCHANGE, "answer.header"))
    assert said[24] == [commitment]
    data = b"\x01" + (2).to_bytes(8) + commitment
    assert (said[23], data) == ([2], raw(LOG, "entry.leaf"))
    text, _, tail = LOG["checkpoint.note"].rpartition("\n\n")
    origin, size, root = text.split("\n")
    assert walk(leaf(data), 2, int(size), lines(LOG, "receipt.path")) == base64.b64decode(root)
    assert origin == "rabta.example/audit/1"
    assert sum(cosigners((text + "\n").encode(), tail)) == 3
    entry = fields(raw(LOG, "entry.open"))
    assert entry[19] == [raw(EXCHANGE, "request.sha256")]
    assert entry[25] == [b"agencies/pk.punjab-police/records/fir-512-2024.accused-1/versions/1"]


def cosigners(text: bytes, tail: str) -> Iterator[bool]:
    """Every line of the note holds; True for each of a witness."""
    known = {}
    for name, vkey in KEYS.items():
        if name.endswith(": vkey"):
            signer, key_id, material = vkey.split("+", 2)
            public = base64.b64decode(material)
            assert sha256(signer.encode() + b"\n" + public).hexdigest()[:8] == key_id
            known[signer, key_id] = public
    for line in tail.strip("\n").split("\n"):
        _, signer, encoded = line.split(" ")
        value = base64.b64decode(encoded)
        public, value = known[signer, value[:4].hex()], value[4:]
        message = text
        if public[0] == 4:
            message, value = b"cosignature/v1\ntime %d\n" % int.from_bytes(value[:8]) + text, value[8:]
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(value, message)
        yield public[0] == 4


def test_the_registry_is_signed_by_two_of_three() -> None:
    held = vectors("registry")
    payload = raw(held, "registry.payload")
    assert sha256(payload).hexdigest() == held["registry.sha256"]
    for number in (1, 2):
        assert held[f"registry.signer.{number}"] == KEYS[f"governance {number}: kid"]
        signature = raw(held, f"registry.signature.{number}")
        assert es256(spki(f"governance {number}"), signature, pae(REGISTRY, payload))


def test_the_encrypted_entry_opens() -> None:
    stored = raw(LOG, "sealed.stored")
    name = sha256(b"rabta/month-key-id/v1\0pk.fia\x002026-03").digest()[:16]
    assert stored[:17] == b"\x02" + name
    info = b"rabta/entry/v2" + stored[17:49]
    key = HKDF(hashes.SHA256(), 32, b"rabta", info).derive(raw(LOG, "sealed.month_key"))
    plain = AESGCM(key).decrypt((2).to_bytes(12), stored[49:], None)
    length = int.from_bytes(plain[:4])
    assert plain[4:36] + plain[36 : 36 + length] == raw(LOG, "entry.open_salt") + raw(LOG, "entry.open")
    assert plain[36 + length :] == raw(LOG, "entry.sealed_salt") + raw(LOG, "entry.sealed")


def test_an_issuers_refusals_by_hand() -> None:
    """Signature, chain and counts, read as the page says."""
    kind = b"application/vnd.rabta.refusals.v1+protobuf"
    spki = raw(KEYS, "pk.fia token: spki")
    payload, following = raw(TOLD, "refusals.payload"), raw(TOLD, "refusals.next")
    assert es256(spki, raw(TOLD, "refusals.signature"), pae(kind, payload))
    assert not es256(spki, raw(TOLD, "refusals.signature"), payload)
    first, second = fields(payload), fields(following)
    assert (first[1], first[5], first[6]) == ([1], [1], [bytes(32)])
    assert second[5] == [2]
    assert second[6] == [sha256(payload).digest()] == [raw(TOLD, "refusals.sha256")]
    assert second.get(8, []) == []
    counts = [fields(bytes(one)) for one in first[8] if isinstance(one, bytes)]
    assert [(one.get(1), one[2], one.get(3), one[5]) for one in counts] == [
        (None, [b"assertion"], None, [1]),
        ([b"fia-1042"], [b"case"], [b"FIR:PB/LAHORE/ICHHRA/513/2024"], [2]),
    ]
    (statement,) = fields(raw(TOLD, "refusals.submit"))[1]
    assert isinstance(statement, bytes)
    brought = fields(statement)
    assert brought[1] == [following]
    assert brought[2] == [sha256(spki).digest()]
    (signature,) = brought[3]
    assert isinstance(signature, bytes)
    assert es256(spki, signature, pae(kind, following))
