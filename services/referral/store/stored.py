"""Referrals and claims, sealed; each change is one transaction with the request id that asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Generic, TypeVar

from services.access.errors import Violation
from services.access.request_id import Act
from services.referral.errors import TooManyOpen
from services.referral.ports import Head, Numbered, Place
from services.referral.store.at_rest import AtRest
from services.referral.store.daily import Daily, spend
from services.referral.store.form import Form, Named
from services.referral.store.open_share import MAX_OPEN
from services.store.database import Database, Transaction
from services.store.values import Row

M = TypeVar("M", bound=Named)
_OF_PROPOSAL: Final = 1000
"""Referrals of one proposal that are looked at: more than one body sends in a day."""
_AT_ONCE: Final = 200
"""Of one case that are gone through at a time."""


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

    async def first(self, head: Head) -> M | None:
        """See the port. A case of a file of before is gone through at the first question, and never again."""
        found = await self._last(self._database, head.first)
        if found is None and await self._any(self._database, head.case):

            async def first_of(tx: Transaction) -> M | None:
                await self._go_through(tx, head.case)
                return await self._last(tx, head.first)

            return await self._database.write(first_of)
        return found

    async def stands(self, under: tuple[str, ...]) -> bool:
        """Of what is committed."""
        return await self._any(self._database, under)

    async def go_through(self, case: tuple[str, ...]) -> None:
        """See the port."""
        await self._database.write(lambda tx: self._go_through(tx, case))

    async def _find(self, tx: Transaction, before: M | None, kept: M, token: bytes) -> None:
        """Make it findable under all that it is about, where it was found before too, and counted as it stands.

        Raises TooManyOpen.
        """
        form = self._form
        for head in form.heads(kept):
            await self._place(tx, head, kept, token)
        now = [*form.stands(kept), *form.open_in(kept)]
        then = [*form.stands(before), *form.open_in(before)] if before is not None else []
        gone = [each for each in then if each not in now]
        if gone:
            await tx.each(f"forget_{form.name}_of", [(self._rest.token(*each), token) for each in gone])
        await self._keep_of(tx, [*form.about(kept), *now], token)
        for place, each in enumerate(form.open_in(kept)):
            if each not in then:
                field = f"cases[{place}]" if before is None else "cited"
                await self._check_share(tx, self._rest.token(*each), field)

    async def _place(self, tx: Transaction, head: Head, kept: M, token: bytes) -> None:
        """Make it the first of a case where it is; a case of a file of before is gone through before that."""
        first = await self._last(tx, head.first)
        if first is None and await self._any(tx, head.case):
            await self._go_through(tx, head.case)
            first = await self._last(tx, head.first)
        if first is None or self._form.above(kept, first):
            await self._keep_of(tx, [head.first], token)

    async def _go_through(self, tx: Transaction, case: tuple[str, ...]) -> None:
        about, place = self._rest.token(*case), 0
        firsts = dict[Head, M]()
        while rows := await tx.rows(f"{self._form.name}s_of", about, place, _AT_ONCE):
            for number, token, body in rows:
                kept, place = self._opened(token, body), int(number)
                await self._keep_of(tx, [*self._form.stands(kept), *self._form.open_in(kept)], token)
                for head in self._form.heads(kept):
                    if head.case == case and (head not in firsts or self._form.above(kept, firsts[head])):
                        firsts[head] = kept
                        await self._keep_of(tx, [head.first], token)

    async def _keep_of(self, tx: Transaction, under: Iterable[tuple[str, ...]], token: bytes) -> None:
        await tx.each(f"keep_{self._form.name}_of", [(self._rest.token(*each), token) for each in under])

    async def _any(self, of: Database | Transaction, under: tuple[str, ...]) -> bool:
        return bool(await of.rows(f"any_{self._form.name}_of", self._rest.token(*under)))

    async def _last(self, of: Database | Transaction, under: tuple[str, ...]) -> M | None:
        found = await of.rows(f"last_{self._form.name}_of", self._rest.token(*under))
        return self._opened(*found[0]) if found else None

    async def _check_share(self, tx: Transaction, share: bytes, field: str) -> None:
        ((number,),) = await tx.rows(f"count_{self._form.name}", share)
        if number > MAX_OPEN:
            raise TooManyOpen(Violation(field, "open-in-case", f"has {MAX_OPEN} claims of the agency open"))

    async def _check(self, tx: Transaction, place: Place[M]) -> None:
        for under in place.under:
            last = await self._last(tx, under)
            if last is not None:
                place.check(last)

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
