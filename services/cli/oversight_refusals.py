"""`rabta oversight refusals`: whom the agencies' issuers refused tokens, and which agency does not tell."""

from __future__ import annotations

from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import (
    FindRefusalsRequest,
    FindRefusalsResponse,
    ToldRefusals,
)

from services.cli.ask import ask, run
from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption, reported
from services.cli.oversight_asked import Asked
from services.client.refusals_check import check_told
from services.client.registries import held
from services.listing import issuers as listing
from services.vocabulary.access import LegalBasis, Purpose

PAGE = 200
FromDay = Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD, UTC.")]
ToDay = Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD, UTC.")]


def refusals(
    profile: ProfileOption,
    case: CaseOption = "",
    agency: Annotated[str, typer.Option(help="Only this agency's issuer.")] = "",
    since: FromDay = "",
    until: ToDay = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Officers by how often their agency's issuer refused them; and which issuers are late, or told a day otherwise."""
    asked = Asked(profile, purpose, legal_basis, case, "", "", output)
    request = FindRefusalsRequest(agency=agency, from_day=since, to_day=until, page_size=PAGE)
    told: list[ToldRefusals] = []
    with reported():
        while True:
            page = run(ask(asked.settings, asked.details, request, FindRefusalsResponse)).message
            told += page.told
            request.page_token = page.next_page_token
            if not page.next_page_token:
                break
        days = check_told(held(asked.settings).current(), told, whole=not since)
    parts = [listing.issuers(page.standings, told), listing.refused(days)]
    found = {"issuers": page.standings, "days": days}
    asked.printed(f"refusals of {agency}" if agency else "refusals of issuers", parts, found)
