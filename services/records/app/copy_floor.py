"""How much a copy is protected at least: what the nodes that give it say. They know papers that are not held here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from services.access.decision import RecordClass
from services.records.app.context import ClassBook
from services.records.ports import Transaction
from services.records.protection.classes import Derived, Judged, derived_of_class
from services.records.protection.stricter import STANDING_ORDER, stricter
from services.vocabulary.protection import OFFENDER_ROLES, PROTECTED_ROLES


class Floor(NamedTuple):
    """What protects a record at least. ``role``: as oversight upholds it where the record was given, else as stated."""

    derived: Derived
    role: str = ""

    def over(self, other: Floor) -> Floor:
        """What protects by either."""
        role = self.role if self.role in PROTECTED_ROLES else other.role
        return Floor(_never_laxer(self.derived, other.derived), role)


def floor_of(klass: RecordClass, agreement: str) -> Floor:
    """What a sender's class makes of a record. ``agreement``: by which it was given, "" to its own owner.

    To the owner goes the class as written, which says nothing of where somebody stands: the node judges that itself.
    """
    derived = derived_of_class(klass)
    if not agreement:
        derived = derived._replace(standing=STANDING_ORDER[-1], missing_child=True)
    return Floor(derived, klass.role)


async def floors_of(tx: Transaction, book: ClassBook, records: Iterable[int], but: str = "") -> dict[int, Floor]:
    """Floors of those of these records that others give; ``but``: a peer whose word is not asked for."""
    rows = [row for row in await tx.copies_of(records) if row.peer != but]
    classes = await book.of(tx, {row.klass for row in rows}) if rows else {}
    found: dict[int, Floor] = {}
    for row in rows:
        floor = floor_of(classes[row.klass], row.agreement)
        known = found.get(row.record)
        found[row.record] = known.over(floor) if known else floor
    return found


def at_least(judged: Sequence[Judged], roles: Sequence[str], floors: Mapping[int, Floor]) -> list[Judged]:
    """As judged, and by index no laxer than the floors; ``roles``: as the versions state them."""
    return [_raised(each, roles[index], floors.get(index)) for index, each in enumerate(judged)]


def _raised(judged: Judged, role: str, floor: Floor | None) -> Judged:
    if floor is None:
        return judged
    upheld = judged.upheld
    if role in OFFENDER_ROLES and floor.role in PROTECTED_ROLES:
        upheld |= {"PROTECTED_ROLE"}
    derived = judged.derived
    if derived != floor.derived:
        derived = _never_laxer(floor.derived, derived)
    raised = judged._replace(derived=derived, upheld=upheld)
    if judged.written is None:
        return raised
    written = judged.written
    return raised.with_written(written._replace(derived=_never_laxer(floor.derived, written.derived)))


def _never_laxer(one: Derived, now: Derived) -> Derived:
    """Also of where somebody stands: a finding that the sender does not know of as one is none here."""
    standing = min(one.standing, now.standing, key=STANDING_ORDER.index)
    return stricter(one, now)._replace(standing=standing)
