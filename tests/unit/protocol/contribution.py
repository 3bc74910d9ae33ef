"""A page of two record versions, its proofs, and the request that submits it."""

from __future__ import annotations

import functools
from typing import Final

from rabta.access.v1 import purpose_pb2 as words
from rabta.records.v1 import case_pb2, record_pb2, subject_pb2
from rabta.records.v1.records_service_pb2 import SubmitPageRequest
from rabta.signing.v1.page_pb2 import PageLeaf, SignedPageHeader, VersionProof

from services.signing.page import FIRST, Feed, Page, build_page, page_proofs
from tests.unit.protocol.federation import HUB, NOW, PUNJAB, registry
from tests.unit.protocol.keys import key, secret

CNIC: Final = "3520299000015"
FIR: Final = "PB/LAHORE/ICHHRA/512/2024"
CASE_ID, PARTY_ID = "fir-512-2024", "fir-512-2024.accused-1"
HOUR: Final = 3_600_000
REQUEST_ID: Final = "page-1-0001"


def _version(record_id: str, kind: record_pb2.RecordKind) -> record_pb2.RecordVersion:
    return record_pb2.RecordVersion(
        agency=PUNJAB,
        record_id=record_id,
        version=1,
        kind=kind,
        status=record_pb2.RECORD_STATUS_ACTIVE,
        handling=words.HANDLING_CODE_OPEN,
        source_grade=words.SOURCE_GRADE_A,
        information_grade=words.INFORMATION_GRADE_2,
        valid_from="2024-03-12",
        case_references=[case_pb2.CaseReference(type=words.CASE_REFERENCE_TYPE_FIR, key=FIR, dated="2024-03-12")],
    )


def case_file() -> bytes:
    """The first information report itself."""
    version = _version(CASE_ID, record_pb2.RECORD_KIND_CASE_FILE)
    version.case_file.CopyFrom(
        case_pb2.CaseFile(
            reported="2024-03-12T10:30:00+05:00",
            station="Ichhra",
            sections=[case_pb2.Section(statute="PPC", provision="365-B")],
        )
    )
    return version.SerializeToString(deterministic=True)


def party() -> bytes:
    """The accused of the example's case."""
    version = _version(PARTY_ID, record_pb2.RECORD_KIND_PARTY)
    version.role = record_pb2.PARTY_ROLE_ACCUSED
    version.subject.CopyFrom(
        subject_pb2.Subject(
            names=[
                subject_pb2.Name(type=subject_pb2.NAME_TYPE_OWN, text="Ali Raza", script="Latn"),
                subject_pb2.Name(type=subject_pb2.NAME_TYPE_FATHER, text="Ahmed Din", script="Latn"),
            ],
            identifiers=[subject_pb2.Identifier(type=subject_pb2.IDENTIFIER_TYPE_CNIC, value=CNIC)],
            gender=subject_pb2.GENDER_M,
            district="Lahore",
        )
    )
    version.party.CopyFrom(case_pb2.Party(sections=[case_pb2.Section(statute="PPC", provision="365-B")]))
    return version.SerializeToString(deterministic=True)


@functools.cache
def page() -> Page:
    """Page 1 of Punjab Police's feed, an hour before the question."""
    feed = Feed(registry().federation_id, PUNJAB, HUB, "records", 1, FIRST)
    salts = [secret("page salt 0")[:16], secret("page salt 1")[:16]]
    return build_page(key(f"{PUNJAB} page"), feed, [case_file(), party()], NOW - HOUR, salts)


def signed_header() -> SignedPageHeader:
    """Header and signature as they travel."""
    return SignedPageHeader(header=page().header, signature=page().signature)


def proof(index: int) -> VersionProof:
    """What ties one version to the page."""
    salt, _ = page().leaves[index]
    return VersionProof(page_sha256=page().sha256, index=index, salt=salt, path=page_proofs(page().leaves)[1][index])


def submit_body() -> bytes:
    """The body of SubmitPage."""
    leaves = [PageLeaf(salt=salt, version=version) for salt, version in page().leaves]
    request = SubmitPageRequest(header=signed_header(), leaves=leaves, request_id=REQUEST_ID)
    return request.SerializeToString(deterministic=True)


def example() -> dict[str, str]:
    """Named values, hex where they are bytes."""
    (salt_0, version_0), (salt_1, version_1) = page().leaves
    return {
        "page.version.0": version_0.hex(),
        "page.salt.0": salt_0.hex(),
        "page.version.1": version_1.hex(),
        "page.salt.1": salt_1.hex(),
        "page.root": page_proofs(page().leaves)[0].hex(),
        "page.header": page().header.hex(),
        "page.signature": page().signature.hex(),
        "page.sha256": page().sha256.hex(),
        "page.path.1": b"".join(proof(1).path).hex(),
        "page.proof.1": proof(1).SerializeToString(deterministic=True).hex(),
        "page.submit": submit_body().hex(),
    }
