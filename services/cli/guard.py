"""`rabta guard`: whom a case accuses though another names them as a victim, and what its prosecutor decides."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer
from google.protobuf.message import Message
from rabta.records.v1 import guard_pb2 as pb

from services.cli.ask import ask, run
from services.cli.break_glass import read_words
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
from services.cli.reads import details_of, protecting
from services.client.asking import A
from services.listing import guards as listing
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

MORE = "There are more: decide on these first."
app = typer.Typer(
    help="Accused who may be victims of trafficking: what a prosecutor is to look at first, and what they decide.",
    no_args_is_help=True,
)


class Outcome(StrEnum):
    """What a prosecutor decides, as it is typed."""

    PROCEED = "proceed"
    NOT_SENT_UP = "not-sent-up"
    WITHDRAW = "withdraw"
    DISCHARGE = "discharge"
    SEPARATE_PERSON = "separate-person"


@app.command("list")
def listed(
    profile: ProfileOption,
    case: CaseOption = "",
    approver: ApproverOption = None,
    purpose: PurposeOption = Purpose.TRIAL,
    legal_basis: BasisOption = LegalBasis.TRIAL_ANTECEDENTS,
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Guards of the cited case, what waits first, each with who is told next and when; it takes a second person."""
    request = pb.ListGuardsRequest()
    _asked(profile, (purpose, legal_basis, case), request, pb.ListGuardsResponse, approver, output, evidence)


@app.command()
def told(
    profile: ProfileOption,
    case: CaseOption = "",
    approver: ApproverOption = None,
    purpose: PurposeOption = Purpose.TRIAL,
    legal_basis: BasisOption = LegalBasis.TRIAL_ANTECEDENTS,
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Of which guards the district's prosecution, or oversight, was told as nobody decided; it takes a second person.

    Oversight asks with --purpose oversight --legal-basis data-oversight, and is not told which case names a victim.
    """
    settings = profile_of(profile)
    with reported():
        details = protecting(settings, purpose, legal_basis, case)
        request = pb.ListToldGuardsRequest()
        answer = run(ask(settings, details, request, pb.ListToldGuardsResponse, evidence, approver)).message
    lines = [MORE] if answer.more else []
    print_part(heading(settings, details, "told guards"), answer, listing.told(answer.guards), output, lines=lines)


@app.command()
def decide(
    profile: ProfileOption,
    reference: Annotated[str, typer.Argument(help="What the banner names, as `list` shows it: R-AAAAAAAA.")],
    outcome: Annotated[Outcome, typer.Option(help="What is decided; standing and banner stay as they are.")],
    matter: Annotated[
        str, typer.Option(help="Which matter, as `list` shows it: M-AAAAAAAA; where the reference has several.")
    ] = "",
    case: CaseOption = "",
    approver: ApproverOption = None,
    purpose: PurposeOption = Purpose.TRIAL,
    legal_basis: BasisOption = LegalBasis.TRIAL_ANTECEDENTS,
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Decide, as the prosecutor of the cited case with a second person; the reason comes from stdin or a prompt."""
    sent = new_id(request_id)
    decided = cast(pb.GuardOutcome, pb.GuardOutcome.Value(f"GUARD_OUTCOME_{outcome.name}"))
    request = pb.DecideGuardRequest(
        request_id=sent, reference=reference, outcome=decided, reason=read_words("reason"), matter=matter
    )
    with reported(), said_again(sent):
        _asked(profile, (purpose, legal_basis, case), request, pb.DecideGuardResponse, approver, output, evidence)


def _asked(
    profile: Path,
    why: tuple[str, str, str],
    request: Message,
    kind: type[A],
    approver: Path | None,
    output: Output,
    evidence: Path | None,
) -> None:
    """Ask, and show the guards of the answer. ``why``: purpose, legal basis, case."""
    settings = profile_of(profile)
    with reported():
        details = details_of(settings, *why, chosen=QueryClass.PROTECTION)
        answer = run(ask(settings, details, request, kind, evidence, approver)).message
    found = cast(pb.ListGuardsResponse | pb.DecideGuardResponse, answer).guards
    lines = [f"{said}: {words[0]}" for said, words in listing.MEANINGS.items()] if found else []
    print_part(heading(settings, details, "guards"), answer, listing.guards(found), output, lines=lines)
