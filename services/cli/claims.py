"""`rabta claims`: what others say of one's own records, and what oversight lets hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, cast

import typer
from rabta.records.v1 import claim_pb2 as pb

from services.cli import show
from services.cli.ask import ask, run
from services.cli.break_glass import read_words
from services.cli.heading import Heading, heading
from services.cli.options import (
    ApproverOption,
    BasisOption,
    CaseOption,
    EvidenceOption,
    Output,
    OutputOption,
    PageOption,
    ProfileOption,
    PurposeOption,
    profile_of,
    reported,
)
from services.cli.pager import pageable, paged
from services.cli.reads import details_of, more
from services.cli.table import table
from services.listing import claims as listing
from services.tables.times import shown
from services.vocabulary.access import LegalBasis, Purpose

app = typer.Typer(help="Claims on an agency's records, and notices of what holds.", no_args_is_help=True)


class Decision(StrEnum):
    """What two officers of oversight find."""

    UPHELD = "upheld"
    REJECTED = "rejected"


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.RECORD_UPKEEP,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    overdue: Annotated[bool, typer.Option(help="Only what is past its clock and not answered.")] = False,
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Claims on the agency's own records, oldest first; all of them, with who spoke, for oversight."""
    settings = profile_of(profile)
    request = pb.ListClaimsRequest(page_token=page_token, overdue=overdue)
    with reported():
        details = details_of(settings, purpose, legal_basis, case)
        answer = run(ask(settings, details, request, pb.ListClaimsResponse, evidence)).message
    _print(answer, output, heading(settings, details, "claims and notices"))
    more(answer.next_page_token)


@app.command()
def decide(
    profile: ProfileOption,
    claim: Annotated[str, typer.Argument(help="Handle of the claim, as `list` shows it.")],
    decision: Annotated[Decision, typer.Option(help="Does it hold?")],
    application: Annotated[
        str, typer.Option(help="Number of the application to court, where a protecting body's word is to go on.")
    ] = "",
    case: CaseOption = "",
    approver: ApproverOption = None,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    evidence: EvidenceOption = None,
) -> None:
    """Decide, as two officers of oversight, a claim that nobody answered; the reason comes from stdin or a prompt."""
    settings = profile_of(profile)
    value = cast(pb.ClaimDecision, pb.ClaimDecision.Value(f"CLAIM_DECISION_{decision.name}"))
    request = pb.DecideClaimRequest(claim=claim, decision=value, reason=read_words("reason"), application=application)
    with reported():
        details = details_of(settings, "OVERSIGHT", legal_basis, case)
        answer = run(ask(settings, details, request, pb.DecideClaimResponse, evidence, approver)).message
    until = f" until {shown(answer.upheld_until_ms)}" if answer.upheld_until_ms else ""
    typer.echo(show.word(pb.ClaimState, answer.state) + until)


@paged()
def _print(answer: pb.ListClaimsResponse, output: Output, head: Heading) -> None:
    if output is Output.JSON:
        show.as_json(answer, head)
        return
    part = listing.claims(answer.claims)
    waits = listing.waiting(answer.waiting)
    if output is Output.CSV:
        show.as_csv(head, part, waits)
        return
    show.as_heading(head)
    table(*part)
    table(*waits)
    if not part.rows:
        typer.echo("none")
