"""The register as a registration asks it: see the port in ``ports.py``."""

from __future__ import annotations

from services.identity.keys import Pairwise
from services.identity.ports import Register
from services.values.identity import Identifier


class RegisteredChildren:
    """Over the registry's own register; a body that is given a token is told what becomes of it, as any agency is."""

    def __init__(self, register: Register, pairwise: Pairwise) -> None:
        self._register, self._pairwise = register, pairwise

    async def registered(self, number: Identifier) -> bool:
        """See the port."""
        return len(await self._register.find(number)) == 1

    async def token(self, number: Identifier, agency: str) -> bytes:
        """See the port."""
        given = await self._register.give(agency, (number,), lambda _: True)
        return self._pairwise.token(agency, given.one.id) if given.one else b""
