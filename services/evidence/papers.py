"""Papers made out of an answer: that the system which asked signed these very bytes, for this very answer."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from rabta.signing.v1.evidence_pb2 import Paper

from services.evidence.case import Case
from services.evidence.line import FILE, Fails, Line, require
from services.signing.es256 import BadSignature
from services.signing.papers import PapersError, decode_papers, digest, signed_bytes


def paper_lines(case: Case) -> list[Line]:
    """A line for each paper that the bundle names, and a failure for each one given that it does not name."""
    evidence, given = case.evidence, case.papers
    if not evidence.papers:
        require(not evidence.papers_signature, case.agency, "a signature of papers without papers")
        return [unnamed(name) for name in given]
    require(not case.answer.grpc_status, case.agency, "papers of an answer that was refused")
    row = case.registry.message_key(case.request.kid)
    try:
        named = decode_papers(evidence)
        if row is None:
            raise BadSignature
        row.public.verify(evidence.papers_signature, signed_bytes(evidence.papers))
    except PapersError as error:
        raise Fails(case.agency, f"papers are not well-formed ({error.field})") from None
    except BadSignature:
        raise Fails(case.agency, "signature of the papers does not hold") from None
    answer_sha256 = sha256(evidence.answer_header).digest()
    bound = (named.request_sha256, named.answer_header_sha256) == (case.request_sha256, answer_sha256)
    require(bound, case.agency, "papers are of another answer")
    names = {paper.name for paper in named.papers}
    return [
        *(_told(case.agency, paper, given) for paper in named.papers),
        *(unnamed(name) for name in given if name not in names),
    ]


def _told(who: str, paper: Paper, given: Mapping[str, bytes]) -> Line:
    content = given.get(paper.name)
    if content is None:
        return Line(who, f"signed paper {paper.name} of {paper.size} bytes, which is not given here")
    if (len(content), digest(content)) != (paper.size, paper.sha256):
        return Line(who, f"paper {paper.name} is not the one that it signed", ok=False)
    return Line(who, f"made paper {paper.name} of this answer, {paper.size} bytes, and signed it")


def unnamed(name: str) -> Line:
    """The failure of a file that is given as a paper of evidence that does not name it."""
    return Line(FILE, f"names no paper {name}", ok=False)
