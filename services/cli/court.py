"""`rabta court`: papers that a court makes out of an answer, with evidence that proves them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse

from services.access.details import Details
from services.cli.ask import run, unwritten
from services.cli.copies import told
from services.cli.options import (
    ERROR,
    USAGE,
    ApproverOption,
    BasisOption,
    CaseOption,
    CountryOption,
    EvidenceOption,
    ProfileOption,
    PurposeOption,
    TypeOption,
    profile_of,
    reported,
    say,
)
from services.cli.reads import details_of, selector
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.evidence import gather
from services.client.profile import Profile, load_profile
from services.listing.antecedents.extract import NoExtract, extract_of
from services.listing.antecedents.paper import files
from services.signing.evidence import decode_evidence, redact
from services.signing.keyfile import make_folder, write_private
from services.signing.papers import with_papers

app = typer.Typer(help="Papers that a court makes out of an answer, with what proves them.", no_args_is_help=True)
EVIDENCE = "evidence.rabta"


@app.callback()
def court() -> None:
    """Papers that a court makes out of an answer, with what proves them."""


@app.command()
def extract(
    profile: ProfileOption,
    folder: Annotated[Path, typer.Argument(help="New folder for the papers and their evidence.")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """Previous convictions by courts' own records, as JSON and PDF in both languages (number from stdin or a prompt).

    The folder can go to the defence: its evidence proves the papers and holds no answer. With --save-evidence the
    court keeps the whole exchange.
    """
    settings = profile_of(profile)
    if folder.exists():
        say(f"rabta: {folder} is there already: name a new folder")
        raise typer.Exit(USAGE)
    unwritten(evidence)
    details = details_of(settings, purpose, legal_basis, case)
    request = GetHistoryRequest(selector=selector(kind, country))
    with reported():
        try:
            whole, papers = run(_made(settings, details, request, approver))
        except NoExtract as error:
            say(f"rabta: {error}")
            raise typer.Exit(ERROR) from None
    if evidence is not None:
        write_private(evidence, whole)
        say(f"evidence, for the court alone: {evidence}")
    make_folder(folder)
    for name, content in (papers | {EVIDENCE: redact(whole)}).items():
        write_private(folder / name, content)
        typer.echo(str(folder / name))


async def _made(
    profile: Profile, details: Details, request: GetHistoryRequest, second: Path | None
) -> tuple[bytes, dict[str, bytes]]:
    """The whole bundle with its papers signed, and the papers by name. Raises as :meth:`Asking.ask`, and NoExtract."""
    approver = load_profile(second) if second else None
    async with Channel(profile) as channel:
        answered = await Asking(channel).ask(details, request, GetHistoryResponse, approver=approver)
        raw = await gather(channel, answered.exchange)
        version = answered.exchange.proven.header.registry_version
        registry = next(one for one in channel.registries.chain() if one.version == version)
        papers = files(extract_of(decode_evidence(raw), registry))
        signed = with_papers(raw, papers, channel.key)
    if copies := told(answered.message):
        say(copies)
    return signed, papers
