"""The stores of a log that must behave alike, and a database for those on PostgreSQL."""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final

from audit.files import private_folder
from audit.place import Database, Place
from tests.fakes import postgres

DATABASE: Final = "logs"
LONG_S: Final = 3600.0
"""A lease that no slow machine outlives: a test ends it by hand."""
_NUMBERS = count(1)


@functools.cache
def address() -> str:
    """Of a database on the server that this process's tests share; each log has a schema in it."""
    postgres.shared().run(f"CREATE DATABASE {DATABASE}")
    return postgres.shared().address(DATABASE)


def database(lease_s: float = LONG_S) -> Database:
    """A schema that nobody has used."""
    return Database(address(), f"log_{next(_NUMBERS)}", lease_s=lease_s, unsynced=True)


def expire(place: Database) -> None:
    """Let the time of a lease be over."""
    postgres.shared().run(f"UPDATE {place.schema}.lease SET until = '-infinity'", DATABASE)


def file(folder: Path) -> Place:
    """A file that is not there yet."""
    return private_folder(folder / "log") / "log.db"


PLACES: dict[str, Callable[[Path], Place]] = {"postgresql": lambda _folder: database(), "sqlite": file}
