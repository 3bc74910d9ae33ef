"""A release as it is published: canonical JSON with figures as text, and each table as CSV. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence, Set
from typing import Final, TypedDict

from services.statistics.layout import LAYOUTS, OF_REGISTRY, UNSPOKEN, Labels
from services.statistics.plan import Plan
from services.vocabulary.readings import Both

FORMAT: Final = 1
TOTAL: Final[Both] = ("total", "کل")
Figures = Sequence[Sequence[str]]


class Label(TypedDict):
    """A row or a column: its word, and what it is called."""

    word: str
    en: str
    ur: str


class TableTold(TypedDict):
    """One table of a release; ``figures`` is empty where it is withheld."""

    id: str
    counts: str
    k: int
    title: str
    title_ur: str
    note: str
    note_ur: str
    rows: list[Label]
    columns: list[Label]
    withheld: bool
    figures: list[list[str]]


class Unspoken(TypedDict):
    """A table that is released elsewhere, and where."""

    id: str
    why: str
    why_ur: str


class ReleaseTold(TypedDict):
    """A whole release. ``first``, ``until``, ``counted``: days, ISO 8601."""

    format: int
    plan: str
    first: str
    until: str
    counted: str
    tables: list[TableTold]
    unspoken: list[Unspoken]


def release_of(plan: Plan, counted: str, figures: Mapping[str, Figures | None]) -> bytes:
    """The release of a plan. ``counted``: day, ISO 8601; ``figures``: None for a table that is withheld."""
    told: ReleaseTold = {
        "format": FORMAT,
        "plan": plan.name,
        "first": plan.period.first.isoformat(),
        "until": plan.period.until.isoformat(),
        "counted": counted,
        "tables": [_table(each.id, each.k, figures.get(each.id)) for each in plan.tables],
        "unspoken": _unspoken({each.id for each in plan.tables}),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _unspoken(planned: Set[str]) -> list[Unspoken]:
    """Of a hub's release where the others are; a registry's own has none of a hub's beside it."""
    if planned <= OF_REGISTRY:
        return []
    return [{"id": name, "why": why, "why_ur": why_ur} for name, (why, why_ur) in UNSPOKEN.items()]


def read_release(raw: bytes) -> ReleaseTold:
    """The release that :func:`release_of` made bytes of."""
    told: ReleaseTold = json.loads(raw)
    return told


def _table(name: str, k: int, figures: Figures | None) -> TableTold:
    layout = LAYOUTS[name]
    title, title_ur = layout.title
    note, note_ur = layout.note
    return {
        "id": name,
        "counts": layout.counts,
        "k": k,
        "title": title,
        "title_ur": title_ur,
        "note": note,
        "note_ur": note_ur,
        "rows": _labels(layout.rows),
        "columns": _labels(layout.columns),
        "withheld": figures is None,
        "figures": [list(row) for row in figures] if figures is not None else [],
    }


def _labels(labels: Labels) -> list[Label]:
    return [{"word": word, "en": en, "ur": ur} for word, (en, ur) in {**labels, "TOTAL": TOTAL}.items()]


def as_csv(table: TableTold) -> bytes:
    """One table of a release: a heading, then a row each, by words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([table["id"], *(each["word"] for each in table["columns"])])
    for label, row in zip(table["rows"], table["figures"], strict=False):
        writer.writerow([label["word"], *row])
    return out.getvalue().encode()
