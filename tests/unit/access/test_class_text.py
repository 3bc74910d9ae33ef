"""A class has one text, byte for byte that of before, and comes back from it as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from services.access import purpose as words
from services.access.class_text import USUAL, class_text, known_class, read_class
from services.access.decision import BESIDE, OF_NOBODY, RecordClass
from services.records.protection.classes import class_row, derived_of_class, own_of_class
from services.vocabulary.records import Age, PartyRole, RecordKind

AGENCIES = st.frozensets(st.text(max_size=6), max_size=3)
CLASSES = st.builds(
    RecordClass,
    st.text(min_size=1, max_size=8),
    st.sampled_from(sorted(words.KINDS)),
    role=st.sampled_from(sorted(words.RECORD_ROLES)),
    juvenile=st.sampled_from(sorted(words.JUVENILE)),
    sealed=st.booleans(),
    spared=AGENCIES,
    releasable_to=AGENCIES,
    clearance=st.integers(0, 3),
)


@given(CLASSES)
def test_there_and_back(klass: RecordClass) -> None:
    text = class_text(klass)
    assert read_class(text) == klass
    assert text.isascii()
    values = {name: value for name, value in asdict(klass).items() if name != BESIDE}
    assert text == json.dumps(
        {name: sorted(value) if isinstance(value, frozenset) else value for name, value in values.items()},
        sort_keys=True,
        separators=(",", ":"),
    )


@given(CLASSES)
def test_records_write_a_class_as_the_graph_does(klass: RecordClass) -> None:
    plain = RecordClass(**(asdict(klass) | {"feed": ""}))
    assert class_row(own_of_class(plain), derived_of_class(plain)).attributes == class_text(plain)


def test_a_text_is_known_alike_however_long_it_is_and_however_often_it_comes() -> None:
    short = RecordClass("pk.fia", "CASE_FILE")
    long = replace(short, releasable_to=frozenset(f"pk.agency-{number}" for number in range(USUAL // 8)))
    assert len(class_text(long)) > USUAL > len(class_text(short))
    for klass in (short, long, short, long):
        assert known_class(class_text(klass)) == klass
        assert known_class(class_text(klass) + " ") is None


def test_a_word_of_the_vocabulary_is_written_as_the_text_it_is() -> None:
    """Ids of classes that stores keep stay what they were."""
    named = RecordClass("pk.fia", RecordKind.PARTY, role=PartyRole.VICTIM, juvenile=Age.YES)
    assert class_text(named) == class_text(RecordClass("pk.fia", "PARTY", role="VICTIM", juvenile="YES"))


def test_a_class_of_a_node_of_before_accuses_no_victim_in_the_open() -> None:
    """A text without ``stranger_to`` is known; whoever accuses a victim by it is a stranger to everybody (ADR 167)."""
    for contradicted, to in ((False, ""), (True, OF_NOBODY)):
        klass = RecordClass("pk.fia", "PARTY", role="ACCUSED", contradicted=contradicted)
        values = json.loads(class_text(klass))
        del values["stranger_to"]
        text = json.dumps(values, sort_keys=True, separators=(",", ":"))
        assert read_class(text) == known_class(text) == replace(klass, stranger_to=to)
