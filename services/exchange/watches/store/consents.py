"""Which agencies let their desks be told over a number, and who was put in touch.

A row says no more than tokens of the person and the agency, and sealed who it is. It is willing for a while from each
reading by its own officer, as nobody else's call can say whether they still may.
"""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps, loads
from typing import Final

from services.exchange.watches.errors import TooManyWatches
from services.exchange.watches.ports import DESK_OF, Feed, Watched
from services.exchange.watches.store.alerts import number
from services.exchange.watches.store.at_rest import AtRest
from services.store.database import Transaction
from services.values.identifiers import search_keys

MAX_OF_FEED: Final = 10
MAX_OF_AGENCY: Final = 200
"""Consents of one officer and case, and of one agency, that stand at once (P): nobody offers a desk over thousands."""
DAY_MS: Final = 86_400_000
WILLING_MS: Final = 7 * DAY_MS
"""How long one reading keeps a desk on offer (P)."""
_CONSENT: Final = b"consent "


async def keep(tx: Transaction, rest: AtRest, token: bytes, watched: Watched) -> None:
    """Take the consent of a new subscription; willing to nothing before its officer reads. Raises TooManyWatches."""
    feed, agency = rest.feed(watched.feed), rest.token("agency", watched.feed.agency)
    ((of_feed, of_agency),) = await tx.rows("consents", feed, agency, watched.began_ms)
    if of_feed >= MAX_OF_FEED or of_agency >= MAX_OF_AGENCY:
        raise TooManyWatches
    said = rest.sealed(dumps([watched.id, watched.feed.agency]), _CONSENT + token)
    person = _person(rest, watched)
    await tx.rows("keep_consent", token, person, agency, feed, watched.expires_ms, said)


async def meet(
    tx: Transaction, rest: AtRest, feed: Feed, willing: Sequence[Watched], barred: Sequence[Watched], now_ms: int
) -> int:
    """Tell both sides of each new meeting; see :meth:`services.exchange.watches.ports.Watches.meet`."""
    await tx.rows("end_expired_consents", now_ms)
    for each in barred:
        await tx.rows("will_consent", rest.token("id", each.id), 0)
    agency, new, day_ms = rest.token("agency", feed.agency), 0, now_ms - now_ms % DAY_MS
    for each in willing:
        await tx.rows("will_consent", rest.token("id", each.id), now_ms + WILLING_MS)
        for theirs, token, said in await tx.rows("others_willing", _person(rest, each), agency, now_ms):
            watch, other = loads(rest.opened(said, _CONSENT + token))
            new += await number(tx, rest, rest.feed(feed), [(f"{each.id}{DESK_OF}{other}", "")], day_ms)
            new += await number(tx, rest, theirs, [(f"{watch}{DESK_OF}{feed.agency}", "")], day_ms)
    return new


def _person(rest: AtRest, watched: Watched) -> bytes:
    """One token for whichever of its names a number is typed under."""
    texts = search_keys(watched.subject.identifier) if watched.subject.identifier else ()
    return rest.token("person", min(texts))
