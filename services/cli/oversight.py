"""`rabta oversight`: who read what, who was refused, who asks most; for an agency the calls of its own officers."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import FindReadsRequest, FindReadsResponse, Read

from services.cli import oversight_crossings, oversight_refusals, oversight_withheld
from services.cli.options import (
    USAGE,
    BasisOption,
    CaseOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    say,
)
from services.cli.oversight_asked import Asked, FromOption, ToOption
from services.cli.pager import pageable
from services.listing import reads as listing
from services.tables.showing import harmless
from services.vocabulary.access import LegalBasis, Purpose

app = typer.Typer(help="Who read what, and who was refused.", no_args_is_help=True)


@app.command()
@pageable
def reads(
    profile: ProfileOption,
    case: CaseOption = "",
    record: Annotated[str, typer.Option(help="agencies/AGENCY/records/ID")] = "",
    officer: Annotated[str, typer.Option(help="AGENCY/OFFICER")] = "",
    selector: Annotated[str, typer.Option(help="Token of what was asked for, 64 hex digits, as an entry has it.")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Calls by record, officer or what was asked for; without one of them, all that the caller may know of.

    Oversight finds every call, an agency those of its own officers; of others' it is told one count a year.
    """
    try:
        token = bytes.fromhex(selector)
    except ValueError:
        say("rabta: --selector must be hex")
        raise typer.Exit(USAGE) from None
    request = FindReadsRequest(record=record, officer=officer, selector=token)
    _reads("reads", Asked(profile, purpose, legal_basis, case, since, until, output), request)


@app.command()
@pageable
def denials(
    profile: ProfileOption,
    case: CaseOption = "",
    officer: Annotated[str, typer.Option(help="AGENCY/OFFICER")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Calls that were refused, and for which reason."""
    request = FindReadsRequest(officer=officer, refused=True)
    _reads("refused calls", Asked(profile, purpose, legal_basis, case, since, until, output), request)


@app.command()
@pageable
def sample(
    profile: ProfileOption,
    case: CaseOption = "",
    calls: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = listing.SAMPLE,
    seed: Annotated[str, typer.Option(help="As an earlier sample said it, to draw the same again.")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Draw calls for a review, by chance and not by choice; the seed draws the same again for a second person."""
    asked, chosen = Asked(profile, purpose, legal_basis, case, since, until, output), seed or secrets.token_hex(8)
    found = listing.sampled(_found(asked, FindReadsRequest()), calls, chosen)
    say(f"seed: {harmless(chosen)}")
    asked.printed("a sample of the calls", [listing.reads(found)], {"reads": found})


@app.command()
@pageable
def busiest(
    profile: ProfileOption,
    case: CaseOption = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    by_refused: Annotated[bool, typer.Option("--refused", help="Those first whom the hub refused most.")] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Officers by number of calls, with how many were refused, and over how many cases."""
    asked = Asked(profile, purpose, legal_basis, case, since, until, output)
    found = _found(asked, FindReadsRequest())
    asked.printed("busiest officers", [listing.busiest(found, by_refused=by_refused)], {"reads": found})


app.command()(pageable(oversight_withheld.withheld))
app.command()(pageable(oversight_refusals.refusals))
app.command()(pageable(oversight_crossings.crossings))


def _reads(about: str, asked: Asked, request: FindReadsRequest) -> None:
    of = request.record or request.officer or request.selector.hex()
    found = _found(asked, request)
    years = asked.last.years
    parts = [listing.reads(found), *([listing.yearly(years)] if years else [])]
    asked.printed(f"{about} of {of}" if of else about, parts, {"reads": found, "years": years})


def _found(asked: Asked, request: FindReadsRequest) -> list[Read]:
    return asked.all(request, FindReadsResponse, "reads")
