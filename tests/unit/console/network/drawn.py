"""What the island draws out of the columns of a chart: the same reckoning as its own, in the tests' language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def nodes(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each node with its kind's word and colour, and what is read aloud of it."""
    found = []
    for one in _rows(columns["nodes"]):
        kind = columns["kinds"][one["kind"]]
        bare = "".join(sign for sign in one["label"] if not "\u2066" <= sign <= "\u2069")
        said = columns["said"].format(label=bare, kind=kind["word"], links=one["links"])
        found.append({**one, **kind, "said": said})
    return found


def edges(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each edge with the codes of its ends, and its spans."""
    codes = columns["nodes"]["id"]
    return [
        {
            **one,
            **columns["looks"][one["look"]],
            "source": codes[one["source"]],
            "target": codes[one["target"]],
            "when": _spans(one["when"]),
        }
        for one in _rows(columns["edges"])
    ]


def _spans(when: int | list[int]) -> list[tuple[int, int]]:
    held = [when, when] if isinstance(when, int) else when
    return list(zip(held[::2], held[1::2], strict=True))


def _rows(columns: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
