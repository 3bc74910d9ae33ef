"""Papers made out of an answer: each byte of them is held by the signature of who asked, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.signing.v1.evidence_pb2 import Evidence, Paper, Papers

from services.evidence.line import Line, proven
from services.evidence.verify import verify_evidence, verify_file
from services.signing.equivocation import encode_equivocation
from services.signing.es256 import PrivateKey
from services.signing.evidence import decode_evidence, encode_evidence, redact
from services.signing.papers import MAX_PAPERS, PapersError, decode_papers, digest, signed_bytes, with_papers
from tests.unit.evidence.test_equivocation import of_pages
from tests.unit.evidence.world import ASKER, GOOD, OTHER, World, anchor, key, refusal

FILES = {"antecedents.json": b'{"format": 1}\n', "antecedents.ur.pdf": b"%PDF-1.7 urdu"}


def made(of: Evidence = GOOD, signer: PrivateKey | None = None) -> bytes:
    return with_papers(encode_evidence(of), FILES, signer or key(ASKER, "message"))


def lines(raw: bytes, **given: bytes) -> list[Line]:
    return verify_evidence(raw, anchor(), given)


def failed(raw: bytes, given: dict[str, bytes] | None = None) -> list[tuple[str, str]]:
    return [(line.who, line.claim) for line in verify_evidence(raw, anchor(), given or {}) if not line.ok]


def changed(**fields: Any) -> bytes:
    """The bundle with other papers, signed as they should be."""
    evidence = decode_evidence(made())
    named = Papers.FromString(evidence.papers)
    for name, value in fields.items():
        if name == "papers":
            del named.papers[:]
            named.papers.extend(value)
        else:
            setattr(named, name, value)
    evidence.papers = named.SerializeToString(deterministic=True)
    evidence.papers_signature = key(ASKER, "message").sign(signed_bytes(evidence.papers))
    return encode_evidence(evidence)


@pytest.mark.parametrize("of", [made(), redact(made())], ids=["whole", "redacted"])
def test_each_paper_is_a_line_of_who_asked(of: bytes) -> None:
    found = verify_evidence(of, anchor(), FILES)
    assert proven(found)
    said = [line.claim for line in found if line.who == f"agency {ASKER}"]
    assert said[-2:] == [
        "made paper antecedents.json of this answer, 14 bytes, and signed it",
        "made paper antecedents.ur.pdf of this answer, 13 bytes, and signed it",
    ]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("at", [0, -1])
def test_one_byte_changed_in_a_paper_is_said_of_that_paper(name: str, at: int) -> None:
    content = bytearray(FILES[name])
    content[at] ^= 1
    expected = [(f"agency {ASKER}", f"paper {name} is not the one that it signed")]
    assert failed(made(), FILES | {name: bytes(content)}) == expected
    assert failed(redact(made()), FILES | {name: bytes(content)}) == expected
    assert failed(made(), FILES | {name: FILES[name] + b"\n"}) == expected
    assert failed(made(), FILES | {name: b""}) == expected


def test_a_paper_that_is_not_given_is_said_to_be_missing_here() -> None:
    found = verify_evidence(made(), anchor())
    assert proven(found)
    assert "signed paper antecedents.json of 14 bytes, which is not given here" in [line.claim for line in found]


def test_a_file_that_the_evidence_does_not_name_is_not_proven_by_it() -> None:
    expected = [("file", "names no paper other.pdf")]
    assert failed(made(), FILES | {"other.pdf": b"x"}) == expected
    assert failed(encode_evidence(GOOD), {"other.pdf": b"x"}) == expected
    assert proven(verify_evidence(encode_evidence(GOOD), anchor()))


def test_nobody_but_who_asked_signs_them() -> None:
    expected = [(f"agency {ASKER}", "signature of the papers does not hold")]
    for other in (key("pk.hub", "message"), key(ASKER, "page"), PrivateKey.generate()):
        assert failed(made(signer=other), FILES) == expected
    evidence = decode_evidence(made())
    evidence.papers_signature = b""
    assert failed(encode_evidence(evidence), FILES) == expected


def test_papers_of_one_answer_are_not_those_of_another() -> None:
    moved = Evidence()
    moved.CopyFrom(OTHER)
    good = decode_evidence(made())
    moved.papers, moved.papers_signature = good.papers, good.papers_signature
    assert (f"agency {ASKER}", "papers are of another answer") in failed(encode_evidence(moved), FILES)
    for field in ("request_sha256", "answer_header_sha256"):
        assert failed(changed(**{field: b"x" * 32}), FILES) == [(f"agency {ASKER}", "papers are of another answer")]


def test_nothing_is_made_of_a_refusal() -> None:
    refused = World(status=7, details=refusal("POLICY_DENIED"), answer=b"", kind="REFUSAL").make()
    found = failed(made(refused), FILES)
    assert found == [(f"agency {ASKER}", "papers of an answer that was refused")]


@pytest.mark.parametrize(
    ("papers", "field"),
    [
        ([], "papers"),
        ([Paper(name=f"p{n:02}", sha256=b"d" * 32) for n in range(MAX_PAPERS + 1)], "papers"),
        ([Paper(name="b", sha256=b"d" * 32), Paper(name="a", sha256=b"d" * 32)], "papers"),
        ([Paper(name="a", sha256=b"d" * 32)] * 2, "papers"),
        ([Paper(name="../a", sha256=b"d" * 32)], "name"),
        ([Paper(name="A.pdf", sha256=b"d" * 32)], "name"),
        ([Paper(name="a", sha256=b"d" * 31)], "sha256"),
    ],
)
def test_papers_have_one_form(papers: list[Paper], field: str) -> None:
    raw = changed(papers=papers)
    assert failed(raw) == [(f"agency {ASKER}", f"papers are not well-formed ({field})")]
    with pytest.raises(PapersError, match=field):
        decode_papers(decode_evidence(raw))


def test_what_cannot_be_read_names_no_paper() -> None:
    evidence = decode_evidence(made())
    evidence.papers += b"\x00"
    assert failed(encode_evidence(evidence)) == [(f"agency {ASKER}", "papers are not well-formed (*)")]
    evidence.papers = b""
    assert failed(encode_evidence(evidence)) == [(f"agency {ASKER}", "a signature of papers without papers")]


@pytest.mark.parametrize("files", [{}, {"../x": b""}, {"X": b""}, {f"p{n}": b"" for n in range(MAX_PAPERS + 1)}])
def test_no_other_names_are_signed(files: dict[str, bytes]) -> None:
    with pytest.raises(PapersError):
        with_papers(encode_evidence(GOOD), files, key(ASKER, "message"))


def test_an_empty_paper_is_one() -> None:
    raw = with_papers(encode_evidence(GOOD), {"empty": b""}, key(ASKER, "message"))
    assert decode_papers(decode_evidence(raw)).papers[0].sha256 == digest(b"")
    assert proven(lines(raw, empty=b""))


def test_the_proof_of_an_equivocation_names_no_paper() -> None:
    raw = encode_equivocation(of_pages())
    assert proven(verify_file(raw, anchor()))
    assert [line.claim for line in verify_file(raw, anchor(), FILES) if not line.ok] == [
        f"names no paper {name}" for name in FILES
    ]
