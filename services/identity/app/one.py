"""Of whom a question speaks: whoever is registered under the number and may be told of."""

from __future__ import annotations

from collections.abc import Callable

from services.access.trail import Inquiry
from services.identity.app.admit import kept, not_own
from services.identity.app.context import Context
from services.identity.domain import Person
from services.identity.purposes import shows
from services.values.identity import Identifier


async def find_one(context: Context, inquiry: Inquiry, number: Identifier) -> Person | None:
    """The one person, or None: of nobody, of several, shielded from this purpose, or of a type that is not kept.

    Raises OwnOrKin, RegisterUnavailable.
    """
    found = await context.register.find(number) if kept(number) else ()
    shown = [person for person in found if shown_to(inquiry)(person)]
    return shown[0] if len(shown) == 1 else None


def shown_to(inquiry: Inquiry) -> Callable[[Person], bool]:
    """Whether the officer may be told of a person. The function raises OwnOrKin for their own and declared kin."""

    def shown(person: Person) -> bool:
        if not shows(inquiry.caller.purpose, person):
            return False
        not_own(inquiry, person)
        return True

    return shown
