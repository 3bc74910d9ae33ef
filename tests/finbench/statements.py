"""The product's statements and the benchmark's, for an engine that runs both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graph.statements import Statement, parse, statements

FOLDER = Path(__file__).with_name("cypher")


@cache
def known() -> Mapping[str, Statement]:
    own = [one for path in sorted(FOLDER.iterdir()) for one in parse(path.stem, path.read_text("utf-8"))]
    return {**statements(), **{one.name: one for one in own}}
