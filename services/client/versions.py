"""Are the disclosed versions their owners' own? Each is held against a page that the owner signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from google.protobuf.message import DecodeError
from rabta.records.v1.history_pb2 import History, SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetPersonResponse
from rabta.records.v1.subject_pb2 import Identifier
from rabta.signing.v1.page_pb2 import PageHeader, SignedPageHeader

from services.client.errors import Unproven
from services.client.profile import Profile
from services.client.registries import held
from services.evidence.carried import uncarried
from services.evidence.cluster import person_differs
from services.evidence.timeline import record_differs, timeline_differs
from services.membership.registry import Registry
from services.signing.es256 import BadSignature
from services.signing.page import PageError, ProofError, parse_page_header, verify_page_header, verify_version


def check_versions(profile: Profile, versions: Iterable[SignedVersion], pages: Iterable[SignedPageHeader]) -> None:
    """Raise Unproven unless every version with bytes proves its owner, under a page key that the registry held here
    does not revoke and that was valid when the page says it was made.
    """
    registry = held(profile).current()
    headers = dict(_page(registry, page) for page in pages)
    for version in versions:
        if version.version:
            _version(version, headers)


def check_history(profile: Profile, history: History, asked: Identifier) -> int:
    """As check_versions, and each line of the timeline must be the version behind it, carried by the number asked for
    or by a link that is told; how many have no bytes.
    """
    check_versions(profile, history.versions, history.pages)
    if timeline_differs(history):
        raise Unproven("timeline")
    if uncarried(history, asked):
        raise Unproven("link")
    return sum(not signed.version for signed in history.versions)


def check_record(
    profile: Profile, name: str, versions: Sequence[SignedVersion], pages: Iterable[SignedPageHeader]
) -> None:
    """As check_versions, and all must be of the record ``name``, oldest first."""
    check_versions(profile, versions, pages)
    if record_differs(name, versions):
        raise Unproven("record")


def check_person(profile: Profile, record: str, answer: GetPersonResponse) -> None:
    """As check_versions, and each member must be the version behind it, joined by links to the one asked for."""
    check_versions(profile, answer.versions, answer.pages)
    if any(not each.version for each in answer.versions) or person_differs(record, answer):
        raise Unproven("person")


def _page(registry: Registry, page: SignedPageHeader) -> tuple[bytes, PageHeader]:
    try:
        claimed = parse_page_header(page.header)
        row = registry.key(claimed.kid, "PAGE")
        if row is None or row.agency != claimed.agency or claimed.federation_id != registry.federation_id:
            raise Unproven("page")
        if claimed.audience != registry.hub:
            raise Unproven("page")
        header = verify_page_header(row.public, page.header, page.signature)
    except (PageError, BadSignature):
        raise Unproven("page") from None
    if row.revoked_ms or not row.not_before_ms <= header.time_ms <= row.not_after_ms:
        raise Unproven("page-key")
    return hashlib.sha256(page.header).digest(), header


def _version(version: SignedVersion, headers: dict[bytes, PageHeader]) -> None:
    proof = version.proof
    header = headers.get(proof.page_sha256)
    if header is None:
        raise Unproven("version")
    try:
        verify_version(header, version.version, proof.index, proof.salt, list(proof.path))
        owner = RecordVersion.FromString(version.version).agency
    except (PageError, ProofError, DecodeError):
        raise Unproven("version") from None
    if owner != header.agency:
        raise Unproven("version")
