"""Filters of a chart: each is a chip on the page, and is saved with the chart. Pure.

Filters of one field are alternatives; filters of different fields hold together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.errors import RabtaError
from services.tables.currencies import digits_of
from services.tables.zone import PAKISTAN
from services.values.network import Edge

FIELDS: Final = ("since", "until", "amount", "kind", "source", "grade", "agency")
_DAY: Final = timedelta(days=1)


class BadFilter(RabtaError, ValueError):
    """A field that there is none of, or a value that this field cannot have."""


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """``field`` of :data:`FIELDS`. ``value``: an ISO 8601 day (``since``, ``until``: both included, in Pakistan), a
    least amount in whole units of whatever currency, else the word itself."""

    field: str
    value: str


def checked(field: str, value: str) -> Filter:
    """A filter as somebody wrote it. Raises BadFilter."""
    text = value.strip()
    if field not in FIELDS or not text or len(text) > 80:
        raise BadFilter("filter")
    if field in ("since", "until"):
        try:
            _day(text)
        except ValueError:
            raise BadFilter("filter") from None
    if field == "amount" and not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise BadFilter("filter")
    return Filter(field, text)


def admits(filters: Iterable[Filter], edge: Edge) -> bool:
    """Whether an evidence row is shown under all of these."""
    fields: dict[str, list[str]] = {}
    for each in filters:
        fields.setdefault(each.field, []).append(each.value)
    return all(any(_admits(field, value, edge) for value in values) for field, values in fields.items())


def _admits(field: str, value: str, edge: Edge) -> bool:
    """Rows without a time or an amount pass filters of times or amounts: nothing says that they fall out."""
    match field:
        case "since":
            return not edge.at_ms or max(edge.at_ms, edge.until_ms) >= _ms(_day(value))
        case "until":
            return not edge.at_ms or (edge.first_ms or edge.at_ms) < _ms(_day(value) + _DAY)
        case "amount":
            return not edge.currency or amount_of(edge) >= int(value) * 10 ** digits_of(edge.currency)
        case "kind":
            return edge.kind == value
        case "source":
            return source_of(edge) == value
        case "grade":
            return edge.grade == value
        case _:
            return edge.owner == value


def amount_of(edge: Edge) -> int:
    """Of a tie its sum, else of the row, in minor units."""
    return edge.sum_minor if edge.rows else edge.amount_minor


def source_of(edge: Edge) -> str:
    """The register or feed that a row comes from, without the row: ``feeds/NAME`` or ``agencies/NAME``."""
    return "/".join(edge.source.split("/")[:2])


def choices(edges: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    """Values that rows have, by the fields that are chosen from a list, sorted."""
    held = tuple(edges)
    found = {
        "kind": {edge.kind for edge in held},
        "source": {source_of(edge) for edge in held},
        "grade": {edge.grade for edge in held},
        "agency": {edge.owner for edge in held},
    }
    return {field: tuple(sorted(values - {""})) for field, values in found.items()}


def _day(text: str) -> datetime:
    """Its first moment. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=PAKISTAN)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
