"""What a court's own question for a trial was answered, read out of its evidence: of it a court's papers are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from rabta.signing.v1.evidence_pb2 import Evidence

from services.access.claims import Members
from services.access.details import Details, read_details
from services.access.errors import InvalidArgument, Refused
from services.access.jws import BadJws, decode_segment, load_object
from services.errors import RabtaError
from services.membership.registry import Registry
from services.signing.header import HeaderError, parse_header, request_digest
from services.values.encoding import RECORDS
from services.values.records import (
    CaseStanding,
    GetHistoryRequest,
    GetHistoryResponse,
    History,
    Identifier,
    RecordVersion,
)
from services.vocabulary.access import AgencyKind, Purpose
from services.vocabulary.protection import ACCUSED_ROLES

METHOD: Final = "/rabta.records.v1.RecordsService/GetHistory"


class NoExtract(RabtaError):
    """No paper can be made of the answer; the text says why."""


class NobodyAccused(NoExtract):
    """The answer shows nobody accused in the cited case, whoever the number is of."""


class Signed(NamedTuple):
    """A version as its owner signed it: SHA-256 of the page header, and its place in that page, from 0."""

    version: RecordVersion
    page_sha256: bytes
    place: int


@dataclass(frozen=True, slots=True)
class Answer:
    """About whom, who asked, when (epoch ms, by who answered) and why, and the history that was told.

    ``request_sha256``: of the request's signed header. ``kinds``: what the registry calls each agency.
    """

    about: Identifier
    officer: str
    agency: str
    at_ms: int
    details: Details
    request_sha256: bytes
    history: History
    signed: tuple[Signed, ...]
    kinds: Mapping[str, str]

    def is_court(self, agency: str) -> bool:
        """Whether it is a court by the registry."""
        return self.kinds.get(agency) == AgencyKind.COURT

    def cited(self) -> CaseStanding | None:
        """Their standing as an accused in the case that the question cites; None where the answer shows none."""
        cited = (self.details.case_type, self.details.case_key)
        of_accused = (case for case in self.history.cases if case.role in ACCUSED_ROLES)
        return next((case for case in of_accused if cited in {(one.type, one.key) for one in case.references}), None)


def read_answer(evidence: Evidence, registry: Registry) -> Answer:
    """The answer of a whole bundle whose proofs hold; nothing is verified here. Raises NoExtract."""
    if evidence.method != METHOD or not evidence.answer_body:
        raise NoExtract("the evidence holds no history")
    try:
        asked = RECORDS.decode(GetHistoryRequest, evidence.request_body)
        history = RECORDS.decode(GetHistoryResponse, evidence.answer_body).history
        request, answer = parse_header(evidence.request_header), parse_header(evidence.answer_header)
        claims: Members = load_object(decode_segment(evidence.token.split(".")[1]))
        details = read_details("authorization_details", claims["authorization_details"])
        signed = _signed(history)
    except (InvalidArgument, Refused, HeaderError, BadJws, IndexError, KeyError):
        raise NoExtract("question, answer or token cannot be read") from None
    if history is None or asked.selector is None or asked.selector.identifier is None:
        raise NoExtract("the evidence holds no history of a number")
    digest = request_digest(evidence.request_header, evidence.request_signature)
    about, officer = asked.selector.identifier, str(claims["sub"])
    kinds = {row.id: str(row.kind) for row in registry.agencies.values()}
    read = Answer(about, officer, request.issuer, answer.iat_ms, details, digest, history, signed, kinds)
    if details.purpose != Purpose.TRIAL or not read.is_court(request.issuer):
        raise NoExtract("only a court makes an extract, for a trial: ask with --purpose TRIAL under a court's profile")
    return read


def _signed(history: History | None) -> tuple[Signed, ...]:
    """Versions as their owners signed them; one without bytes is nobody's signed word."""
    whole = [one for one in (history.versions if history else ()) if one.version]
    return tuple(
        Signed(
            RECORDS.decode(RecordVersion, one.version),
            one.proof.page_sha256 if one.proof else b"",
            one.proof.index if one.proof else 0,
        )
        for one in whole
    )


def own_names(versions: list[RecordVersion]) -> tuple[str, ...]:
    """The person's own names on some versions, each once."""
    held = (name.text for v in versions if v.subject for name in v.subject.names if name.type == "OWN")
    return tuple(dict.fromkeys(filter(None, held)))
