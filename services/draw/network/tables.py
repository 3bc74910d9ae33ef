"""An answer as CSV files in one ZIP: nodes, edges, stubs, and who asked. Pure; its bytes hold no clock."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

from services.draw.network.caption import Caption
from services.draw.network.caption_fields import caption_fields
from services.draw.network.chart import Chart
from services.draw.network.fields import EDGE_COLUMNS, NODE_COLUMNS, STUB_COLUMNS, edge_fields, node_fields, stub_fields
from services.tables.showing import cell
from services.values.network import Answer

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def guarded(value: str) -> str:
    """A cell that no spreadsheet takes for a formula, whole numbers as they stand."""
    plain = value.removeprefix("-")
    return value if plain.isascii() and plain.isdigit() else cell(value)


def tables(answer: Answer, chart: Chart, caption: Caption) -> bytes:
    """``nodes.csv``, ``edges.csv``, ``stubs.csv``, ``caption.csv`` in UTF-8 with BOM, as spreadsheets expect Urdu."""
    nodes = [node_fields(spot.node) for spot in chart.spots.values() if spot.node]
    edges = [edge_fields(row) for link in chart.links for row in link.rows]
    stubs = [stub_fields(index, stub) for index, stub in enumerate(answer.stubs)]
    about = caption_fields(caption)
    files = {
        "nodes.csv": _csv(NODE_COLUMNS, nodes),
        "edges.csv": _csv(EDGE_COLUMNS, edges),
        "stubs.csv": _csv(STUB_COLUMNS, stubs),
        "caption.csv": _csv(tuple(about), [about]),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(entry, b"\xef\xbb\xbf" + text.encode())
    return packed.getvalue()


def _csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(row[column]) for column in columns] for row in rows)
    return text.getvalue()
