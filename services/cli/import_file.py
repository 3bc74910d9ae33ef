"""`rabta import FORMAT FILE`: an agency's export becomes signed pages at the hub."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from services.cli import completion_words as words
from services.cli.ask import run
from services.cli.flag_file import FlagFile
from services.cli.import_rows import rows_of
from services.cli.left_out import source_of, write_left_out
from services.cli.options import ERROR, USAGE, ProfileOption, profile_of, reported, say
from services.cli.progress import STOPPED, Progress, on_stderr, silent
from services.cli.records_resend import SHORT
from services.client.channel import Channel
from services.client.contribute import RowRead, contribute
from services.client.contribution import abandon_pages, journal_path, opened_feed, sender
from services.client.errors import JournalShort, Refusal
from services.client.feed import CONNECTIONS, Finding
from services.client.profile import Profile
from services.client.store.feed_stated import stated_before
from services.sources.exports import Origin, formats, read
from services.tables.errors import UnreadableFile
from services.tables.phones import REGIONS
from services.tables.place import Place
from services.tables.rejects import RejectFile
from services.tables.showing import harmless


def import_file(
    profile: ProfileOption,
    layout: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="Name of the layout; see docs/formats.md.", autocompletion=words.formats),
    ] = "",
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="CSV, JSON Lines or .xlsx.")] = None,
    province: Annotated[str, typer.Option(help="Code such as PB, for files of one province.")] = "",
    region: Annotated[
        str, typer.Option("--region", help="Country of phone numbers that name none, ISO 3166-1.")
    ] = "PK",
    check: Annotated[bool, typer.Option("--check", help="Read and report only; send nothing.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Reject file; default: beside FILE.")] = None,
    replaces: Annotated[
        str, typer.Option(help="Name of the earlier file that this export takes the place of; default: FILE's own.")
    ] = "",
    abandon: Annotated[
        bool, typer.Option("--abandon", help="Forget waiting pages, where the hub refuses the oldest for good.")
    ] = False,
) -> None:
    """Import one export. Bad rows go to the reject file; the same file twice adds nothing."""
    settings = profile_of(profile)
    if abandon:
        with reported():
            typer.echo(f"pages abandoned: {run(abandon_pages(settings))}")
        return
    known = formats()
    if layout not in known or file is None:
        say(f"rabta: a FORMAT and a FILE are needed; known formats: {', '.join(sorted(known))}")
        raise typer.Exit(USAGE)
    if region.upper() not in REGIONS:
        say(f"rabta: --region: no country of phone numbers (ISO 3166-1 alpha-2): {harmless(region)}")
        raise typer.Exit(USAGE)
    source = Source(province, rejects, check, say, sys.stderr.isatty(), region.upper(), replaces)
    with reported():
        try:
            summary = _import(settings, layout, file, source)
        except UnreadableFile as error:
            say(f"rabta: {file.name}: {error}")
            raise typer.Exit(ERROR) from None
        except JournalShort as short:
            say(f"rabta: {short}: {SHORT}")
            raise typer.Exit(ERROR) from None
        except Refusal as refusal:
            if refusal.reason == "PAGE_INVALID":
                say("the feed has stopped at a page that the hub will never take: see `rabta import --abandon`")
            raise
    report(summary)


@dataclass(frozen=True, slots=True)
class Source:
    """What is said once for a file: province, region of its phones, where its rejects go, whether it is only read, and
    who is told what.

    ``replaces``: name of the earlier file whose records are looked for in this one, empty for the file's own.

    ``tell`` None: nobody is told, not even how far it is; ``terminal``: progress is written over itself.
    """

    province: str = ""
    rejects: Path | None = None
    check: bool = False
    tell: Callable[[str], None] | None = None
    terminal: bool = False
    region: str = "PK"
    replaces: str = ""

    def say(self, text: str) -> None:
        """A line for people, if there are any."""
        if self.tell is not None:
            self.tell(text)


def import_quietly(settings: Profile, layout: str, file: Path) -> dict[str, int]:
    """Import one file; its summary. Raises UnreadableFile, Refusal or Unproven."""
    return _import(settings, layout, file, Source())


def _import(settings: Profile, layout: str, file: Path, source: Source) -> dict[str, int]:
    target = source.rejects or file.with_name(f"{file.name}.rejects.csv")
    ignored, place = set[str](), Place()
    progress = _progress(file, place, source)
    with RejectFile(target) as rejected, FlagFile(target.with_name(f"{file.name}.flags.csv")) as flags:
        origin = Origin(settings.agency, source.province, source.region)
        outcomes = read(formats()[layout], file, origin, ignored, place)
        rows = _watched(rows_of(outcomes, rejected), progress)
        try:
            told = Told(rejected, flags, source.say)
            again = Again(source_of(layout, file.name), source_of(layout, source.replaces or file.name))
            if source.check:
                summary = _checked(settings, rows, again)
            else:
                summary = run(_send(settings, rows, told, progress, again))
        except KeyboardInterrupt:
            source.say(harmless(progress.stopped(file.name)))
            raise typer.Exit(STOPPED) from None
        finally:
            progress.end()
    for line in _afterwards(ignored, rejected, flags, summary):
        source.say(harmless(line))
    for line in write_left_out(target.with_name(f"{file.name}.left.csv"), again.left_out, rejected.rejects):
        source.say(harmless(line))
    return summary


def _progress(file: Path, place: Place, source: Source) -> Progress:
    return silent(place) if source.tell is None else on_stderr(file.stat().st_size, place, source.terminal)


def _watched(rows: Iterator[RowRead], progress: Progress) -> Iterator[RowRead]:
    for row in rows:
        progress.at(row.number)
        yield row


def _afterwards(ignored: set[str], rejected: RejectFile, flags: FlagFile, summary: dict[str, int]) -> Iterator[str]:
    if ignored:
        yield f"headings ignored: {', '.join(sorted(ignored))}"
    if rejected.rejects:
        yield f"rejects: {rejected.path}"
    yield from flags.summed()
    if flags.lines:
        yield f"flags: {flags.path}"
    if not summary["rows"]:
        yield "nothing is added: the file has no row"
    elif summary["rows"] == summary["rejected"]:
        yield f"nothing is added: none of {summary['rows']} rows could be taken"
    elif summary["rows"] == summary.get("unchanged", 0) + summary["rejected"]:
        yield "nothing is added: what the other rows say was held already"


def _checked(profile: Profile, rows: Iterator[RowRead], again: Again) -> dict[str, int]:
    """What an import will say of the same file but for what the hub alone knows: of rows taken, which are new to it."""
    read = rejected = versions = 0
    with stated_before(journal_path(profile)) as stated:
        for row in rows:
            read += 1
            rejected += row.rejected
            versions += len(row.drafts)
            for draft in row.drafts:
                stated.meet(draft.record_id)
        again.left_out = stated.left_out(again.source, again.replaced)
    return {"rows": read, "taken": read - rejected, "rejected": rejected, "versions": versions}


@dataclass(frozen=True, slots=True)
class Told:
    """Where goes what the hub says of rows: refusals to the reject file and to people, flags to their file."""

    rejected: RejectFile
    flags: FlagFile
    say: Callable[[str], None]

    def note(self, found: Finding) -> None:
        """One refusal or flag."""
        if found.kind == "flag":
            self.flags.write(found)
            return
        self.rejected.refused(found.row, found.field, found.rule, found.text)
        where = f"row {found.row}" if found.row else "an earlier page"
        field = f"{found.field}: " if found.field else ""
        self.say(harmless(f"{found.kind}: {where}, {found.record_id}: {field}{found.text} [{found.rule}]"))


@dataclass(slots=True)
class Again:
    """The file's source and the one that it takes the place of; ``left_out``: what that one held and this does not."""

    source: str
    replaced: str
    left_out: Sequence[str] = ()


async def _send(
    profile: Profile, rows: Iterator[RowRead], told: Told, progress: Progress, again: Again
) -> dict[str, int]:
    """Sign and send; the summary adds up. Raises Refusal or Unproven."""
    async with Channel(profile, connections=CONNECTIONS) as channel:
        with await opened_feed(profile, channel, told.note) as feed:
            send = sender(channel)

            async def counted(body: bytes, request_id: str) -> bytes:
                answer = await send(body, request_id)
                progress.pages += 1
                return answer

            summary = asdict(await contribute(feed, rows, counted))
            if feed.resent:
                told.say(f"the hub was restored from a backup: {feed.resent} pages that it had lost were sent again")
            again.left_out = feed.left_out(again.source, again.replaced)
            return summary


def report(summary: dict[str, int]) -> None:
    """One line a figure."""
    for name, number in summary.items():
        typer.echo(f"{name.replace('_', ' ')}: {number}")
