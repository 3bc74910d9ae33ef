"""`rabta oversight withheld`: what was not shown, to whom, and why."""

from __future__ import annotations

from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import FindWithheldRequest, FindWithheldResponse

from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption
from services.cli.oversight_asked import Asked, FromOption, ToOption
from services.listing import withheld as listing
from services.vocabulary.access import LegalBasis, Purpose


def withheld(
    profile: ProfileOption,
    case: CaseOption = "",
    agency: Annotated[str, typer.Option(help="Only what this agency was not shown.")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """What was withheld from whom: by agency, purpose, cause and owner; JSON has each call."""
    asked = Asked(profile, purpose, legal_basis, case, since, until, output)
    found = asked.all(FindWithheldRequest(agency=agency), FindWithheldResponse, "calls")
    about = f"withheld from {agency}" if agency else "withheld"
    asked.printed(about, [listing.withheld(found)], {"calls": found})
