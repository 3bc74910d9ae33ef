"""How referrals, and how claims, lie in their file: what differs between the two kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from services.referral import status
from services.referral.claims import kept as claims
from services.referral.claims.kept import KeptClaim
from services.referral.kept import Kept, about, read, written
from services.referral.ports import Head


class Named(Protocol):
    """What has a random name."""

    @property
    def id(self) -> str:
        """Under which nothing can be guessed."""
        ...


M = TypeVar("M", bound=Named)


def _nowhere(_matter: object) -> Sequence[tuple[str, ...]]:
    return ()


def _headless(_matter: object) -> Sequence[Head]:
    return ()


def _beside(_matter: object, _other: object) -> bool:
    return False


class Form(NamedTuple, Generic[M]):
    """How matters of one kind lie in the file.

    ``name``: in the names of its statements; ``tokens``: of which its blind tokens are besides; ``sent_ms``: when one
    was sent; ``about``: under what it is found; ``stands``, ``open_in``: under what it is counted as it stands, and
    while it is open, where the last counts no more than MAX_OPEN. ``heads``: of each case that it is of, where its
    first stands; ``above``: whether one stands before another there, which no change of either changes.
    """

    name: str
    tokens: tuple[str, ...]
    written: Callable[[M], str]
    read: Callable[[str], M]
    sent_ms: Callable[[M], int]
    about: Callable[[M], Sequence[tuple[str, ...]]]
    stands: Callable[[M], Sequence[tuple[str, ...]]] = _nowhere
    open_in: Callable[[M], Sequence[tuple[str, ...]]] = _nowhere
    heads: Callable[[M], Sequence[Head]] = _headless
    above: Callable[[M, M], bool] = _beside


REFERRAL: Final = Form[Kept](
    "referral",
    (),
    written,
    read,
    lambda kept: kept.turn.sent_ms,
    about,
    status.stands,
    heads=status.heads,
    above=status.stricter,
)
CLAIM: Final = Form[KeptClaim](
    "compensation",
    ("compensation",),
    claims.written,
    claims.read,
    lambda kept: kept.opened_ms,
    claims.about,
    claims.stands,
    claims.open_in,
)
