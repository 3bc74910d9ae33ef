"""`rabta records`: is what this agency sent still what the hub holds, and how one of them is changed."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli import records_change, records_journal, records_resend
from services.cli.ask import run
from services.cli.options import ERROR, ProfileOption, profile_of, reported, say
from services.client.channel import Channel
from services.client.contribution import journal_of, upkeep
from services.client.feed_check import check_feed, check_record
from services.client.profile import Profile
from services.client.token import Applicant, Tokens
from services.tables.showing import harmless

app = typer.Typer(help="Records that this agency has contributed.", no_args_is_help=True)
SAMPLE, MAX_SAMPLE = 20, 50
app.command()(records_change.show)
app.command()(records_change.withdraw)
app.command()(records_change.correct)
app.command()(records_change.expunge)
app.command()(records_resend.resend)
app.command("rebuild-journal")(records_journal.rebuild_journal)


@app.command()
def check(
    profile: ProfileOption,
    sample: Annotated[
        int, typer.Option(min=0, max=MAX_SAMPLE, help="Records to read back, chosen at random.")
    ] = SAMPLE,
) -> None:
    """Hold the agency's own journal against the log's outcome of its last page, and against records read back."""
    settings = profile_of(profile)
    with reported():
        page, read, wrong = run(_check(settings, sample))
    for line in wrong:
        say(harmless(line))
    typer.echo(f"last page: {page}")
    typer.echo(f"records read back: {read}")
    typer.echo(f"differences: {len(wrong)}")
    if wrong:
        raise typer.Exit(ERROR)


async def _check(profile: Profile, sample: int) -> tuple[int, int, list[str]]:
    async with Channel(profile) as channel:
        journal = journal_of(profile, await channel.fetch_registry())
        try:
            wrong = await check_feed(channel, journal, "records")
            (page, _), chosen = journal.answered_head(), journal.sample(sample)
        finally:
            journal.close()
        if chosen:
            tokens = Tokens(Applicant.of(profile))
            told = [await check_record(channel, held, await tokens.fetch(upkeep(profile))) for held in chosen]
            wrong += filter(None, told)
        return page, len(chosen), wrong
