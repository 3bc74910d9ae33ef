"""What a contributing agency needs beside its records: its feed under its journal, and how a page is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from services.access.details import Details
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.errors import Refusal
from services.client.feed import CONNECTIONS, Feed, Finding
from services.client.pages_in_flight import Send
from services.client.profile import Profile, ProfileError
from services.client.store.feed_journal import Journal
from services.client.store.journal_rows import Terms
from services.membership.registry import Registry
from services.signing.reference import load_signer
from services.signing.signer import Signer
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

METHOD = "/rabta.records.v1.RecordsService/SubmitPage"
FINAL = ("PAGE_INVALID", "NOT_OWNER")
"""Refusals of a page as a whole that no second try will change."""


def upkeep(profile: Profile) -> Details:
    """Why a record officer writes, and reads what they have written."""
    return Details(
        Purpose.RECORD_UPKEEP, LegalBasis.DATA_OVERSIGHT, "", QueryClass.UPKEEP, "RECORD", profile.agency.upper()
    )


def journal_of(profile: Profile, registry: Registry) -> Journal:
    """The agency's own account of its feed. Raises as Journal does."""
    terms = Terms(registry.federation_id, profile.agency, registry.hub, "records")
    return Journal(journal_path(profile), terms)


def journal_path(profile: Profile) -> Path:
    """Where the agency's account of its feed lies."""
    return profile.state / "feed.db"


async def opened_feed(
    profile: Profile, channel: Channel, note: Callable[[Finding], None] | None = None
) -> AbstractContextManager[Feed]:
    """The feed, to be used in ``with``. ProfileError where the profile holds no page key."""
    registry = await channel.fetch_registry()
    if profile.page_key is None:
        raise ProfileError("this profile has no page key: pages are signed on the agency's node alone")
    return _held(profile, registry, load_signer(profile.page_key), channel.clock, note)


@contextmanager
def _held(
    profile: Profile,
    registry: Registry,
    key: Signer,
    clock: Callable[[], int],
    note: Callable[[Finding], None] | None,
) -> Iterator[Feed]:
    journal = journal_of(profile, registry)
    try:
        terms = Terms(registry.federation_id, profile.agency, registry.hub, "records")
        yield Feed(journal, terms, key, clock, note=note)
    finally:
        journal.close()


def sender(channel: Channel, asking: Asking | None = None) -> Send:
    """Sends a page under a token that is fetched anew only when it is about to expire."""
    tokens = asking or Asking(channel)

    async def send(body: bytes, _request_id: str) -> bytes:
        return (await channel.call(METHOD, body, await tokens.token(upkeep(channel.profile)))).proven.body

    return send


async def abandon_pages(profile: Profile) -> int:
    """Send what waits; where the hub signs that it will never take the oldest, forget all. How many were forgotten.

    Raises Refusal for any other reason, Unproven: a page whose answer was lost may be in force.
    """
    async with Channel(profile, connections=CONNECTIONS) as channel:
        with await opened_feed(profile, channel) as feed:
            try:
                await feed.submit(sender(channel))
            except Refusal as refusal:
                if refusal.reason not in FINAL:
                    raise
                return feed.abandon()
    return 0
