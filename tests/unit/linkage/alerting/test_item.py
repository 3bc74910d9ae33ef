"""What is kept is read back the same; what is emptied or redacted holds nothing of whom it was about."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from services.access.decision import RecordClass
from services.linkage.alerting.item import Computed, End, Item, Row, emptied, read, redacted, written
from services.linkage.alerts.raising import Level
from services.linkage.classes import AtomicClass
from services.values.network import NodeKey

TEXT = st.text(max_size=8)
INTS = st.integers(0, (1 << 63) - 1)
ENDS = st.builds(End, TEXT, INTS, TEXT, TEXT)
ROWS = st.builds(
    Row, st.lists(st.integers(0, 3), max_size=3).map(tuple), TEXT, TEXT, TEXT, TEXT, INTS, INTS, TEXT, INTS,
    st.lists(ENDS, max_size=3).map(tuple),
)  # fmt: skip
CLASSES = st.builds(
    AtomicClass,
    st.builds(RecordClass, TEXT, TEXT, spared=st.frozensets(TEXT, max_size=2), str_derived=st.booleans()),
    TEXT, TEXT, INTS,
)  # fmt: skip
FIGURES = st.lists(st.tuples(TEXT, st.floats(allow_nan=False, allow_infinity=False)), max_size=3).map(tuple)
ITEMS = st.builds(
    Item,
    id=TEXT, agency=TEXT, case=TEXT, level=st.sampled_from(Level), subject=INTS,
    key=st.none() | st.builds(NodeKey, TEXT, TEXT), raised_ms=INTS,
    rules=st.lists(st.tuples(TEXT, st.integers(1, 9)), max_size=3).map(tuple),
    families=st.lists(TEXT, max_size=2).map(tuple), recorded=st.booleans(),
    computed=st.lists(st.builds(Computed, TEXT, st.integers(1, 9), TEXT, FIGURES), max_size=2).map(tuple),
    classes=st.lists(CLASSES, max_size=3).map(tuple), rests=st.lists(INTS, max_size=3).map(tuple),
    rows=st.lists(ROWS, max_size=3).map(tuple), more_rows=st.integers(0, 9),
    records=st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip


@given(ITEMS)
def test_it_is_read_back_the_same(item: Item) -> None:
    assert read(written(item)) == item


@given(ITEMS)
def test_an_emptied_one_tells_rules_and_who_may_know_of_it_alone(item: Item) -> None:
    left = json.loads(written(emptied(item)))
    told = {name for name, value in left.items() if value}
    assert told <= {"id", "agency", "case", "level", "raised_ms", "rules", "families", "classes"}
    assert emptied(item).classes == item.classes
    assert emptied(emptied(item)) == emptied(item)


@given(ITEMS, st.data())
def test_a_redacted_one_has_nothing_of_the_hidden(item: Item, data: st.DataObject) -> None:
    tokens = sorted({end.token for row in item.rows for end in row.ends})
    hidden = data.draw(st.frozensets(st.sampled_from(tokens))) if tokens else frozenset[int]()
    before = [end for row in item.rows for end in row.ends]
    after = [end for row in redacted(item, hidden, hidden).rows for end in row.ends]
    assert [end.column for end in after] == [end.column for end in before]
    for was, end in zip(before, after, strict=True):
        assert end == (End(was.column, 0, "", "") if was.token in hidden else was)
        assert end.protected or end.token not in hidden
