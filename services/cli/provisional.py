"""`rabta identity provisional`: children without documents, for child protection and for the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer
from google.protobuf.message import Message
from rabta.identity.v1 import provisional_pb2 as pb
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import CheckGuardianRequest, CheckGuardianResponse

from services.access.details import Details
from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import heading
from services.cli.identity_asked import TransactionOption, answered, asked_under, print_answer, why, word
from services.cli.options import (
    ERROR,
    ApproverOption,
    BasisOption,
    CaseOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    profile_of,
    reported,
    say,
)
from services.cli.provisional_asked import card, described, guardian, line, whole
from services.client.hub_words import guardian_word
from services.client.profile import Profile
from services.vocabulary.access import Purpose, QueryClass

app = typer.Typer(help="Children without documents.", no_args_is_help=True)
GuardianOption = Annotated[bool, typer.Option("--guardian", help="A guardian is designated; the hub is asked first.")]
_COLUMNS = ("id", "state", "names", "born", "found", "agrees", "waits")


@app.command()
def register(
    profile: ProfileOption,
    with_guardian: GuardianOption = False,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Register a child, whose facts are read from prompts or stdin, and show who may be the same child."""
    settings, details = _why(profile, purpose, legal_basis, case)
    request = pb.RegisterProvisionalRequest(asked=asked_under(details, transaction), provisional=whole())
    if with_guardian:
        request.provisional.guardian.CopyFrom(guardian())
        request.word.CopyFrom(_word_on(profile, details, request.provisional.guardian))
    answer = answered(settings, details, request, pb.RegisterProvisionalResponse)
    _print(
        answer, [pb.ProvisionalCandidate(provisional=answer.provisional), *answer.candidates], details, settings, output
    )
    _say_more(answer.more)


@app.command()
def change(
    profile: ProfileOption,
    act: Annotated[str, typer.Option(help="SUBMIT, REGISTER, REFUSE, MERGE, UNDO_MERGE, CLOSE or REVIEW.")],
    with_guardian: GuardianOption = False,
    approver: ApproverOption = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Do one act on a child's registration. The id is read first, then what the act needs: guardian, number, reason."""
    settings, details = _why(profile, purpose, legal_basis, case)
    what = cast(pb.ProvisionalAct, word(pb.ProvisionalAct, "PROVISIONAL_ACT", act, "act"))
    request = pb.ChangeProvisionalRequest(asked=asked_under(details, transaction), id=line("PRV id"), act=what)
    if what == pb.PROVISIONAL_ACT_SUBMIT or with_guardian:
        request.guardian.CopyFrom(guardian())
        request.word.CopyFrom(_word_on(profile, details, request.guardian))
    elif what == pb.PROVISIONAL_ACT_REGISTER:
        request.identifier.CopyFrom(card("number that the child was given"))
    elif what == pb.PROVISIONAL_ACT_MERGE:
        request.into = line("PRV id of the same child")
    elif what in (pb.PROVISIONAL_ACT_REFUSE, pb.PROVISIONAL_ACT_CLOSE):
        request.reason = line("reason")
    answer = answered(settings, details, request, pb.ChangeProvisionalResponse, approver=approver)
    _print(answer, [pb.ProvisionalCandidate(provisional=answer.provisional)], details, settings, output)


@app.command()
def find(
    profile: ProfileOption,
    by_description: Annotated[bool, typer.Option("--described", help="By what is known of the child.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="What waits for the agency.")] = False,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Find a child by the PRV id, which is read from a prompt or stdin, by what is known of them, or what waits."""
    settings, details = _why(profile, purpose, legal_basis, case)
    request = pb.FindProvisionalRequest(asked=asked_under(details, ""), waiting=waiting)
    if by_description:
        request.sought.CopyFrom(described())
    elif not waiting:
        request.id = line("PRV id")
    answer = answered(settings, details, request, pb.FindProvisionalResponse)
    _print(answer, list(answer.found), details, settings, output)
    _say_more(answer.more)


def _why(profile: Path, purpose: str, basis: str, case: str) -> tuple[Profile, Details]:
    """Who asks the registry and why; the query class is the one that belongs to the purpose."""
    classes = {Purpose.FIND_MISSING_CHILD: QueryClass.MISSING_CHILD, Purpose.RECORD_UPKEEP: QueryClass.UPKEEP}
    settings, details = why(profile, purpose, basis, case, "", QueryClass.PROTECTION)
    found = classes.get(cast(Purpose, details.purpose))
    return settings, (details if found is None else why(profile, purpose, basis, case, "", found)[1])


def _word_on(profile: Path, details: Details, whom: pb.Guardian) -> pb.GuardianWord:
    """The hub's word on the guardian, as it signed it. Exit 1 where they are unfit: the registry is not asked."""
    request = CheckGuardianRequest(selector=Selector(identifier=whom.identifier))
    with reported():
        said = run(ask(profile_of(profile), details, request, CheckGuardianResponse))
    if not said.message.fit:
        say("rabta: UNFIT: nobody is registered under this guardian; why is said to nobody")
        raise typer.Exit(ERROR)
    return guardian_word(said)


def _print(
    answer: Message, found: list[pb.ProvisionalCandidate], details: Details, settings: Profile, output: Output
) -> None:
    rows = [_row(one) for one in found]
    print_answer(
        answer, output, heading(settings, details, "children without documents"), show.Part("Found", _COLUMNS, rows)
    )


def _row(one: pb.ProvisionalCandidate) -> tuple[str, ...]:
    child = one.provisional
    agrees = " ".join(show.word(pb.Agreement, each) for each in one.agrees)
    doubt = " (age to be determined)" if child.age_to_be_determined else ""
    return (
        child.id,
        show.word(pb.ProvisionalState, child.state),
        show.name_of(child),
        show.born(child.birth) + doubt,
        f"{child.found_place} {child.found_on}",
        agrees,
        show.word(pb.ReviewTask, child.task) if child.task else child.merged_into,
    )


def _say_more(more: bool) -> None:
    if more:
        say("there are more: say more of the child")
