"""`rabta import FORMAT FILE`: an agency's export becomes signed pages at the hub."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, TextIO

import typer

from services.access.details import Details
from services.cli.ask import run
from services.cli.harmless import cell
from services.cli.options import ERROR, USAGE, ProfileOption, profile_of, reported, say
from services.client.channel import Channel
from services.client.contribute import RowRead, contribute
from services.client.feed import Draft, Feed
from services.client.feed_journal import Journal, Terms
from services.client.profile import Profile
from services.client.token import Applicant, Tokens
from services.records.formats import Origin, Outcome, formats, read
from services.records.formats.reading import UnreadableFile
from services.records.wire import encode
from services.signing.es256 import PrivateKey

METHOD = "/rabta.records.v1.RecordsService/SubmitPage"
UPKEEP = "RECORD_UPKEEP"


def import_file(
    layout: Annotated[str, typer.Argument(metavar="FORMAT", help="Name of the layout; see docs/formats.md.")],
    file: Annotated[Path, typer.Argument(help="CSV, JSON Lines or .xlsx.")],
    profile: ProfileOption,
    province: Annotated[str, typer.Option(help="Code such as PB, for files of one province.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Read and report only; send nothing.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Reject file; default: beside FILE.")] = None,
) -> None:
    """Import one export. Bad rows go to the reject file; the same file twice adds nothing."""
    settings = profile_of(profile)
    known = formats()
    if layout not in known:
        say(f"rabta: unknown format {layout}; known: {', '.join(sorted(known))}")
        raise typer.Exit(USAGE)
    with reported():
        try:
            summary = _import(settings, layout, file, Source(province, rejects, check))
        except UnreadableFile as error:
            say(f"rabta: {file.name}: {error}")
            raise typer.Exit(ERROR) from None
    report(summary)


@dataclass(frozen=True, slots=True)
class Source:
    """What is said once for a file: province, where its rejects go, whether it is only read."""

    province: str = ""
    rejects: Path | None = None
    check: bool = False


def import_quietly(settings: Profile, layout: str, file: Path) -> dict[str, int]:
    """Import one file; its summary. Raises UnreadableFile, Refusal or Unproven."""
    return _import(settings, layout, file, Source())


def _import(settings: Profile, layout: str, file: Path, source: Source) -> dict[str, int]:
    target = source.rejects or file.with_name(f"{file.name}.rejects.csv")
    target.touch(mode=0o600)
    target.chmod(0o600)
    with target.open("w", newline="", encoding="utf-8") as handle:
        rows = _rows(read(formats()[layout], file, Origin(settings.agency, source.province)), handle)
        return _checked(rows) if source.check else run(send_rows(settings, rows))


def _rows(outcomes: Iterator[Outcome], handle: TextIO) -> Iterator[RowRead]:
    """Rows for the feed; what is wrong with a row is written down, by shape and never by value."""
    writer = csv.writer(handle)
    writer.writerow(("row", "column", "shape", "reason"))
    for outcome in outcomes:
        for reject in outcome.rejects:
            writer.writerow([str(reject.row), cell(reject.column), cell(reject.shape), reject.reason])
        drafts = [Draft(one.record_id, encode(one), outcome.row) for one in outcome.drafts]
        yield RowRead(outcome.row, drafts, rejected=bool(outcome.rejects))


def _checked(rows: Iterator[RowRead]) -> dict[str, int]:
    good = bad = versions = 0
    for row in rows:
        bad += row.rejected
        good += not row.rejected
        versions += len(row.drafts)
    return {"rows_good": good, "rows_rejected": bad, "versions": versions}


async def send_rows(profile: Profile, rows: Iterator[RowRead]) -> dict[str, int]:
    """Sign and send; the summary adds up. Raises Refusal or Unproven."""
    async with Channel(profile) as channel:
        registry = await channel.fetch_registry()
        tokens = Tokens(Applicant.of(profile))
        details = Details(UPKEEP, "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", profile.agency.upper())

        async def send(body: bytes, _request_id: str) -> bytes:
            return (await channel.call(METHOD, body, await tokens.fetch(details))).proven.body

        terms = Terms(registry.federation_id, profile.agency, registry.hub, "records")
        journal = Journal(profile.state / "feed.db", terms)
        try:
            feed = Feed(journal, terms, _page_key(profile), channel.clock)
            return asdict(await contribute(feed, rows, send))
        finally:
            journal.close()


def _page_key(profile: Profile) -> PrivateKey:
    if profile.page_key is None:
        say("rabta: this profile has no page key: pages are signed on the agency's node alone")
        raise typer.Exit(USAGE)
    return PrivateKey.load(profile.page_key)


def report(summary: dict[str, int]) -> None:
    """One line a figure."""
    for name, number in summary.items():
        typer.echo(f"{name.replace('_', ' ')}: {number}")
