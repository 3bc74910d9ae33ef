"""The room put together, in one call of a composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from services.access.gates import Glass
from services.records import wire
from services.records.app.context import Codec, Context
from services.records.app.matching import Matching
from services.records.case_law_port import CaseLaw
from services.records.desk_port import Directions, NoDesk
from services.records.guard_port import GuardLaw
from services.records.identity_port import Identities, Unasked
from services.records.law_book_port import LawBook, NoBook
from services.records.ports import Store
from services.records.release_port import NoReleases, Releases
from services.records.sealing import Keys
from services.records.statement_port import NoLaw, StatementLaw
from services.records.tokens import Blinder


class NoGlass:
    """A node without break-glass: no session is ever open."""

    async def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:  # noqa: ARG002
        """False: no session is open here."""
        return False

    async def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """Remember nothing, as no session is open."""


@dataclass(frozen=True, slots=True)
class Records:
    """The room over its store."""

    context: Context
    close: Callable[[], Awaitable[None]]


def build_records(
    store: Store,
    folder: Path,
    secret: bytes,
    glass: Glass,
    matching: Matching | None = None,
    identities: Identities | None = None,
    releases: Releases | None = None,
    statement_law: StatementLaw | None = None,
    guard_law: GuardLaw | None = None,
    case_law: CaseLaw | None = None,
    law_book: LawBook | None = None,
    desk: Directions | None = None,
    holds_copies: bool = False,
) -> Records:
    """The room over a store that is open; closed with the room. ``folder``: of the node, where keys of versions lie.

    ``identities``: the identity registry's word on numbers; None where nobody is asked for it.
    ``releases``: what owners released; None where nothing is. ``statement_law``: None where no statement is reviewed.
    ``guard_law``: None where nobody is guarded; ``case_law``: None where nobody asks the law about a case.
    ``law_book``: None where nothing is decided on either; ``desk``: None where the prosecution is not asked here;
    ``holds_copies``: a member's own node.
    """
    keys = Keys.from_secret(secret, folder)
    laws = (statement_law, guard_law, case_law, law_book, desk, holds_copies)
    context = build_app(store, keys, glass, matching, identities, releases, *laws)
    return Records(context, store.close)


def build_app(
    store: Store,
    keys: Keys,
    glass: Glass | None = None,
    matching: Matching | None = None,
    identities: Identities | None = None,
    releases: Releases | None = None,
    statement_law: StatementLaw | None = None,
    guard_law: GuardLaw | None = None,
    case_law: CaseLaw | None = None,
    law_book: LawBook | None = None,
    desk: Directions | None = None,
    holds_copies: bool = False,
) -> Context:
    """The use cases' room over a store and the hub's derived keys; without ``matching`` nobody is found by name."""
    codec = Codec(wire.decode_version, wire.decode_held, wire.encode_history, wire.encode, wire.encode)
    return Context(
        store,
        keys,
        Blinder(keys.index),
        codec,
        glass or NoGlass(),
        matching=matching or Matching(),
        identities=identities or Unasked(),
        releases=releases or NoReleases(),
        statement_law=statement_law or NoLaw(),
        guard_law=guard_law,
        case_law=case_law,
        law_book=law_book or NoBook(),
        desk=desk or NoDesk(),
        holds_copies=holds_copies,
    )


__all__ = ["Keys", "NoGlass", "Records", "build_app", "build_records"]
