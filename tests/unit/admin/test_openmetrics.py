"""The text: by the grammar whatever stands in a label, and several processes in one document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.admin.openmetrics import Family, NotMetrics, Sample, combined, escaped, render
from tests.fakes.openmetrics import parsed, plain

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(st.integers(0, 2**60), st.floats(0, 1e15, allow_nan=False))
PLAIN = Family("rabta_serving", "gauge", "1 while it can answer.", (Sample(1),))


@given(TEXTS)
def test_a_label_comes_back_whatever_stands_in_it(text: str) -> None:
    document = render([Family("rabta_calls", "counter", text or "-", (Sample(1, (("method", text),), "_total"),))])
    assert parsed(document) == {("rabta_calls_total", frozenset({("method", text)})): 1.0}
    assert plain(escaped(text)) == text
    assert "\n" not in escaped(text)


@given(st.dictionaries(TEXTS, VALUES, max_size=5), TEXTS, st.sets(TEXTS, min_size=1, max_size=3))
def test_documents_of_several_processes_are_one(values: dict[str, float], said: str, processes: set[str]) -> None:
    labelled = tuple(Sample(value, (("method", method),), "_total") for method, value in values.items())
    document = render([PLAIN, Family("rabta_calls", "counter", said or "-", labelled)])
    found = parsed(combined(dict.fromkeys(processes, document)))
    expected = {("rabta_serving", frozenset({("process", one)})): 1.0 for one in processes}
    for process in processes:
        for method, value in values.items():
            labels = frozenset({("process", process), ("method", method)})
            expected["rabta_calls_total", labels] = float(value)
    assert found == expected


def test_each_family_is_in_one_place_and_said_once() -> None:
    other = Family("rabta_resident_memory_bytes", "gauge", "Memory.", (Sample(5),), "bytes")
    document = combined({"edge-0": render([PLAIN, other]), "projector": render([other]), "edge-1": render([PLAIN])})
    assert document == (
        "# TYPE rabta_serving gauge\n"
        "# HELP rabta_serving 1 while it can answer.\n"
        'rabta_serving{process="edge-0"} 1\n'
        'rabta_serving{process="edge-1"} 1\n'
        "# TYPE rabta_resident_memory_bytes gauge\n"
        "# UNIT rabta_resident_memory_bytes bytes\n"
        "# HELP rabta_resident_memory_bytes Memory.\n"
        'rabta_resident_memory_bytes{process="edge-0"} 5\n'
        'rabta_resident_memory_bytes{process="projector"} 5\n'
        "# EOF\n"
    )
    parsed(document)


def test_of_nobody_there_is_an_empty_document() -> None:
    assert combined({}) == render([]) == "# EOF\n"


@pytest.mark.parametrize("text", ["", "# EOF", "rabta_up 1\n", "rabta_up 1\n# EOF\n", "# TYPE a gauge\n\n# EOF\n"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(NotMetrics):
        combined({"edge-0": text})


@pytest.mark.parametrize(
    "text",
    [
        "# TYPE a gauge\na 1\n",
        "# TYPE a gauge\na 1\na 2\n# EOF\n",
        "# TYPE a counter\na 1\n# EOF\n",
        "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n",
        '# TYPE a gauge\na{x="\\q"} 1\n# EOF\n',
        '# TYPE a gauge\na{x="1",x="2"} 1\n# EOF\n',
        "# TYPE a gauge\n# UNIT a bytes\na 1\n# EOF\n",
        '# TYPE a histogram\na_bucket{le="1.0"} 2\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n# EOF\n',
    ],
)
def test_the_reader_of_these_tests_is_strict(text: str) -> None:
    with pytest.raises(AssertionError):
        parsed(text)
