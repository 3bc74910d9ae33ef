"""How an operator writes its call data: a TOML file of columns, words, time formats and zone.

Three are shipped (``layouts/``), named by ``Options.mapping`` without folder; any other path is read as given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.sources.feeds.cdr_times import check
from services.sources.feeds.cdr_words import key
from services.sources.feeds.options import Options
from services.sources.feeds.row import FileRefused
from services.sources.feeds.sheet import Column, Layout
from services.tables.contract.stated import DAY_FIRST, MONTH_FIRST
from services.tables.phones import REGIONS

SHIPPED: Final = Path(__file__).with_name("layouts")
_CALLS = "party other caller called service direction at day clock until seconds area cell last_cell imei imsi"
_SUBSCRIBERS = "party holder holder_ur cnic address from until imsi"
ROLES: Final = {"calls": frozenset(_CALLS.split()), "subscribers": frozenset(_SUBSCRIBERS.split())}
NEEDED: Final = {"calls": frozenset[str](), "subscribers": frozenset({"party", "holder"})}
_REQUIRED: Final = frozenset({"at", "day", "caller", "called", "other", "direction", "party", "service"})
_KEYS: Final = frozenset({"name", "times", "duration", "columns", "directions", "services", "ends", "unread"})
_DATES: Final = frozenset({"at", "day", "from", "until"})
AS_WRITTEN: Final = "as-written"


@dataclass(frozen=True)
class Table:
    """One table of an operator. ``duration``: what bare digits are, ``seconds`` or nothing (``clock``).

    ``ends``: ``as-written`` where caller and called stand as they are, whatever the word for the direction says.
    """

    layout: Layout
    times: tuple[str, ...]
    duration: str
    directions: dict[str, str]
    services: dict[str, str]
    ends: str = ""


@dataclass(frozen=True)
class Mapping:
    """``zone``: of times without one; ``stated``: whether the mapping says it, or the importer's option holds.

    ``region``: ISO 3166-1 of numbers without country; the mapping's, else the importer's.
    """

    operator: str
    zone: tzinfo
    stated: bool
    region: str
    tables: dict[str, Table]


def mapping(options: Options) -> Mapping:
    """The mapping that the options name. Raises FileRefused where it cannot be read or says what none may say."""
    if options.mapping is None:
        raise FileRefused("options", "mapping", f"state the layout: a TOML file, or one of {', '.join(shipped())}")
    path = SHIPPED / f"{options.mapping}.toml" if str(options.mapping) in shipped() else options.mapping
    try:
        return _mapping(tomllib.loads(path.read_text("utf-8")), options)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ZoneInfoNotFoundError):
        raise FileRefused("mapping", "mapping", "not a mapping of columns, times, region and words") from None


def shipped() -> tuple[str, ...]:
    """Names of the layouts that come with the program."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def _mapping(said: dict[str, Any], options: Options) -> Mapping:
    if not said.keys() <= {"operator", "zone", "region", "tables"}:
        raise ValueError
    zone = said.get("zone", "")
    operator = options.provider or said["operator"]
    tables = {table["name"]: _table(table) for table in said["tables"]}
    region = said.get("region", options.region)
    if region not in REGIONS:
        raise ValueError
    return Mapping(operator, ZoneInfo(zone) if zone else options.tz, bool(zone), region, tables)


def _tells_ends(columns: Set[str]) -> bool:
    """Whether rows say who called whom: both ends, or the number whose data these are with the other and a direction.

    Handset and cell are that number's: without it they are nobody's.
    """
    if "party" in columns:
        return columns >= {"other", "direction"} or columns >= {"caller", "called"}
    return columns >= {"caller", "called"} and not columns & {"area", "cell", "last_cell", "imei", "imsi"}


def _table(said: dict[str, Any]) -> Table:
    name, columns = said["name"], said["columns"]
    duration = said.get("duration", "seconds")
    if not said.keys() <= _KEYS or not NEEDED[name] <= columns.keys() <= ROLES[name]:
        raise ValueError
    if name == "calls" and not _tells_ends(columns.keys()):
        raise ValueError
    if said.get("ends", "") not in ("", AS_WRITTEN):
        raise ValueError
    if duration not in ("seconds", "clock") or not set(said.get("directions", {}).values()) <= {"in", "out"}:
        raise ValueError
    times = tuple(said["times"])
    check(times)
    needed = NEEDED[name] | (columns.keys() & _REQUIRED)
    if "caller" in columns:
        needed -= {"direction"}
    found = tuple(
        Column(role, tuple(map(str, heads)), role in needed, role in _DATES) for role, heads in columns.items()
    )
    directions, services = _words(said.get("directions", {})), _words(said.get("services", {}))
    layout = Layout(name, found, tuple(map(str, said.get("unread", ()))), _order(times))
    return Table(layout, times, duration, directions, services, said.get("ends", ""))


def _words(said: dict[str, str]) -> dict[str, str]:
    return {key(word): str(meaning) for word, meaning in said.items()}


def _order(times: Sequence[str]) -> str:
    """The one order of day and month in the forms that begin with neither year nor name. Raises ValueError for two."""
    orders = {
        DAY_FIRST if form.index("%d") < form.index("%m") else MONTH_FIRST
        for form in times
        if "%d" in form and "%m" in form and not form.startswith(("%Y", "%y"))
    }
    if len(orders) > 1:
        raise ValueError
    return orders.pop() if orders else DAY_FIRST
