"""`rabta audit compare`: whether the logs of two nodes tell the same story of the pages between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse

from services.access.details import Details
from services.cli.ask import run
from services.cli.options import (
    ERROR,
    USAGE,
    BasisOption,
    CaseOption,
    Output,
    OutputOption,
    profile_of,
    reported,
    say,
)
from services.cli.reads import details_of
from services.cli.show import Part, as_csv
from services.cli.table import table
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.log_copies import copy_log
from services.client.profile import Profile
from services.evidence.log_copy import LogCopy
from services.evidence.log_export import ExportUnproven, read_export
from services.evidence.pages_compared import Compared, Finding, anchored_upto, compare
from services.tables.showing import json_text
from services.tables.times import shown
from services.vocabulary.access import LegalBasis

COLUMNS: Final = ("finding", "given by", "to", "feed", "number", "log of", "entry", "header", "what")
Log = Annotated[
    Path, typer.Argument(metavar="LOG", help="Folder of an exported log, or profile of oversight that asks the node.")
]


def compare_logs(
    first: Log,
    second: Log,
    trust: Annotated[
        Path | None, typer.Option("--trust", help="Of exports: governance public keys (PEM), the only anchor.")
    ] = None,
    seal_key: Annotated[
        Path | None, typer.Option("--seal-key", help="Of exports: oversight's key that opens entries (PEM, 0600).")
    ] = None,
    case: CaseOption = "",
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Prove that each page that one node gave the other stands in both logs alike. Exit 1 where one does not."""
    with reported():
        copies = [_copied(each, trust, seal_key, case, legal_basis) for each in (first, second)]
    if copies[0].agency == copies[1].agency:
        say(f"rabta: both logs are of {copies[0].agency}: compare those of two nodes")
        raise typer.Exit(USAGE)
    found = compare(*copies)
    _show(copies, found, output)
    if not found.agree:
        raise typer.Exit(ERROR)


def _copied(log: Path, trust: Path | None, seal_key: Path | None, case: str, legal_basis: str) -> LogCopy:
    if not log.is_dir():
        settings = profile_of(log)
        return run(_asked(settings, details_of(settings, "OVERSIGHT", legal_basis, case)))
    if trust is None or seal_key is None:
        say("rabta: an exported log needs --trust and --seal-key")
        raise typer.Exit(USAGE)
    try:
        return read_export(log, trust.read_bytes(), seal_key)
    except (ExportUnproven, OSError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None


async def _asked(settings: Profile, details: Details) -> LogCopy:
    async with Channel(settings) as channel:
        asking = Asking(channel)

        async def ask(request: GetEntriesRequest) -> GetEntriesResponse:
            return (await asking.ask(details, request, GetEntriesResponse)).message

        return await copy_log(ask, channel.registries.current, settings.hub)


def _show(copies: Sequence[LogCopy], found: Compared, output: Output) -> None:
    if output is Output.JSON:
        logs = [
            {"agency": each.agency, "origin": each.origin, "size": each.size, "closed": each.closed,
             "anchored": anchored_upto(each, other)}
            for each, other in zip(copies, reversed(copies), strict=True)
        ]  # fmt: skip
        findings = [asdict(each) | {"digest": each.digest.hex(), "fails": each.fails} for each in found.findings]
        typer.echo(json_text({"logs": logs, "agreed": found.agreed, "heads": found.heads, "findings": findings}))
        return
    if output is Output.CSV:
        as_csv(None, Part("Findings", COLUMNS, map(_row, found.findings)))
        return
    for each, other in zip(copies, reversed(copies), strict=True):
        closed = f", {each.closed} of them closed for good" if each.closed else ""
        seen = f"as witnesses saw it by {shown(each.as_of_ms)}"
        upto = anchored_upto(each, other)
        anchored = f"; anchored at {other.agency} up to {upto}" if upto else ""
        typer.echo(f"{each.agency}: {each.origin}, {each.size} entries{closed}, {seen}{anchored}")
    if found.findings:
        table("Findings", COLUMNS, [_row(each) for each in found.findings])
    typer.echo(f"pages in both logs alike: {found.agreed}; anchored heads that the logs had: {found.heads}")
    typer.echo("the logs agree" if found.agree else "the logs do NOT agree")


def _row(each: Finding) -> tuple[str, ...]:
    number = str(each.upto) if each.feed else ""
    start = each.digest.hex()[:16]
    return each.verdict, each.sender, each.receiver, each.feed, number, each.log, str(each.leaf), start, each.what
