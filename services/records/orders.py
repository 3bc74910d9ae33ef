"""Courts' protection orders: what each reaches, and what it makes of a record (vocabulary, rows 26 to 28). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.records.classes import Derived
from services.records.domain import ProtectionOrder
from services.records.groups import Member
from services.records.tokens import people_tokens


class Order(NamedTuple):
    """An order in force. ``strong``, ``names``: tokens of its person; ``of_case``: reaches within its case only."""

    body: ProtectionOrder
    strong: frozenset[str]
    names: frozenset[str]
    of_case: bool


def order_of(member: Member) -> Order | None:
    """The order that a record states, while it is in force. A date of lifting counts from when it is told.

    A protected person is protected everywhere, where he can be told apart at all.
    """
    body = member.record.body
    if not isinstance(body, ProtectionOrder) or not member.live or body.lifted:
        return None
    tokens = people_tokens(member.people)
    strong = frozenset(token for token, strength in tokens if strength == 2)
    names = frozenset(token for token, strength in tokens if strength == 1)
    everywhere = bool(strong or names) and body.type == "PROTECTED_PERSON"
    return Order(body, strong, names, bool(member.cases) and not everywhere)


def orders_of(members: Sequence[Member]) -> dict[int, Order]:
    """The orders that records state, by index."""
    stating = [(i, member) for i, member in enumerate(members) if isinstance(member.record.body, ProtectionOrder)]
    return {index: order for index, member in stating if (order := order_of(member))}


def apply_orders(member: Member, was: Derived, orders: Sequence[Order]) -> Derived:
    """What the orders that reach a record make of it."""
    applied = [order.body for order in orders if _reaches(order, member)]
    if not applied:
        return was
    types = {body.type for body in applied}
    return was._replace(
        sealed=was.sealed or "SEALED" in types,
        pseudonym=was.pseudonym or "PSEUDONYM" in types,
        protected_person=was.protected_person or "PROTECTED_PERSON" in types,
        spared=was.spared.union(*(body.spared for body in applied)),
    )


def _reaches(order: Order, member: Member) -> bool:
    """Whether an order is about the record: about its person, or about the whole case where it names nobody.

    A name key alone joins within a case, and elsewhere only where one side has no number.
    """
    if not order.strong and not order.names:
        return order.of_case
    tokens = people_tokens(member.people)
    strong = {token for token, strength in tokens if strength == 2}
    if not order.strong.isdisjoint(strong):
        return True
    alike = any(strength == 1 and token in order.names for token, strength in tokens)
    return alike and (order.of_case or not order.strong or not strong)
