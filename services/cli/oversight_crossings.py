"""`rabta oversight crossings`: crossings at every agency's posts that nobody checked."""

from __future__ import annotations

import time
from typing import Annotated, Final

import typer
from rabta.exchange.v1.check_service_pb2 import CountCrossingsRequest, CountCrossingsResponse

from services.cli.ask import ask, run
from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption, reported
from services.cli.oversight_asked import Asked
from services.listing import crossings as listing
from services.values.dates import day_text, today
from services.vocabulary.access import LegalBasis, Purpose

DAYS: Final = 14
FromDay = Annotated[str, typer.Option("--from", help=f"First day, YYYY-MM-DD, Asia/Karachi; else {DAYS} days ago.")]
ToDay = Annotated[
    str, typer.Option("--to", help=f"Last day, YYYY-MM-DD, at most {DAYS} with the first; today without.")
]


def crossings(
    profile: ProfileOption,
    case: CaseOption = "",
    since: FromDay = "",
    until: ToDay = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Crossings that agencies' feeds tell and no post checked, by agency, post and day; figures without names."""
    asked, now = Asked(profile, purpose, legal_basis, case, "", "", output), today(round(time.time() * 1000))
    request = CountCrossingsRequest(from_day=since or day_text(now - DAYS + 1), to_day=until or day_text(now))
    with reported():
        found = run(ask(asked.settings, asked.details, request, CountCrossingsResponse)).message.days
    about = f"crossings from {request.from_day} to {request.to_day}"
    asked.printed(about, [listing.crossings(found)], {"days": found})
