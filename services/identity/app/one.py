"""Of whom a question speaks: whoever is registered under the number.

A question about somebody under protection is an alarm inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from services.access.trail import Inquiry, Trail
from services.identity.app.admit import kept, not_own
from services.identity.app.context import Context
from services.identity.domain import Person
from services.identity.purposes import shows
from services.values.identity import Identifier

SHIELDED: Final = "shielded-person"
"""Alarm of a question about somebody under protection."""


async def find_one(context: Context, inquiry: Inquiry, number: Identifier) -> Person | None:
    """The one person, or None: of nobody, of several, or of a type that is not kept.

    Raises OwnOrKin, RegisterUnavailable.
    """
    found = await context.register.find(number) if kept(number) else ()
    for person in found:
        not_own(inquiry, person)
    shielded(inquiry.trail, found)
    return found[0] if len(found) == 1 else None


def shielded(trail: Trail, people: Iterable[Person]) -> bool:
    """Whether one of them is under protection; oversight is alarmed in the sealed part of the entry, once a call."""
    under_protection = any(person.shielded for person in people)
    if under_protection and SHIELDED not in trail.alarms:
        trail.alarms.append(SHIELDED)
    return under_protection


def refuse_own(inquiry: Inquiry) -> Callable[[Person], bool]:
    """Whether an officer may be answered about a person. The function raises OwnOrKin for their own and their kin."""

    def is_other(person: Person) -> bool:
        not_own(inquiry, person)
        return True

    return is_other


def shown_to(inquiry: Inquiry) -> Callable[[Person], bool]:
    """Whether the officer may be told a person's name. The function raises OwnOrKin for their own and declared kin."""

    def shown(person: Person) -> bool:
        return shows(inquiry.caller.purpose, person) and refuse_own(inquiry)(person)

    return shown
