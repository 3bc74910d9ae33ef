"""Methods by name, and bodies to call them with."""

from __future__ import annotations

from typing import Any

from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, SubmitPageRequest
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier
from rabta.signing.v1.page_pb2 import PageLeaf, SignedPageHeader

from services.signing.page import Page

GET_REGISTRY = "/rabta.membership.v1.MembershipService/GetRegistry"
RECORDS, AUDIT = "/rabta.records.v1.RecordsService/", "/rabta.audit.v1.AuditService/"
HISTORY, SUBMIT = f"{RECORDS}GetHistory", f"{RECORDS}SubmitPage"
GET_PAGE = f"{RECORDS}GetPage"
FIND_READS = f"{AUDIT}FindReads"


def history_of(cnic: str, **more: Any) -> bytes:
    """Body that asks for one man's history."""
    identifier = Identifier(type=IDENTIFIER_TYPE_CNIC, value=cnic)
    request = GetHistoryRequest(selector=Selector(identifier=identifier), **more)
    return request.SerializeToString(deterministic=True)


def submission(page: Page, request_id: str) -> bytes:
    """Body of a SubmitPage call."""
    header = SignedPageHeader(header=page.header, signature=page.signature)
    leaves = [PageLeaf(salt=salt, version=version) for salt, version in page.leaves]
    return SubmitPageRequest(header=header, leaves=leaves, request_id=request_id).SerializeToString(deterministic=True)
