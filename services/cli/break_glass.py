"""`rabta break-glass`: open a session where life is at risk, join, consent to or review one, see who opened which."""

from __future__ import annotations

import secrets
import sys
from enum import StrEnum
from typing import Annotated, cast

import typer
from rabta.access.v1.purpose_pb2 import Purpose
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_WAITING, BreakGlassState

from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import Heading, heading
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
    profile_of,
    reported,
    say,
)
from services.cli.pager import pageable, paged
from services.cli.reads import ClassOption, details_of, more
from services.cli.table import table
from services.listing import glass as listing
from services.tables.showing import harmless
from services.tables.times import shown
from services.vocabulary.access import LegalBasis
from services.vocabulary.access import Purpose as PurposeWord
from services.vocabulary.readings import is_urdu

app = typer.Typer(help="Break-glass sessions.", no_args_is_help=True)
SessionArgument = Annotated[str, typer.Argument(help="Id of the session.")]


class Verdict(StrEnum):
    """What the reviewer finds, as it is typed."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not-justified"


def read_words(what: str) -> str:
    """Words about a case, from a prompt or all of stdin: they may name people, so never an argument."""
    words: str = typer.prompt(what) if sys.stdin.isatty() else sys.stdin.read()
    return words.strip()


@app.command("open")
def open_session(
    profile: ProfileOption,
    purpose: PurposeOption,
    legal_basis: BasisOption,
    case: CaseOption = "",
    chosen: ClassOption = "",
    request_id: Annotated[str, typer.Option(help="That of an earlier try, to ask for the same session.")] = "",
    evidence: EvidenceOption = None,
) -> None:
    """Open a session of at most four hours; the justification comes from stdin or a prompt.

    The third of an officer or the tenth of an agency within a day waits for oversight's consent.
    """
    settings = profile_of(profile)
    say(listing.WRITE_NOT[is_urdu(settings.language)])
    mine = request_id or f"glass-{secrets.token_hex(8)}"
    request = pb.OpenBreakGlassRequest(justification=read_words("justification"), request_id=mine)
    with reported():
        details = details_of(settings, purpose, legal_basis, case, chosen=chosen)
        say(f"request id: {mine}")
        answer = run(ask(settings, details, request, pb.OpenBreakGlassResponse, evidence)).message
    typer.echo(answer.break_glass)
    for line in _standing(answer, mine):
        say(line)


def _standing(answer: pb.OpenBreakGlassResponse, request_id: str) -> list[str]:
    """What the officer is to know and do."""
    if answer.state == BREAK_GLASS_STATE_WAITING:
        again = f"rabta break-glass open --request-id {request_id}, with the same words"
        return [
            "it waits for oversight's consent, and nothing can be read under it yet: call oversight",
            f"then: {again}",
        ]
    if answer.state != BREAK_GLASS_STATE_OPEN:
        return [f"it is over: {show.word(BreakGlassState, answer.state)}"]
    lines = [f"open until {shown(answer.expires_ms)}; cite it with --break-glass; oversight will review it"]
    if answer.second_until_ms:
        joins = f"rabta break-glass second {harmless(answer.break_glass)}"
        lines.append(f"it ends at {shown(answer.second_until_ms)} unless an officer of another agency joins: {joins}")
    return lines


@app.command()
def second(
    profile: ProfileOption,
    session: SessionArgument,
    purpose: PurposeOption,
    legal_basis: BasisOption,
    case: CaseOption = "",
    chosen: ClassOption = "",
    evidence: EvidenceOption = None,
) -> None:
    """Join another agency's session as its second person; its officer gives you the number."""
    settings = profile_of(profile)
    request = pb.SecondBreakGlassRequest(break_glass=session)
    with reported():
        details = details_of(settings, purpose, legal_basis, case, chosen=chosen)
        answer = run(ask(settings, details, request, pb.SecondBreakGlassResponse, evidence)).message
    typer.echo(show.word(BreakGlassState, answer.state))


@app.command()
def consent(
    profile: ProfileOption,
    session: SessionArgument,
    case: CaseOption = "",
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    evidence: EvidenceOption = None,
) -> None:
    """Open a session that waits for oversight; you are its second person."""
    settings = profile_of(profile)
    request = pb.ConsentBreakGlassRequest(break_glass=session)
    with reported():
        details = details_of(settings, "OVERSIGHT", legal_basis, case)
        answer = run(ask(settings, details, request, pb.ConsentBreakGlassResponse, evidence)).message
    typer.echo(f"{show.word(BreakGlassState, answer.state)} until {shown(answer.expires_ms)}")


@app.command()
def review(
    profile: ProfileOption,
    session: SessionArgument,
    verdict: Annotated[Verdict, typer.Option(help="Was it right?")],
    case: CaseOption = "",
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    evidence: EvidenceOption = None,
) -> None:
    """Review a session for oversight, which ends it; the comment comes from stdin or a prompt."""
    settings = profile_of(profile)
    name = f"REVIEW_VERDICT_{verdict.name}"
    value = cast(pb.ReviewVerdict, pb.ReviewVerdict.Value(name))
    request = pb.ReviewBreakGlassRequest(break_glass=session, verdict=value, comment=read_words("comment"))
    with reported():
        details = details_of(settings, "OVERSIGHT", legal_basis, case)
        answer = run(ask(settings, details, request, pb.ReviewBreakGlassResponse, evidence)).message
    typer.echo(show.word(BreakGlassState, answer.state))


@app.command()
@pageable
def notices(
    profile: ProfileOption,
    case: CaseOption = "",
    purpose: PurposeOption = PurposeWord.RECORD_UPKEEP,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    only: Annotated[str, typer.Option(help="Only sessions opened under this purpose.")] = "",
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Sessions of one's own agency, and by the month how many read its records; all of them for oversight."""
    settings = profile_of(profile)
    request = pb.ListNoticesRequest(page_token=page_token, purpose=_purpose(only))
    with reported():
        details = details_of(settings, purpose, legal_basis, case)
        answer = run(ask(settings, details, request, pb.ListNoticesResponse, evidence)).message
    _print(answer, output, heading(settings, details, "break-glass sessions"))
    more(answer.next_page_token)


def _purpose(name: str) -> Purpose:
    full = f"PURPOSE_{name.upper().replace('-', '_') or 'UNSPECIFIED'}"
    if full not in Purpose.keys():  # noqa: SIM118
        say(f"rabta: unknown purpose {name}")
        raise typer.Exit(USAGE)
    return cast(Purpose, Purpose.Value(full))


@paged()
def _print(answer: pb.ListNoticesResponse, output: Output, head: Heading) -> None:
    if output is Output.JSON:
        show.as_json(answer, head)
        return
    parts = [listing.notices(answer.notices), *([listing.months(answer.months)] if answer.months else [])]
    if output is Output.CSV:
        show.as_csv(head, *parts)
        return
    show.as_heading(head)
    for part in parts:
        table(*part)
    if not any(part.rows for part in parts):
        typer.echo("none")
