"""The record versions in an answer: each under its owner's page signature, so that the hub cannot have made it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from google.protobuf.message import DecodeError
from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.records_service_pb2 import (
    GetHistoryRequest,
    GetHistoryResponse,
    GetPersonRequest,
    GetPersonResponse,
    GetRecordRequest,
    GetRecordResponse,
    ListVersionsRequest,
    ListVersionsResponse,
    SearchPersonResponse,
    SearchResponse,
)
from rabta.signing.v1.page_pb2 import PageHeader, SignedPageHeader

from services.evidence.carried import uncarried
from services.evidence.case import Case
from services.evidence.cluster import HUBS_WORD, person_differs
from services.evidence.line import Fails, Line, agency, require
from services.evidence.network import network_lines
from services.evidence.owner_page import signed_page, version_in
from services.evidence.timeline import record_differs, record_pages, timeline_differs
from services.membership.describe import iso

OWNED = " under its page key"
SERVICE = "/rabta.records.v1.RecordsService/"
Disclosed = tuple[list[SignedVersion], list[SignedPageHeader]]


def version_lines(case: Case) -> list[Line]:
    """One line for each owner; nothing where the answer discloses no versions, was refused or is redacted."""
    if case.evidence.redacted or case.answer.grpc_status:
        return []
    versions, signed_pages = _disclosed(case)
    pages = {sha256(page.header).digest(): _page(case, page) for page in signed_pages}
    owners: Counter[str] = Counter()
    hidden = 0
    for version in versions:
        if version.version:
            owners[_owner(case, version, pages)] += 1
        else:
            hidden += 1
    _agree(case, versions)
    lines = [Line(agency(owner), _count(number, "record version") + OWNED) for owner, number in sorted(owners.items())]
    if hidden:
        lines.append(Line(case.server, f"holds back the signed form of {_count(hidden, 'version')}"))
    if versions and case.request.method == f"{SERVICE}GetHistory":
        lines.append(Line(case.server, "order, standing and words of the timeline are the hub's own"))
        linked = len(GetHistoryResponse.FromString(case.evidence.answer_body).history.links)
        if linked:
            lines.append(Line(case.server, f"tells {_count(linked, 'link')} to other numbers by its own word"))
    return [*lines, *_of_search(case), *_of_person(case), *network_lines(case)]


def _of_search(case: Case) -> list[Line]:
    """A search shows no signed versions: whom it names, the hub names."""
    body, method = case.evidence.answer_body, case.request.method
    try:
        if method == f"{SERVICE}Search":
            named = _count(len(SearchResponse.FromString(body).matches), "match")
        elif method == f"{SERVICE}SearchPerson":
            named = _count(len(SearchPersonResponse.FromString(body).candidates), "candidate")
        else:
            return []
    except DecodeError:
        raise Fails(case.server, "answer body is not what the method answers with") from None
    return [] if named.startswith("0 ") else [Line(case.server, f"names {named} by its own word")]


def _of_person(case: Case) -> list[Line]:
    """What joins a person's records beside a number that both state."""
    if case.request.method != f"{SERVICE}GetPerson":
        return []
    links = GetPersonResponse.FromString(case.evidence.answer_body).links
    told = sum(link.by in HUBS_WORD for link in links)
    return (
        [Line(case.server, f"tells {_count(told, 'link')} of officers or the registry by its own word")] if told else []
    )


def _agree(case: Case, versions: list[SignedVersion]) -> None:
    """Fails where the answer tells something else than its versions, or of another record than was asked for."""
    method, differs = case.request.method, ""
    try:
        if method == f"{SERVICE}GetHistory":
            history = GetHistoryResponse.FromString(case.evidence.answer_body).history
            number = GetHistoryRequest.FromString(case.evidence.request_body).selector.identifier
            differs = timeline_differs(history) or uncarried(history, number)
        elif method == f"{SERVICE}ListVersions":
            differs = record_differs(ListVersionsRequest.FromString(case.evidence.request_body).name, versions)
        elif method == f"{SERVICE}GetRecord":
            differs = record_differs(GetRecordRequest.FromString(case.evidence.request_body).name, versions)
        elif method == f"{SERVICE}GetPerson":
            asked = GetPersonRequest.FromString(case.evidence.request_body).record
            differs = person_differs(asked, GetPersonResponse.FromString(case.evidence.answer_body))
    except DecodeError:
        differs = "a question or a version cannot be read"
    require(not differs, case.server, differs)


def _count(number: int, what: str) -> str:
    plural = f"{what}es" if what.endswith("ch") else f"{what}s"
    return f"{number} {what if number == 1 else plural}"


def _disclosed(case: Case) -> Disclosed:
    """Versions and page headers of an answer's body, by method."""
    body = case.evidence.answer_body
    try:
        if case.request.method == f"{SERVICE}GetHistory":
            history = GetHistoryResponse.FromString(body).history
            return list(history.versions), list(history.pages)
        if case.request.method == f"{SERVICE}ListVersions":
            listed = ListVersionsResponse.FromString(body)
            return list(listed.versions), list(listed.pages)
        if case.request.method == f"{SERVICE}GetRecord":
            record = GetRecordResponse.FromString(body)
            return ([], []) if record.HasField("remains") else ([record.version], record_pages(record))
        if case.request.method == f"{SERVICE}GetPerson":
            person = GetPersonResponse.FromString(body)
            return list(person.versions), list(person.pages)
    except DecodeError:
        raise Fails(case.server, "answer body is not what the method answers with") from None
    return [], []


def _page(case: Case, page: SignedPageHeader) -> PageHeader:
    """Header of an owner's page, under a key that is not revoked."""
    header, key = signed_page(case.registry, page, case.server)
    revoked = f"a page key was revoked at {iso(key.revoked_ms)}: this file cannot show which came first"
    require(not key.revoked_ms, agency(header.agency), revoked)
    return header


def _owner(case: Case, version: SignedVersion, pages: dict[bytes, PageHeader]) -> str:
    """Agency whose page holds the version; header, version and registry row name the same one."""
    proof = version.proof
    header = pages.get(proof.page_sha256)
    if header is None:
        raise Fails(case.server, "a version names no page that is here")
    version_in(header, version.version, proof.index, proof.salt, proof.path)
    return header.agency


def owners_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """Agencies that vouch for record versions in a verdict, sorted."""
    found = {line.who.removeprefix("agency ") for line in lines if line.claim.endswith(OWNED)}
    return tuple(sorted(found))
