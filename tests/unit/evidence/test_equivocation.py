"""The proof that an owner signed two things of one name: what it shows, and how each forged one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rabta.records.v1.record_pb2 import RecordVersion

from services.evidence.line import proven
from services.evidence.verify import verify_file
from services.membership.anchor import Anchor
from services.membership.registry import load_registry
from services.signing.equivocation import (
    Equivocation,
    SignedPageHeader,
    SignedStatement,
    VersionProof,
    encode_equivocation,
)
from services.signing.es256 import PrivateKey
from services.signing.page import FIRST, Feed, build_page, page_proofs
from tests.rows import of_rows
from tests.unit.evidence.world import World, anchor, key
from tests.unit.membership.world import DAY, NOW, edited, files, registry

OWNER, OTHER = "pk.punjab-police", "pk.prisons"
AGENCY, FILE = f"agency {OWNER}", "file"


def version(note: str, agency: str = OWNER, record_id: str = "r1", number: int = 1) -> bytes:
    said = RecordVersion(agency=agency, record_id=record_id, version=number, status_note=note)
    return said.SerializeToString(deterministic=True)


def statement(
    *versions: bytes, agency: str = OWNER, signer: PrivateKey | None = None, time_ms: int = NOW, **feed: Any
) -> SignedStatement:
    """What the owner signed: the first of these versions in its page."""
    place: dict[str, Any] = {"agency": agency, "audience": "pk.hub", "feed": "records", "page_number": 1}
    place |= {"federation_id": registry().federation_id, "previous_sha256": FIRST}
    page = build_page(signer or key(agency, "page"), Feed(**(place | feed)), [*versions, b"beside"], time_ms)
    salt, body = page.leaves[0]
    proof = VersionProof(page_sha256=page.sha256, index=0, salt=salt, path=page_proofs(page.leaves)[1][0])
    return SignedStatement(page=_signed(page.header, page.signature), version=body, proof=proof)


def _signed(header: bytes, signature: bytes) -> SignedPageHeader:
    return SignedPageHeader(header=header, signature=signature)


def paged(one: SignedStatement) -> SignedStatement:
    """The page alone."""
    return SignedStatement(page=one.page)


def twice(first: SignedStatement, second: SignedStatement, raw: bytes = b"") -> Equivocation:
    return Equivocation(format=1, registry=raw or registry().raw, first=first, second=second)


def told(proof: Equivocation | bytes, under: Anchor | None = None) -> list[tuple[bool, str, str]]:
    raw = proof if isinstance(proof, bytes) else encode_equivocation(proof)
    return [(line.ok, line.who, line.claim) for line in verify_file(raw, under or anchor())]


def of_versions() -> Equivocation:
    return twice(statement(version("one")), statement(version("two"), page_number=2, previous_sha256=b"p" * 32))


def of_pages() -> Equivocation:
    return twice(paged(statement(version("one"))), paged(statement(version("two"))))


def test_two_contents_of_one_version_show_whose_key_signed_both() -> None:
    lines = told(of_versions())
    assert all(ok for ok, _, _ in lines)
    assert {who for _, who, _ in lines} == {"governance", AGENCY}
    kid = key(OWNER, "page").kid.hex()[:16]
    assert sum(f"under its page key {kid}" in claim for _, _, claim in lines) == 2
    assert lines[-1][2] == f"signed two contents of agencies/{OWNER}/records/r1/versions/1"


def test_two_pages_of_one_number_show_no_version() -> None:
    proof = of_pages()
    assert told(proof)[-1] == (True, AGENCY, "signed two pages numbered 1 of its feed records")
    assert b"one" not in encode_equivocation(proof)


def test_two_versions_in_one_page_are_two_all_the_same() -> None:
    place = Feed(registry().federation_id, OWNER, "pk.hub", "records", 1, FIRST)
    one = build_page(key(OWNER, "page"), place, [version("one"), version("two")], NOW)
    _, paths = page_proofs(one.leaves)
    first, second = (
        SignedStatement(
            page=_signed(one.header, one.signature),
            version=body,
            proof=VersionProof(page_sha256=one.sha256, index=at, salt=salt, path=paths[at]),
        )
        for at, (salt, body) in enumerate(one.leaves)
    )
    assert all(ok for ok, _, _ in told(twice(first, second)))


def test_a_key_that_was_revoked_is_named_as_one_that_others_may_have_had() -> None:
    def revoke(said: Any) -> None:
        next(agency for agency in said.agencies if agency.id == OWNER).keys[0].revoked_ms = NOW + 1000

    revoked = load_registry(edited(revoke))
    made = [
        statement(version(note), federation_id=revoked.federation_id, page_number=number, previous_sha256=before)
        for note, number, before in (("one", 1, FIRST), ("two", 2, b"p" * 32))
    ]
    lines = told(twice(made[0], made[1], revoked.raw), Anchor.from_pem(files().anchor.read_bytes()))
    assert all(ok for ok, _, _ in lines)
    assert "was revoked at 2026-09-21T14:13:21Z: whoever had it may have signed with it since" in lines[-1][2]
    assert sum("was revoked" in claim for _, _, claim in lines) == 1


SAME = statement(version("one"))


@of_rows(
    ("first", "second", "who", "claim"),
    [
        (SAME, SAME, FILE, "the two versions are the same"),
        (SAME, statement(version("one"), time_ms=NOW + 1), FILE, "the two versions are the same"),
        (paged(SAME), paged(SAME), FILE, "the two pages are the same"),
        (SAME, statement(version("two", number=2)), FILE, "the two versions are not of one record and number"),
        (SAME, statement(version("two", record_id="r2")), FILE, "the two versions are not of one record and number"),
        (SAME, statement(version("two", OTHER), agency=OTHER), FILE, "the two are of different agencies"),
        (paged(SAME), paged(statement(version("two", OTHER), agency=OTHER)), FILE, "the two are of different agencies"),
        (
            paged(SAME),
            paged(statement(version("two"), page_number=2, previous_sha256=b"p" * 32)),
            FILE,
            "the two pages are not of one feed and number",
        ),
        (
            paged(SAME),
            paged(statement(version("two"), feed="other")),
            FILE,
            "the two pages are not of one feed and number",
        ),
        (SAME, statement(version("two", OTHER)), AGENCY, "a version and its page name different owners"),
        (SAME, statement(b"\xff\xff"), AGENCY, "a version is not a record version"),
        (
            SAME,
            statement(version("two"), signer=key(OWNER, "message")),
            AGENCY,
            "a page names no page key of its owner",
        ),
        (SAME, statement(version("two"), signer=key(OTHER, "page")), AGENCY, "a page names no page key of its owner"),
        (SAME, statement(version("two"), audience="pk.other"), AGENCY, "a page is of another federation or hub"),
        (SAME, statement(version("two"), federation_id=b"f" * 32), AGENCY, "a page is of another federation or hub"),
        (
            SAME,
            statement(version("two"), time_ms=NOW - DAY),
            AGENCY,
            "a page is dated outside the validity of its key",
        ),
    ],
)
def test_what_is_signed_and_still_no_equivocation_is_refused_by_name(
    first: SignedStatement, second: SignedStatement, who: str, claim: str
) -> None:
    for one, two in ((first, second), (second, first)):
        assert told(twice(one, two)) == [(False, who, claim)]


def _flip(raw: bytes) -> bytes:
    return bytes((raw[0] ^ 1,)) + raw[1:]


def _change(field: str) -> Callable[[SignedStatement], None]:
    def change(one: SignedStatement) -> None:
        if field == "version":
            one.version = version("three")
        elif field == "salt":
            one.proof.salt = _flip(one.proof.salt)
        elif field == "path":
            one.proof.path[0] = _flip(one.proof.path[0])
        elif field == "index":
            one.proof.index = 1
        elif field == "page_sha256":
            one.proof.page_sha256 = _flip(one.proof.page_sha256)
        elif field == "signature":
            one.page.signature = _flip(one.page.signature)
        else:
            one.page.header = one.page.header[:-1]

    return change


@of_rows(
    ("field", "who", "claim"),
    [
        ("version", AGENCY, "a version is not in the page it names"),
        ("salt", AGENCY, "a version is not in the page it names"),
        ("path", AGENCY, "a version is not in the page it names"),
        ("index", AGENCY, "a version is not in the page it names"),
        ("page_sha256", FILE, "a version names no page that is here"),
        ("signature", AGENCY, "a page signature does not hold"),
        ("header", FILE, "a page header is not well-formed"),
    ],
)
@of_rows("which", ["first", "second"])
def test_what_was_altered_is_refused_by_name(field: str, who: str, claim: str, which: str) -> None:
    proof = of_versions()
    _change(field)(getattr(proof, which))
    assert told(proof) == [(False, who, claim)]


def test_under_other_governance_keys_it_proves_nothing() -> None:
    strangers = Anchor.from_pem(b"".join(PrivateKey.generate().public().pem() for _ in range(3)))
    ((ok, who, _),) = told(of_versions(), strangers)
    assert (ok, who) == (False, "governance")


def test_cut_anywhere_it_is_refused() -> None:
    raw = encode_equivocation(of_pages())
    for length in range(0, len(raw), 97):
        assert not proven(verify_file(raw[:length], anchor())), length


@pytest.mark.parametrize("missing", ["registry", "first", "second"])
def test_without_a_part_it_is_no_whole_proof(missing: str) -> None:
    proof = of_pages()
    proof.ClearField(missing)
    ((ok, who, claim),) = told(proof.SerializeToString(deterministic=True))
    assert (ok, who) == (False, FILE)
    assert claim.startswith(f"is no whole proof of an equivocation ({missing}")


def test_a_bundle_is_told_as_a_bundle() -> None:
    lines = verify_file(World().make().SerializeToString(deterministic=True), anchor())
    assert proven(lines)
    assert any(line.claim == "answered this very request" for line in lines)
