"""Files of law, read once and strictly: what is missing, unknown or of another type refuses the start."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Final, NamedTuple, TypeVar

from services.statutes.errors import BadLaw
from services.statutes.provision import AFTER_ALL, BEFORE_ALL, COUNTRY, PLACES, Change, Mark, Provision, change_of

READ_ON: Final = "read_on"
T = TypeVar("T")


class File(NamedTuple):
    """A file's tables by name, and the day on which what it says was read."""

    name: str
    read_on: str
    tables: Mapping[str, list[dict[str, object]]]


class Fields:
    """The fields of one row as they are taken out; what is left at the end is unknown."""

    def __init__(self, file: File, raw: Mapping[str, object]) -> None:
        self.file = file.name
        self._read_on = file.read_on
        self._left = dict(raw)
        self.row = str(raw.get("id", ""))

    def text(self, name: str, default: str | None = None) -> str:
        """A text; BadLaw where it is missing and has no default."""
        return str(self._typed(name, str, default))

    def number(self, name: str, default: int | None = None) -> int | None:
        """A whole number, or the default."""
        found = self._left.pop(name, default)
        if found is not None and (isinstance(found, bool) or not isinstance(found, int)):
            raise self.bad(name, "is no whole number")
        return found

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A truth value of TOML, or the default."""
        return bool(self._typed(name, bool, default))

    def words(self, name: str, of: frozenset[str], default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of closed words."""
        found = self._typed(name, list, list(default) if default is not None else None)
        for each in found:
            if each not in of:
                raise self.bad(name, f"{each!r} is none of {', '.join(sorted(of))}")
        return tuple(found)

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        found = self._typed(name, list, list(default) if default is not None else None)
        if not all(isinstance(each, str) for each in found):
            raise self.bad(name, "is no list of texts")
        return tuple(found)

    def maybe(self, name: str) -> bool | None:
        """A truth value, or None where the row has none."""
        return self.flag(name) if name in self._left else None

    def word(self, name: str, of: frozenset[str], default: str | None = None) -> str:
        """A text that is one of some; BadLaw names them where it is none."""
        found = self.text(name, default)
        if found not in of:
            raise self.bad(name, f"{found!r} is none of {', '.join(sorted(of))}")
        return found

    def change(self, name: str, default: Change) -> Change:
        """A date, or the days between which one lies."""
        return self._change(name, self._left.pop(name)) if name in self._left else default

    def provision(self) -> Provision:
        """What each row has of its provision."""
        ends = self._typed("ends", dict, {})
        for place in ends:
            if place not in PLACES:
                raise self.bad("ends", f"{place!r} is no place")
        return Provision(
            id=self.text("id"),
            law=self.text("law"),
            section=self.text("section", ""),
            begins=self.change("from", BEFORE_ALL),
            to=self.change("to", AFTER_ALL),
            extent=frozenset(self.words("extent", PLACES | {COUNTRY}, ())),
            mark=Mark(self.word("mark", frozenset(Mark))),
            source=self.text("source", ""),
            note=self.text("note", ""),
            read_on=self._read_on,
            ends=tuple((place, self._change("ends", value)) for place, value in sorted(ends.items())),
        )

    def end(self) -> None:
        """BadLaw where a field is left that nobody asked for."""
        for name in self._left:
            raise self.bad(name, "is no field of such a row")

    def bad(self, field: str, why: str) -> BadLaw:
        """What is wrong with a field of this row."""
        return BadLaw(self.file, self.row, field, why)

    def _change(self, name: str, value: object) -> Change:
        try:
            return change_of(value)
        except (ValueError, TypeError) as error:
            raise self.bad(name, str(error)) from None

    def _typed(self, name: str, kind: type[T], default: T | None) -> T:
        found = self._left.pop(name, default)
        if found is None:
            raise self.bad(name, "is missing")
        if not isinstance(found, kind) or (kind is not bool and isinstance(found, bool)):
            raise self.bad(name, f"is no {kind.__name__}")
        return found


def shipped(name: str) -> bytes:
    """The bytes of a file of law that comes with the program."""
    return (files("services.statutes") / "data" / name).read_bytes()


def read(name: str, raw: bytes) -> File:
    """A file's tables. Raises BadLaw."""
    try:
        found = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadLaw(name, "", "TOML", str(error)) from None
    read_on = found.pop(READ_ON, None)
    if not isinstance(read_on, str):
        raise BadLaw(name, "", READ_ON, "is missing")
    for table, rows in found.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadLaw(name, "", table, "is no list of rows")
    return File(name, read_on, found)


def rows(file: File, table: str, make: Callable[[Fields], T]) -> dict[str, T]:
    """Each row of a table by its id. Raises BadLaw, also where two rows have one id."""
    made: dict[str, T] = {}
    for raw in file.tables.get(table, ()):
        fields = Fields(file, raw)
        row = make(fields)
        fields.end()
        if fields.row in made:
            raise fields.bad("id", "is there twice")
        made[fields.row] = row
    return made
