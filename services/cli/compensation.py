"""`rabta compensation`: open a victim's claim, say how it goes on, and see how claims stand."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, cast

import typer
from google.protobuf.message import Message
from rabta.referral.v1 import compensation_pb2 as compensation
from rabta.referral.v1 import referral_service_pb2 as pb

from services.access.details import Details
from services.cli.heading import heading
from services.cli.hit_asked import RequestIdOption, changed, new_id, print_part, sent, why
from services.cli.message_file import read_message
from services.cli.options import (
    USAGE,
    BasisOption,
    CaseOption,
    EvidenceOption,
    Output,
    OutputOption,
    PageOption,
    ProfileOption,
    PurposeOption,
    say,
)
from services.cli.pager import pageable
from services.cli.reads import more
from services.client.profile import Profile
from services.listing import compensation as rows

app = typer.Typer(help="Victims' claims to compensation.", no_args_is_help=True)


class Act(StrEnum):
    """What is done about a claim."""

    ASSESS = "assess"
    CLAIM = "claim"
    NO_SOURCE = "no-source"
    IDENTIFY = "identify"
    SENTENCE = "sentence"
    ORDER = "order"
    REFUSE = "refuse"
    DUE = "due"
    PAY = "pay"
    DEFAULT = "default"
    RECOVER = "recover"
    IRRECOVERABLE = "irrecoverable"
    STAY = "stay"
    SET_ASIDE = "set-aside"
    DECLINE = "decline"
    CITE = "cite"


@app.command("open")
def open_claim(
    profile: ProfileOption,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="For whom; see docs/compensation.md.")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Open a claim on the day on which somebody may be a victim, whether an offender is known or not."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    request = read_message(file, pb.OpenCompensationRequest())
    request.request_id = chosen
    answer = changed(reason, request, chosen, pb.OpenCompensationResponse)
    _print(reason, answer, [answer.compensation], output)


@app.command()
def change(
    profile: ProfileOption,
    id_: Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, as `rabta compensation list` shows it.")],
    act: Annotated[Act, typer.Option(help="What is done.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.toml", help="What the act says besides; see docs/compensation.md.")
    ] = None,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="Of pay: the receipt, whose digest is sent and nothing else.")
    ] = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Say what was done about a claim: the body that opened it, or the prosecution or the court of the case."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    request = pb.ChangeCompensationRequest()
    if file is not None:
        read_message(file, request)
    request.request_id, request.id = chosen, id_
    number = compensation.CompensationAct.Value(f"COMPENSATION_ACT_{act.name}")
    request.act = cast(compensation.CompensationAct, number)
    if receipt is not None:
        request.receipt_sha256 = _digest(receipt)
    answered = changed(reason, request, chosen, pb.ChangeCompensationResponse)
    _print(reason, answered, [answered.compensation], output)


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """What the agency opened; for a court and a prosecution, the claims of the cited case."""
    reason = why(profile, purpose, legal_basis, case)
    page = sent(reason, pb.ListCompensationsRequest(page_token=page_token), pb.ListCompensationsResponse, evidence)
    _print(reason, page, page.compensations, output)
    more(page.next_page_token)


@app.command()
def status(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """How the claims of the cited case stand, and nothing else of them."""
    reason = why(profile, purpose, legal_basis, case)
    told = sent(reason, pb.GetCompensationStatusRequest(), pb.GetCompensationStatusResponse, evidence)
    print_part(heading(*reason, "claims"), told, rows.told(told), output)


def _digest(receipt: Path) -> bytes:
    try:
        return sha256(receipt.read_bytes()).digest()
    except OSError as error:
        say(f"{receipt}: {type(error).__name__}")
        raise typer.Exit(USAGE) from None


def _print(
    reason: tuple[Profile, Details], told: Message, claims: Sequence[compensation.Compensation], output: Output
) -> None:
    print_part(heading(*reason, "claims"), told, rows.claims(claims), output)
