"""Files made out of an answer, named by digest in its evidence and signed by the system that asked.

What they prove is for `services.evidence` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from rabta.signing.v1.evidence_pb2 import Evidence, Paper, Papers

from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical
from services.signing.evidence import decode_evidence, encode_evidence
from services.signing.header import request_digest
from services.signing.pae import PAPERS, pae
from services.signing.signer import Signer

MAX_PAPERS: Final = 32
_MAX_BYTES: Final = 1 << 14
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class PapersError(RabtaError, ValueError):
    """The bytes name no papers; ``field`` says where, ``*`` for the form as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"papers: {field}")
        self.field = field


def with_papers(raw: bytes, files: Mapping[str, bytes], key: Signer) -> bytes:
    """The bundle with ``files`` by name, signed by ``key``, that of its request. Raises PapersError, EvidenceError."""
    evidence = decode_evidence(raw)
    named = Papers(
        request_sha256=request_digest(evidence.request_header, evidence.request_signature),
        answer_header_sha256=sha256(evidence.answer_header).digest(),
        papers=[Paper(name=name, size=len(files[name]), sha256=digest(files[name])) for name in sorted(files)],
    )
    _check(named)
    evidence.papers = named.SerializeToString(deterministic=True)
    evidence.papers_signature = key.sign(signed_bytes(evidence.papers))
    return encode_evidence(evidence)


def decode_papers(evidence: Evidence) -> Papers:
    """The papers that a bundle names, from their canonical bytes. Raises PapersError. No signature is verified."""
    try:
        named = canonical(Papers, evidence.papers, _MAX_BYTES)
    except NotCanonical:
        raise PapersError("*") from None
    _check(named)
    return named


def signed_bytes(papers: bytes) -> bytes:
    """What the signature over serialised Papers is made over."""
    return pae(PAPERS, papers)


def digest(content: bytes) -> bytes:
    """SHA-256 of a paper, 32 bytes."""
    return sha256(content).digest()


def _check(named: Papers) -> None:
    names = [paper.name for paper in named.papers]
    if not 0 < len(names) <= MAX_PAPERS or names != sorted(set(names)):
        raise PapersError("papers")
    if not all(_NAME.fullmatch(name) for name in names):
        raise PapersError("name")
    if any(len(paper.sha256) != 32 for paper in named.papers):
        raise PapersError("sha256")
