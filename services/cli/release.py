"""`rabta release`: ask an owner to show one record for one case, and decide on what others ask."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, cast

import typer
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as pb

from services.cli.hit_asked import (
    Clock,
    IdArgument,
    RequestIdOption,
    UrgencyOption,
    changed,
    new_id,
    print_requests,
    why,
)
from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption, moment
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

app = typer.Typer(help="Releases of single records that are bare hits to others.", no_args_is_help=True)


class Decision(StrEnum):
    """What an owner decides; `refused` also takes a release back."""

    GRANTED = "granted"
    REFUSED = "refused"


@app.command()
def request(
    profile: ProfileOption,
    handle: Annotated[str, typer.Argument(help="Handle of the hit.")],
    urgency: UrgencyOption = Clock.ROUTINE,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Ask the owner of a hit to show the record to the officer for the cited case."""
    reason, chosen = why(profile, purpose, legal_basis, case, QueryClass.RELEASE), new_id(request_id)
    asked = pb.RequestReleaseRequest(request_id=chosen, handle=handle, urgency=urgency.on_wire)
    answer = changed(reason, asked, chosen, pb.RequestReleaseResponse)
    print_requests(reason, answer, [answer.request], output)


@app.command()
def decide(
    profile: ProfileOption,
    id_: IdArgument,
    decision: Annotated[Decision, typer.Option(help="Is the record shown?")],
    until: Annotated[str, typer.Option(help="Of granted: a date (its end) or time, at most 30 days ahead.")] = "",
    purpose: PurposeOption = Purpose.RECORD_UPKEEP,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Decide, for the agency's own record, whether one officer of another sees it."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    value = cast(hit.HitState, hit.HitState.Value(f"HIT_STATE_{decision.name}"))
    until_ms = moment(until, end_of_day=True)
    said = pb.DecideReleaseRequest(request_id=chosen, id=id_, decision=value, until_ms=until_ms)
    answer = changed(reason, said, chosen, pb.DecideReleaseResponse)
    print_requests(reason, answer, [answer.request], output)
