"""`rabta correction`: say to the owner of a record what is wrong in it, and decide on what others say."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer
from google.protobuf.message import Message
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as pb

from services.access.details import Details
from services.cli.correction_file import read_proposal
from services.cli.heading import heading
from services.cli.hit_asked import RequestIdOption, changed, new_id, print_part, sent, why
from services.cli.options import (
    BasisOption,
    CaseOption,
    EvidenceOption,
    Output,
    OutputOption,
    PageOption,
    ProfileOption,
    PurposeOption,
)
from services.cli.pager import pageable
from services.cli.reads import more
from services.client.profile import Profile
from services.listing import corrections as listing
from services.vocabulary.access import LegalBasis, Purpose

app = typer.Typer(help="Corrections that others propose to the owner of a record.", no_args_is_help=True)


class Decision(StrEnum):
    """What an owner says."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Rejection(StrEnum):
    """Why an owner stands by the record."""

    SOURCE_AGREES = "source-agrees"
    NOT_PROVEN = "not-proven"
    FOR_A_COURT = "for-a-court"
    OTHER_RECORD = "other-record"
    ALREADY_SO = "already-so"


@app.command()
def propose(
    profile: ProfileOption,
    record: Annotated[str, typer.Argument(help="Name of the record.")],
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="What is wrong and why; see docs/corrections.md.")],
    document: Annotated[Path | None, typer.Option(help="A copy of the paper, of which the digest travels.")] = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Say to the owner what is wrong in a record. Nothing changes in it until the owner writes its next version."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    request = read_proposal(file, document)
    request.request_id, request.record = chosen, record
    answer = changed(reason, request, chosen, pb.ProposeCorrectionResponse)
    _print(reason, answer, [answer.correction], output)


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
    answered: Annotated[bool, typer.Option("--answered", help="Of an owner: also those that wait no more.")] = False,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """What waits for the agency (RECORD_UPKEEP), what reached oversight, or what was proposed in the cited case."""
    reason = why(profile, purpose, legal_basis, case)
    request = pb.ListCorrectionsRequest(page_token=page_token, answered=answered)
    page = sent(reason, request, pb.ListCorrectionsResponse, evidence)
    _print(reason, page, page.corrections, output)
    more(page.next_page_token)


@app.command()
def decide(
    profile: ProfileOption,
    id_: Annotated[str, typer.Argument(metavar="CORRECTION", help="Its id, as `rabta correction list` shows it.")],
    decision: Annotated[Decision, typer.Option(help="accepted owes a new version, corrected names it.")],
    because: Annotated[Rejection | None, typer.Option("--because", help="Of rejected: why.")] = None,
    version: Annotated[int, typer.Option(help="Of corrected: number of the version that answers it.")] = 0,
    purpose: PurposeOption = Purpose.RECORD_UPKEEP,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Decide on what others say of one of the agency's own records; its next version is submitted as every other."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    state = correction.CorrectionState.Value(f"CORRECTION_STATE_{decision.name}")
    rejection = correction.CorrectionRejection.Value(f"CORRECTION_REJECTION_{because.name}") if because else 0
    request = pb.DecideCorrectionRequest(
        request_id=chosen,
        id=id_,
        decision=cast(correction.CorrectionState, state),
        rejection=cast(correction.CorrectionRejection, rejection),
        version=version,
    )
    answer = changed(reason, request, chosen, pb.DecideCorrectionResponse)
    _print(reason, answer, [answer.correction], output)


def _print(
    reason: tuple[Profile, Details], answer: Message, corrections: Sequence[correction.Correction], output: Output
) -> None:
    print_part(heading(*reason, "corrections"), answer, listing.corrections(corrections), output)
