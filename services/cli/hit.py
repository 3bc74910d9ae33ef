"""`rabta hit`: ask the owner of a record whether a hit holds, answer for one's own records, and see what waits."""

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
    sent,
    why,
)
from services.cli.options import (
    BasisOption,
    CaseOption,
    EvidenceOption,
    Output,
    OutputOption,
    PageOption,
    ProfileOption,
    PurposeOption,
    moment,
    say,
)
from services.cli.pager import pageable
from services.cli.reads import more
from services.tables.times import shown
from services.vocabulary.access import LegalBasis, Purpose

app = typer.Typer(help="Questions to the owner of a record about a hit.", no_args_is_help=True)


class Asked(StrEnum):
    """One thing that a confirmation asks."""

    SAME_PERSON = "same-person"
    IN_FORCE = "in-force"
    WHO_COLLECTS = "who-collects"


class Answer(StrEnum):
    """What an owner says."""

    VALID = "valid"
    NOT_VALID = "not-valid"
    NOT_THIS_PERSON = "not-this-person"
    NEEDS_TIME = "needs-time"
    CLEARED = "cleared"


@app.command()
def confirm(
    profile: ProfileOption,
    record: Annotated[str, typer.Argument(help="Name of the record, where it is seen.")] = "",
    handle: Annotated[str, typer.Option(help="Handle of the hit, where no record is seen.")] = "",
    urgency: UrgencyOption = Clock.IMMEDIATE,
    question: Annotated[list[Asked], typer.Option("--ask", help="Once or more; all where none is named.")] = [],  # noqa: B006
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Ask the owner: the same person, still in force, who collects? In silence nothing is confirmed."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    asked = [hit.HitQuestion.Value(f"HIT_QUESTION_{each.name}") for each in question or Asked]
    request = pb.ConfirmHitRequest(
        request_id=chosen,
        record=record,
        handle=handle,
        urgency=urgency.on_wire,
        questions=[cast(hit.HitQuestion, each) for each in asked],
    )
    answer = changed(reason, request, chosen, pb.ConfirmHitResponse)
    print_requests(reason, answer, [answer.request], output)
    if answer.located_ms:
        say(f"somebody was found by this record at {shown(answer.located_ms)}, and it is not cleared")


@app.command()
def answer(
    profile: ProfileOption,
    id_: IdArgument,
    word: Annotated[Answer, typer.Option("--answer", help="What the owner says.")],
    until: Annotated[str, typer.Option(help="Of needs-time: until when, at most 24 hours after the question.")] = "",
    collector: Annotated[str, typer.Option(help="Of valid: who collects the person.")] = "",
    purpose: PurposeOption = Purpose.RECORD_UPKEEP,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Answer for one of the agency's own records; after somebody was found, clear it first and say so."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    request = pb.AnswerHitRequest(
        request_id=chosen,
        id=id_,
        answer=cast(hit.HitState, hit.HitState.Value(f"HIT_STATE_{word.name}")),
        until_ms=moment(until),
        collector=collector,
    )
    said = changed(reason, request, chosen, pb.AnswerHitResponse)
    print_requests(reason, said, [said.request], output)


@app.command()
def locate(
    profile: ProfileOption,
    id_: IdArgument,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Say that the person was found: the owner is to clear the record, and is shown as late until then."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    said = changed(reason, pb.LocateRequest(request_id=chosen, id=id_), chosen, pb.LocateResponse)
    print_requests(reason, said, [said.request], output)


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
    """What waits for the agency (RECORD_UPKEEP), what reached oversight, or what was asked in the cited case."""
    reason = why(profile, purpose, legal_basis, case)
    request = pb.ListHitRequestsRequest(page_token=page_token, answered=answered)
    page = sent(reason, request, pb.ListHitRequestsResponse, evidence)
    print_requests(reason, page, page.requests, output)
    more(page.next_page_token)
