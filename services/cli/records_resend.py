"""`rabta records resend`: pages that a restored hub has lost go out again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import typer

from services.cli.ask import run
from services.cli.options import ERROR, ProfileOption, profile_of, reported, say
from services.client.channel import Channel
from services.client.contribution import opened_feed, sender
from services.client.errors import JournalShort
from services.client.feed import CONNECTIONS, Finding
from services.client.profile import Profile
from services.tables.showing import harmless

EACH_S: Final = 2.0
SHORT: Final = "what the journal cannot send again comes from the exports: ask the hub's operator, docs/operations.md"


class Resent(NamedTuple):
    """How many pages were sent, and the number of the last one that the hub holds now."""

    pages: int
    last: int


@dataclass(slots=True)
class EveryOtherSecond:
    """Says how far something is, at most every other second, and nothing of what is soon done."""

    write: Callable[[str], None] = say
    clock: Callable[[], float] = time.monotonic
    _said: float = field(default=-1.0)

    def tell(self, text: str) -> None:
        """How far it is now."""
        now = self.clock()
        if self._said < 0:
            self._said = now
        if now - self._said >= EACH_S:
            self._said = now
            self.write(text)


def resend(profile: ProfileOption) -> None:
    """Send again what a hub that was restored from a backup has lost, and what waits; as often as you like.

    A run that was stopped goes on where it was. The next import does the same before anything else.
    """
    settings = profile_of(profile)
    with reported():
        try:
            found, told = run(_resend(settings, EveryOtherSecond()))
        except JournalShort as short:
            say(f"rabta: {short}: {SHORT}")
            raise typer.Exit(ERROR) from None
    for finding in told:
        say(harmless(f"{finding.kind}: {finding.record_id}: {finding.field}: {finding.text} [{finding.rule}]"))
    typer.echo(f"pages sent: {found.pages}")
    typer.echo(f"last page: {found.last}")
    if any(finding.kind == "refused" for finding in told):
        raise typer.Exit(ERROR)


async def _resend(profile: Profile, progress: EveryOtherSecond) -> tuple[Resent, list[Finding]]:
    told, sent = list[Finding](), 0
    async with Channel(profile, connections=CONNECTIONS) as channel:
        with await opened_feed(profile, channel, told.append) as feed:
            send = sender(channel)

            async def counted(body: bytes, request_id: str) -> bytes:
                nonlocal sent
                answer = await send(body, request_id)
                sent += 1
                progress.tell(f"{sent:,} pages sent, about {feed.waiting:,} wait")
                return answer

            pages = await feed.resend(counted)
            return Resent(pages, feed.last_page), [each for each in told if each.kind != "flag"]
