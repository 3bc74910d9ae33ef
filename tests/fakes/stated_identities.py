"""An identity registry's word on numbers, as a test states it."""

from __future__ import annotations

from services.records.identity_port import Unasked
from services.records.tokens import Blinder
from services.values.records import Identifier


class StatedIdentities(Unasked):
    """One that knows some CNICs to be one person's."""

    def __init__(self, blinder: Blinder, *numbers: str) -> None:
        self.tokens = tuple(blinder.of_identifier(Identifier("CNIC", number)) for number in numbers)

    async def same_person(self, token: str) -> tuple[str, ...]:
        """The one asked for first."""
        return tuple(dict.fromkeys((token, *self.tokens))) if token in self.tokens else (token,)
