"""The vectors of ids in ``docs/protocol.md``, read as another implementer would."""

from __future__ import annotations

import json

import pytest

from graph.model import NODE_KINDS
from services.tables.numbers import NumberError
from services.values.node_ids import canonical
from tests.rows import of_rows
from tests.unit.protocol.document import page, table

TEXT = page()
TAKEN = [tuple(row) for row in table(TEXT, "node-ids")]
REFUSED = [tuple(row) for row in table(TEXT, "node-ids-refused")]


def typed(cell: str) -> str:
    return str(json.loads(f'"{cell}"'))


@of_rows(("kind", "text", "found"), TAKEN)
def test_what_is_typed_has_its_id(kind: str, text: str, found: str) -> None:
    assert canonical(kind, typed(text)) == found
    assert canonical(kind, found) == found


@of_rows(("kind", "text", "rule"), REFUSED)
def test_what_has_no_id_breaks_its_rule(kind: str, text: str, rule: str) -> None:
    with pytest.raises(NumberError) as refused:
        canonical(kind, typed(text))
    assert refused.value.rule == rule
    assert not text or typed(text) not in refused.value.text


@pytest.mark.parametrize("rows", [TAKEN, REFUSED], ids=["taken", "refused"])
def test_every_kind_has_a_vector(rows: list[tuple[str, str, str]]) -> None:
    assert {row[0] for row in rows} == set(NODE_KINDS)
