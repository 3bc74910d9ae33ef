"""Referrals and claims, sealed; each change is one transaction with the request id that asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from services.access.errors import Violation
from services.access.request_id import Act
from services.referral.claims import kept as claims
from services.referral.claims.kept import KeptClaim
from services.referral.errors import TooManyOpen
from services.referral.kept import Kept, about, read, written
from services.referral.ports import Numbered, Place
from services.referral.store.at_rest import AtRest
from services.referral.store.daily import Daily, spend
from services.referral.store.open_share import MAX_OPEN
from services.store.database import Database, Transaction
from services.store.values import Row


class Named(Protocol):
    """What has a random name."""

    @property
    def id(self) -> str:
        """Under which nothing can be guessed."""
        ...


M = TypeVar("M", bound=Named)
_OF_PROPOSAL: Final = 1000
"""Referrals of one proposal that are looked at: more than one body sends in a day."""


def _nowhere(_matter: object) -> Sequence[tuple[str, ...]]:
    return ()


class Form(NamedTuple, Generic[M]):
    """How matters of one kind lie in the file.

    ``name``: in the names of its statements; ``tokens``: of which its blind tokens are besides; ``sent_ms``: when one
    was sent; ``about``: under what it is found; ``stands``, ``open_in``: under what it is counted as it stands, and
    while it is open, where the last counts no more than MAX_OPEN.
    """

    name: str
    tokens: tuple[str, ...]
    written: Callable[[M], str]
    read: Callable[[str], M]
    sent_ms: Callable[[M], int]
    about: Callable[[M], Sequence[tuple[str, ...]]]
    stands: Callable[[M], Sequence[tuple[str, ...]]] = _nowhere
    open_in: Callable[[M], Sequence[tuple[str, ...]]] = _nowhere


REFERRAL: Final = Form[Kept]("referral", (), written, read, lambda kept: kept.turn.sent_ms, about)
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


class Stored(Generic[M]):
    """See :class:`services.referral.ports.Matters`. ``secret``: the node's, 32 bytes; ``daily``: their limit."""

    def __init__(self, database: Database, secret: bytes, form: Form[M], daily: Daily) -> None:
        self._database, self._form, self._daily = database, form, daily
        self._rest = AtRest(secret, form.tokens)

    async def send(self, kept: M, act: Act, place: Place[M] | None = None) -> M:
        """See the port."""

        async def sent(tx: Transaction) -> M:
            before = await self._rest.act_before(tx, act)
            if before is not None and (held := await self._one(tx, before)) is not None:
                return held
            if place is not None:
                await self._check(tx, place)
            await spend(tx, self._rest, self._daily, act, self._form.sent_ms(kept))
            token = self._rest.token("id", kept.id)
            await tx.rows(f"keep_{self._form.name}", token, self._sealed(kept, token))
            await self._find(tx, None, kept, token)
            await self._rest.keep_act(tx, act, kept.id)
            return kept

        return await self._database.write(sent)

    async def change(self, id_: str, step: Callable[[M, bool], M], act: Act) -> M | None:
        """See the port."""

        async def changed(tx: Transaction) -> M | None:
            before, held = await self._rest.act_before(tx, act), await self._one(tx, id_)
            if held is None:
                return None
            after = step(held, before is not None)
            if before is None:
                token = self._rest.token("id", id_)
                await tx.rows(f"change_{self._form.name}", token, self._sealed(after, token))
                await self._find(tx, held, after, token)
                await self._rest.keep_act(tx, act, id_)
            return after

        return await self._database.write(changed)

    async def of_agency(self, agency: str, after: int, most: int) -> Sequence[Numbered[M]]:
        """Of what is committed."""
        return await self._of(("agency", agency), after, most)

    async def of_case(self, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered[M]]:
        """Of what is committed."""
        return await self._of(("case", case_type, case_key), after, most)

    async def of_proposal(self, proposal: str) -> Sequence[Numbered[M]]:
        """Of what is committed."""
        return await self._of(("proposal", proposal), 0, _OF_PROPOSAL)

    async def all(self, after: int, most: int) -> Sequence[Numbered[M]]:
        """Of what is committed."""
        return self._numbered(await self._database.rows(f"{self._form.name}s", after, most))

    async def _of(self, whose: tuple[str, ...], after: int, most: int) -> Sequence[Numbered[M]]:
        about = self._rest.token(*whose)
        return self._numbered(await self._database.rows(f"{self._form.name}s_of", about, after, most))

    async def counts(self, about: Sequence[tuple[str, ...]]) -> Sequence[int]:
        """Of what is committed."""
        rows = await self._database.many(f"count_{self._form.name}", [(self._rest.token(*each),) for each in about])
        return [int(number) for (number,) in rows]

    async def _find(self, tx: Transaction, before: M | None, kept: M, token: bytes) -> None:
        """Make it findable under all that it is about, where it was found before too, and counted as it stands.

        Raises TooManyOpen.
        """
        form = self._form
        now = [*form.stands(kept), *form.open_in(kept)]
        then = [*form.stands(before), *form.open_in(before)] if before is not None else []
        gone = [each for each in then if each not in now]
        if gone:
            await tx.each(f"forget_{form.name}_of", [(self._rest.token(*each), token) for each in gone])
        found = [*form.about(kept), *now]
        await tx.each(f"keep_{form.name}_of", [(self._rest.token(*each), token) for each in found])
        for place, each in enumerate(form.open_in(kept)):
            if each not in then:
                field = f"cases[{place}]" if before is None else "cited"
                await self._check_share(tx, self._rest.token(*each), field)

    async def _check_share(self, tx: Transaction, share: bytes, field: str) -> None:
        ((number,),) = await tx.rows(f"count_{self._form.name}", share)
        if number > MAX_OPEN:
            raise TooManyOpen(Violation(field, "open-in-case", f"has {MAX_OPEN} claims of the agency open"))

    async def _check(self, tx: Transaction, place: Place[M]) -> None:
        for under in place.under:
            for token, body in await tx.rows(f"last_{self._form.name}_of", self._rest.token(*under)):
                place.check(self._opened(token, body))

    async def _one(self, tx: Transaction, id_: str) -> M | None:
        token = self._rest.token("id", id_)
        found = await tx.rows(self._form.name, token)
        return self._opened(token, found[0][0]) if found else None

    def _numbered(self, rows: Iterable[Row]) -> list[Numbered[M]]:
        return [Numbered(number, self._opened(token, body)) for number, token, body in rows]

    def _sealed(self, kept: M, token: bytes) -> bytes:
        return self._rest.sealed(self._form.written(kept), f"{self._form.name} ".encode() + token)

    def _opened(self, token: bytes, body: bytes) -> M:
        return self._form.read(self._rest.plain(body, f"{self._form.name} ".encode() + token))
