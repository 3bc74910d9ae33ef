"""The extract out of the evidence of one answer: the same bundle makes the same extract, on whatever machine."""

from __future__ import annotations

from dataclasses import dataclass

from rabta.signing.v1.evidence_pb2 import Evidence

from services.access.details import Details
from services.listing.antecedents.answer import NobodyAccused, own_names, read_answer
from services.listing.antecedents.conviction import Conviction, convictions
from services.listing.antecedents.words import CAUTIONS
from services.membership.registry import Registry
from services.values.records import Banner, Identifier


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
    """The extract of a whole bundle whose proofs hold; nothing is verified here.

    Raises NoExtract, and NobodyAccused where the answer does not show the person accused in the cited case: of a case
    that the hub does not know, or another's number, the paper would state no conviction of whoever stands trial.
    """
    answer = read_answer(evidence, registry)
    if answer.cited() is None:
        raise NobodyAccused("under this number nobody accused in the cited case is shown: no extract is made")
    versions = [each.version for each in answer.signed]
    found = convictions(answer.history.cases, versions, answer.is_court)
    shown = {step.version for each in found for step in each.steps}
    return Extract(
        answer.about,
        own_names([version for version in versions if version.name in shown]),
        answer.officer,
        answer.agency,
        answer.at_ms,
        answer.details,
        answer.request_sha256,
        tuple(banner for banner in answer.history.banners if banner.code in CAUTIONS),
        found,
    )
