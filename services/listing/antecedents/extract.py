"""The extract out of the evidence of one answer: the same bundle makes the same extract, on whatever machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rabta.signing.v1.evidence_pb2 import Evidence

from services.access.claims import Members
from services.access.details import Details, read_details
from services.access.errors import InvalidArgument, Refused
from services.access.jws import BadJws, decode_segment, load_object
from services.errors import RabtaError
from services.listing.antecedents.conviction import Conviction, convictions
from services.listing.antecedents.words import CAUTIONS
from services.membership.registry import Registry
from services.signing.header import HeaderError, parse_header, request_digest
from services.values.encoding import RECORDS
from services.values.records import Banner, GetHistoryRequest, GetHistoryResponse, History, Identifier, RecordVersion
from services.vocabulary.access import AgencyKind, Purpose

METHOD: Final = "/rabta.records.v1.RecordsService/GetHistory"


class NoExtract(RabtaError):
    """No extract can be made of the answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Extract:
    """About whom, who asked, when (epoch ms, by who answered) and why, and what courts recorded.

    ``request_sha256``: of the request's signed header. ``cautions``: whether it is the right person.
    """

    about: Identifier
    names: tuple[str, ...]
    officer: str
    agency: str
    at_ms: int
    details: Details
    request_sha256: bytes
    cautions: tuple[Banner, ...]
    convictions: tuple[Conviction, ...]


def extract_of(evidence: Evidence, registry: Registry) -> Extract:
    """The extract of a whole bundle whose proofs hold; nothing is verified here. Raises NoExtract."""
    if evidence.method != METHOD or not evidence.answer_body:
        raise NoExtract("the evidence holds no history")
    try:
        asked = RECORDS.decode(GetHistoryRequest, evidence.request_body)
        history = RECORDS.decode(GetHistoryResponse, evidence.answer_body).history
        request, answer = parse_header(evidence.request_header), parse_header(evidence.answer_header)
        claims: Members = load_object(decode_segment(evidence.token.split(".")[1]))
        details = read_details("authorization_details", claims["authorization_details"])
        versions = _versions(history)
    except (InvalidArgument, Refused, HeaderError, BadJws, IndexError, KeyError):
        raise NoExtract("question, answer or token cannot be read") from None
    if history is None or asked.selector is None or asked.selector.identifier is None:
        raise NoExtract("the evidence holds no history of a number")
    if details.purpose != Purpose.TRIAL or not _is_court(registry, request.issuer):
        raise NoExtract("only a court makes an extract, for a trial: ask with --purpose TRIAL under a court's profile")

    def is_court(agency: str) -> bool:
        return _is_court(registry, agency)

    found = convictions(history.cases, versions, is_court)
    return Extract(
        asked.selector.identifier,
        _names(versions, found),
        str(claims["sub"]),
        request.issuer,
        answer.iat_ms,
        details,
        request_digest(evidence.request_header, evidence.request_signature),
        tuple(banner for banner in history.banners if banner.code in CAUTIONS),
        found,
    )


def _is_court(registry: Registry, agency: str) -> bool:
    row = registry.agency(agency)
    return row is not None and row.kind == AgencyKind.COURT


def _versions(history: History | None) -> list[RecordVersion]:
    """Versions as their owners signed them; one without bytes is nobody's signed word."""
    signed = history.versions if history else ()
    return [RECORDS.decode(RecordVersion, one.version) for one in signed if one.version]


def _names(versions: list[RecordVersion], found: tuple[Conviction, ...]) -> tuple[str, ...]:
    """The person's own names on the versions that are shown, each once."""
    shown = {step.version for each in found for step in each.steps}
    named = (v.subject for v in versions if v.name in shown and v.subject)
    held = (name.text for subject in named for name in subject.names if name.type == "OWN")
    return tuple(dict.fromkeys(filter(None, held)))
