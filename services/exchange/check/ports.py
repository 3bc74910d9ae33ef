"""What a check needs of the records that the node holds. All raise StorageUnavailable and the gates' refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from services.access.trail import Inquiry
from services.exchange.check.crossings import Check, Crossing
from services.membership.registry import Registry
from services.values.exchange import Banner, Identifier, NamedTraveller, PostCheck, TravellerHit


class Found(NamedTuple):
    """What the records tell this caller. ``more``: more owners hold somebody so like this than are told.

    ``banners``: that the prosecution is to be asked first, or none; ``name_search``: what was looked through by a name.
    """

    hits: tuple[TravellerHit, ...]
    more: bool
    banners: tuple[Banner, ...] = ()
    name_search: str = ""


class Synced(Protocol):
    """When copies came, on a node that holds some. Raises StorageUnavailable."""

    async def synced(self, givers: Iterable[str], hub: str) -> Mapping[str, int]:
        """Giver -> when all that it gives was last held here, epoch ms; one of which nobody can say is left out.

        ``hub``: agency that gives what it holds of every other.
        """
        ...


class Travellers(Protocol):
    """Records of the node as a post may see them; what each call asked and withheld is in its trail."""

    async def by_document(self, inquiry: Inquiry, document: Identifier, registry: Registry) -> Found:
        """All that stands under a number in canonical form."""
        ...

    async def by_name(self, inquiry: Inquiry, named: NamedTraveller, registry: Registry, most: int) -> Found:
        """Up to ``most`` owners that hold somebody of such a name and year, best first, without any action."""
        ...


class Checks(Protocol):
    """Checks by a document, each by a blind token. Raises PostsUnavailable, and nothing was changed."""

    def document(self, agency: str, document: Identifier) -> bytes:
        """The token by which an agency's checks of a document are found, and nobody else's."""
        ...

    async def keep(self, agency: str, check: PostCheck) -> None:
        """One that is about to be answered."""
        ...

    async def take(self, agency: str, checks: Sequence[PostCheck]) -> None:
        """Those that another node of the agency answered, each once however often it is brought."""
        ...

    async def between(self, agency: str, from_ms: int, to_ms: int) -> Sequence[Check]:
        """Of an agency, "" for all, from one time until before another."""
        ...

    async def thin(self, before_ms: int) -> None:
        """Forget what is older."""
        ...


class FedCrossing(NamedTuple):
    """A crossing as an agency's feed tells it."""

    agency: str
    post: str
    at_ms: int
    documents: tuple[Identifier, ...]

    def crossing(self, token: Callable[[str, Identifier], bytes]) -> Crossing:
        """The same without numbers. ``token``: of an agency and a document."""
        tokens = frozenset(token(self.agency, each) for each in self.documents)
        return Crossing(self.agency, self.post, self.at_ms, tokens)


class Crossings(Protocol):
    """Crossings that agencies' feeds tell. Raises StorageUnavailable."""

    async def between(self, agency: str, from_ms: int, to_ms: int) -> Sequence[FedCrossing]:
        """Of an agency's own feed, "" for all, from one time until before another."""
        ...


class Anchored(Protocol):
    """How far the logs of other nodes are anchored here. Raises ExchangeUnavailable."""

    async def until_ms(self, agency: str) -> int:
        """When a log of the agency was anchored last, 0 for never."""
        ...
