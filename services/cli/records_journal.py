"""`rabta records rebuild-journal`: the agency's journal, where it was lost, is made anew of what the hub holds."""

from __future__ import annotations

from collections.abc import Iterator

import typer
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse

from services.cli.ask import run
from services.cli.options import ProfileOption, profile_of, reported, say
from services.cli.records_resend import EveryOtherSecond
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.contribution import journal_of, upkeep
from services.client.profile import Profile
from services.client.rebuild import Rebuilt, rebuild
from services.tables.showing import harmless

FEED = "records"


def rebuild_journal(profile: ProfileOption) -> None:
    """Bring the agency's pages that the hub holds into its journal, which was lost or is an older copy.

    Each is held against the agency's own signature. All come in or none: a run that was stopped starts anew. Run
    `rabta records check` afterwards, which holds the journal against the log.
    """
    settings = profile_of(profile)
    with reported():
        done = run(_rebuild(settings, EveryOtherSecond()))
    for line in told(done):
        say(harmless(line))
    typer.echo(f"pages: {done.pages}")
    typer.echo(f"versions: {done.versions}")
    typer.echo(f"versions withheld: {sum(done.withheld.values())}")
    typer.echo(f"last page: {done.last}")


async def _rebuild(profile: Profile, progress: EveryOtherSecond) -> Rebuilt:
    async with Channel(profile) as channel:
        journal = journal_of(profile, await channel.fetch_registry())
        asking = Asking(channel)

        async def fetch(request: GetPageRequest) -> GetPageResponse:
            return (await asking.ask(upkeep(profile), request, GetPageResponse)).message

        try:
            return await rebuild(
                journal, FEED, fetch, lambda page, last: progress.tell(f"{page:,} of {last:,} pages are here")
            )
        finally:
            journal.close()


def told(done: Rebuilt) -> Iterator[str]:
    """What did not come back, and what follows from it."""
    for record_id, versions in sorted(done.withheld.items()):
        yield f"withheld: {record_id}: {versions} versions: expunged, or not this officer's to see"
    for record_id in sorted(done.missing):
        yield f"missing: {record_id}: an earlier version of it is in no page of this agency's feed {FEED}"
    if done.short:
        pages = ", ".join(map(str, done.short))
        yield f"not to be sent again to a hub that loses them, as not all of them came back: pages {pages}"
    if done.forgotten:
        yield f"{done.forgotten} pages that waited here are forgotten, as the hub holds others: say it again"
    if done.pages:
        yield "which file stated a record is not known to the hub: its next import asks about no row that left it"
