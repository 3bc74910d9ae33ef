"""`rabta-sig-bin`: one signature for one header, or one for the headers of a whole commit group.

Form 1, ``0x01 || signature(64)``: over PAE(header type, header).
Form 2, ``0x02 || signature(64) || u16be position || u16be size || path``: over PAE(cohort
type, root), root being the RFC 6962 Merkle root whose leaf data are PAE(header type,
header); the path has 32 bytes each, nearest the leaf first. Answers only.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from audit.merkle import HASH_BYTES, ProofError, leaf_hash, paths_from_leaves, root_from_path
from services.signing.es256 import SIGNATURE_BYTES, BadSignature, PublicKey
from services.signing.pae import COHORT, HEADER, pae
from services.signing.signer import Signer

MESSAGE_FORM: Final = 1
COHORT_FORM: Final = 2
MAX_COHORT: Final = 4096
_PLACE: Final = struct.Struct(">HH")
_PATH_AT: Final = 1 + SIGNATURE_BYTES + _PLACE.size
_ONE: Final = bytes((MESSAGE_FORM,))
_MANY: Final = bytes((COHORT_FORM,))


def sign_header(key: Signer, header: bytes) -> bytes:
    """Form 1 over a request's or an answer's header bytes, 65 bytes."""
    return _ONE + key.sign(pae(HEADER, header))


def sign_answers(key: Signer, headers: Sequence[bytes]) -> list[bytes]:
    """Signature value for each answer header, in order: form 1 for one, form 2 for 2 to 4096; else ValueError."""
    if len(headers) == 1:
        return [sign_header(key, headers[0])]
    if not 0 < len(headers) <= MAX_COHORT:
        raise ValueError("a cohort has 1 to 4096 answers")
    root, paths = paths_from_leaves([leaf_hash(pae(HEADER, header)) for header in headers])
    head = _MANY + key.sign(pae(COHORT, root))
    size = len(headers)
    return [b"".join((head, _PLACE.pack(position, size), *path)) for position, path in enumerate(paths)]


def verify_request(key: PublicKey, header: bytes, value: bytes) -> None:
    """Raise BadSignature unless ``value`` is form 1 by ``key`` over a request's header bytes."""
    if len(value) != 1 + SIGNATURE_BYTES or value[0] != MESSAGE_FORM:
        raise BadSignature
    key.verify(value[1:], pae(HEADER, header))


def verify_answer(key: PublicKey, header: bytes, value: bytes) -> None:
    """Raise BadSignature unless ``value`` is either form by ``key`` over an answer's header bytes."""
    if value[:1] != _MANY:
        verify_request(key, header, value)
        return
    if len(value) < _PATH_AT or (len(value) - _PATH_AT) % HASH_BYTES:
        raise BadSignature
    position, size = _PLACE.unpack_from(value, 1 + SIGNATURE_BYTES)
    if not 2 <= size <= MAX_COHORT:
        raise BadSignature
    path = [value[at : at + HASH_BYTES] for at in range(_PATH_AT, len(value), HASH_BYTES)]
    try:
        root = root_from_path(leaf_hash(pae(HEADER, header)), position, size, path)
    except ProofError:
        raise BadSignature from None
    key.verify(value[1 : 1 + SIGNATURE_BYTES], pae(COHORT, root))
