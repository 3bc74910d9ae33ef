"""`rabta directions`: police ask the prosecution about an accused by a reference, and it directs without a reason."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, cast

import typer
from rabta.records.v1 import direction_pb2 as pb

from services.cli.ask import ask, run
from services.cli.heading import heading
from services.cli.hit_asked import RequestIdOption, new_id, print_part, said_again
from services.cli.options import (
    ApproverOption,
    BasisOption,
    CaseOption,
    EvidenceOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    profile_of,
    reported,
)
from services.cli.reads import details_of
from services.listing import directions as listing
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

NOTED = "The desk answers each query `noted`, whoever the accused is."
MORE = "There are more."
app = typer.Typer(
    help="Directions of the prosecution on an accused, by the reference that stands under them.", no_args_is_help=True
)
ReferenceArgument = Annotated[str, typer.Argument(help="What the sentence names: R-AAAAAAAA.")]


class Kind(StrEnum):
    """What is directed, as it is typed."""

    PROCEED = "proceed"
    CONSULT_FIRST = "consult-first"
    SEND_FILE = "send-file"
    WAIT = "wait"


@app.command("ask")
def put(
    profile: ProfileOption,
    reference: ReferenceArgument,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.INVESTIGATE_CASE,
    legal_basis: BasisOption = LegalBasis.CRPC_CASE,
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Put an accused of the cited case before the prosecution; put again it is the same query."""
    settings = profile_of(profile)
    with reported():
        details = details_of(settings, purpose, legal_basis, case, chosen=QueryClass.HISTORY)
        request = pb.AskDirectionsRequest(reference=reference)
        answer = run(ask(settings, details, request, pb.AskDirectionsResponse, evidence, None)).message
    row = pb.ListedDirection(reference=reference, asked_by=settings.agency, noted_ms=answer.noted_ms)
    print_part(heading(settings, details, "directions"), answer, listing.directions([row]), output, lines=[NOTED])


@app.command("list")
def listed(
    profile: ProfileOption,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.INVESTIGATE_CASE,
    legal_basis: BasisOption = LegalBasis.CRPC_CASE,
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """What was asked and directed in the cited case.

    The prosecution asks with --purpose trial --legal-basis trial-antecedents and is shown whom its case accuses.
    """
    settings = profile_of(profile)
    with reported():
        details = details_of(settings, purpose, legal_basis, case, chosen=QueryClass.HISTORY)
        request = pb.ListDirectionsRequest()
        answer = run(ask(settings, details, request, pb.ListDirectionsResponse, evidence, None)).message
    part, lines = listing.directions(answer.directions), [MORE] if answer.more else []
    print_part(heading(settings, details, "directions"), answer, part, output, lines=lines)


@app.command()
def give(
    profile: ProfileOption,
    reference: ReferenceArgument,
    direction: Annotated[Kind, typer.Option(help="What is directed; no reason goes with it.")],
    case: CaseOption = "",
    approver: ApproverOption = None,
    purpose: PurposeOption = Purpose.TRIAL,
    legal_basis: BasisOption = LegalBasis.TRIAL_ANTECEDENTS,
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Direct, as the prosecution of the cited case with a second person of another agency or of oversight."""
    settings, sent = profile_of(profile), new_id(request_id)
    kind = cast(pb.DirectionKind, pb.DirectionKind.Value(f"DIRECTION_KIND_{direction.name}"))
    request = pb.GiveDirectionsRequest(request_id=sent, reference=reference, kind=kind)
    with reported(), said_again(sent):
        details = details_of(settings, purpose, legal_basis, case, chosen=QueryClass.PROTECTION)
        answer = run(ask(settings, details, request, pb.GiveDirectionsResponse, evidence, approver)).message
    row = pb.ListedDirection(reference=reference, direction=answer.direction)
    print_part(heading(settings, details, "directions"), answer, listing.directions([row]), output)
