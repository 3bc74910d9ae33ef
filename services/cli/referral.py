"""`rabta referral`: refer a person to those who help, answer a referral, and see how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer
from google.protobuf.message import Message
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.access.details import Details
from services.cli.heading import heading
from services.cli.hit_asked import RequestIdOption, changed, new_id, print_part, sent, why
from services.cli.message_file import read_message
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
from services.cli.referral_htcds import htcds
from services.client.profile import Profile
from services.listing import referrals as rows
from services.vocabulary.access import LegalBasis, Purpose

app = typer.Typer(help="Referrals of persons to those who help.", no_args_is_help=True)
app.command()(htcds)


class Act(StrEnum):
    """What is done about a referral."""

    ACCEPT = "accept"
    REJECT = "reject"
    BEGIN = "begin"
    COMPLETE = "complete"
    STOP = "stop"


class Because(StrEnum):
    """Why a body does not take it."""

    NO_PLACE = "no-place"
    NOT_ELIGIBLE = "not-eligible"
    OUT_OF_AREA = "out-of-area"
    WRONG_SERVICE = "wrong-service"
    UNSAFE = "unsafe"
    NO_CONSENT = "no-consent"


@app.command()
def send(
    profile: ProfileOption,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Who needs what; see docs/referral.md.")],
    purpose: PurposeOption = Purpose.PROTECT_VICTIM,
    legal_basis: BasisOption = LegalBasis.CHILD_PROTECTION,
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Ask the first body that gives the help, and the next where it does not take it in time."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    request = read_message(file, pb.SendReferralRequest())
    request.request_id = chosen
    answer = changed(reason, request, chosen, pb.SendReferralResponse)
    _print(reason, answer, [answer.referral], output)


@app.command()
def answer(
    profile: ProfileOption,
    id_: Annotated[str, typer.Argument(metavar="REFERRAL", help="Its id, as `rabta referral list` shows it.")],
    act: Annotated[Act, typer.Option(help="stop is the sender's, where the consent is withdrawn.")],
    because: Annotated[Because | None, typer.Option("--because", help="Of reject: why.")] = None,
    purpose: PurposeOption = Purpose.PROTECT_VICTIM,
    legal_basis: BasisOption = LegalBasis.CHILD_PROTECTION,
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Take a referral or not, and say how the help goes on."""
    reason, chosen = why(profile, purpose, legal_basis, case), new_id(request_id)
    rejection = referral.ReferralRejection.Value(f"REFERRAL_REJECTION_{because.name}") if because else 0
    request = pb.ChangeReferralRequest(
        request_id=chosen,
        id=id_,
        act=cast(referral.ReferralAct, referral.ReferralAct.Value(f"REFERRAL_ACT_{act.name}")),
        rejection=cast(referral.ReferralRejection, rejection),
    )
    answered = changed(reason, request, chosen, pb.ChangeReferralResponse)
    _print(reason, answered, [answered.referral], output)


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
    purpose: PurposeOption = Purpose.PROTECT_VICTIM,
    legal_basis: BasisOption = LegalBasis.CHILD_PROTECTION,
    case: CaseOption = "",
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """What the agency sent or is asked to take; for oversight, what nobody took in time.

    A protecting body is told besides which missing children were found and are referred by nobody yet.
    """
    reason = why(profile, purpose, legal_basis, case)
    page = sent(reason, pb.ListReferralsRequest(page_token=page_token), pb.ListReferralsResponse, evidence)
    _print(reason, page, page.referrals, output, page.proposals)
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
    """Three words on the cited case: whether somebody was referred, whether a body took it, how to interview."""
    reason = why(profile, purpose, legal_basis, case)
    told = sent(reason, pb.GetReferralStatusRequest(), pb.GetReferralStatusResponse, evidence)
    print_part(heading(*reason, "referrals"), told, rows.told(told), output)


def _print(
    reason: tuple[Profile, Details],
    told: Message,
    referrals: Sequence[referral.Referral],
    output: Output,
    proposals: Sequence[referral.ReferralProposal] = (),
) -> None:
    found = [rows.found_children(proposals)] if proposals else []
    print_part(heading(*reason, "referrals"), told, rows.referrals(referrals), output, after=found)
