"""A packet out of a table of TOML or JSON, strictly: no field more, and none of another type. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from services.referral.handover.packet import (
    BadPacket,
    Given,
    Hearing,
    LeftOut,
    Note,
    Order,
    Packet,
    Paper,
    Task,
)

T = TypeVar("T")


class Table:
    """The fields of one table as they are taken out; what is left at the end is unknown. ``where``: its path."""

    def __init__(self, said: object, where: str = "") -> None:
        if not isinstance(said, dict) or not all(isinstance(name, str) for name in said):
            raise BadPacket(where, "table")
        self._left, self._where = dict(said), where

    def text(self, name: str) -> str:
        """A text, "" where it is missing."""
        return self._typed(name, str, "")

    def number(self, name: str) -> int:
        """A whole number, 0 where it is missing."""
        return self._typed(name, int, 0)

    def flag(self, name: str) -> bool:
        """A truth value, False where it is missing."""
        return self._typed(name, bool, False)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self._typed(name, list, [])
        if not all(isinstance(each, str) for each in found):
            raise BadPacket(self.path(name), "type")
        return tuple(found)

    def rows(self, name: str, make: Callable[[Table], T]) -> tuple[T, ...]:
        """A list of tables, each read whole."""
        tables = [
            Table(each, f"{self.path(name)}[{at}]") for at, each in enumerate(self._typed(name, list, list[object]()))
        ]
        return tuple(table.whole(make) for table in tables)

    def table(self, name: str) -> Table:
        """A table within it."""
        return Table(self._left.pop(name, None), self.path(name))

    def whole(self, make: Callable[[Table], T]) -> T:
        """What is made of it. Raises BadPacket where a field is left."""
        made = make(self)
        for name in self._left:
            raise BadPacket(self.path(name), "unknown")
        return made

    def path(self, name: str) -> str:
        """Where a field of this table stands, as a refusal names it."""
        return f"{self._where}.{name}" if self._where else name

    def _typed(self, name: str, kind: type[T], default: T) -> T:
        found = self._left.pop(name, default)
        if type(found) is not kind:
            raise BadPacket(self.path(name), "type")
        return found


def packet_of(said: object) -> Packet:
    """The packet of a table. Raises BadPacket."""
    return Table(said).whole(_packet)


def _packet(table: Table) -> Packet:
    return Packet(
        to=table.text("to"),
        case=table.text("case"),
        subject=table.text("subject"),
        reason=table.text("reason"),
        child=table.text("child"),
        care_plan=table.text("care_plan"),
        tasks=table.rows("tasks", lambda row: Task(row.text("what"), row.text("due"))),
        consents=table.rows("consents", _given),
        orders=table.rows("orders", lambda row: Order(row.text("court"), row.text("reference"), row.text("day"))),
        hearings=table.rows("hearings", lambda row: Hearing(row.text("name"), row.text("day"))),
        contacts=table.texts("contacts"),
        documents=table.rows("documents", lambda row: Paper(row.text("name"), row.text("sha256"))),
        notes=table.rows("notes", lambda row: Note(row.text("kind"), row.text("text"))),
        left_out=table.rows("left_out", lambda row: LeftOut(row.text("kind"), row.text("why"))),
        back_home=table.flag("back_home"),
        interview=table.text("interview"),
        satisfied=table.text("satisfied"),
    )


def _given(row: Table) -> Given:
    return Given(row.text("by"), row.texts("notes"), row.text("day"), row.text("language"), row.text("view"))
