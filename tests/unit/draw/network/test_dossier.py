"""The dossier: the chart, then every row with its source, under one digest that anybody can compute."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256

import pytest
from pypdf import PdfReader

from services.draw.marks import Repeated, texts
from services.draw.network.chart import chart
from services.draw.network.dossier import digest, dossier, evidence
from services.draw.network.paper import pages
from services.values.network import Answer
from tests.unit.draw.network.sample import ANSWER, CAPTION, PATHS, paid

READY = chart(ANSWER, PATHS)


def said(language: str, answer: Answer = ANSWER) -> str:
    found = evidence(answer, chart(answer, ()), CAPTION, language)
    return "\n".join(each.text for page in found for each in texts(page.marks))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_row_is_there_with_who_says_so(language: str) -> None:
    text = said(language)
    assert len(ANSWER.edges) > 10
    for number, row in enumerate(ANSWER.edges, 1):
        assert row.id in text
        assert f"{number}. " in text
    assert digest(ANSWER) in text
    assert "AMLA/2026/7" in text
    assert "seizure memo" not in text, "a note is not evidence of a source"


def test_the_digest_is_what_it_says_of_itself() -> None:
    lines = sorted(f"{edge.kind} {edge.id} {edge.source}\n" for edge in ANSWER.edges)
    assert digest(ANSWER) == sha256("".join(lines).encode()).hexdigest()
    assert digest(replace(ANSWER, edges=ANSWER.edges[::-1])) == digest(ANSWER)
    assert digest(replace(ANSWER, edges=ANSWER.edges[1:])) != digest(ANSWER)
    changed = (replace(ANSWER.edges[0], source="feeds/other/1"), *ANSWER.edges[1:])
    assert digest(replace(ANSWER, edges=changed)) != digest(ANSWER)


def test_the_chart_comes_first_and_the_file_opens() -> None:
    before = pages(ANSWER, READY, CAPTION, "en", ())
    found = PdfReader(io.BytesIO(dossier(ANSWER, PATHS, CAPTION)))
    assert len(found.pages) == len(before) + len(evidence(ANSWER, READY, CAPTION, "en"))
    assert digest(ANSWER) in found.pages[len(before)].extract_text()


def test_many_rows_go_on_over_pages_each_with_its_watermark() -> None:
    many = Answer(edges=tuple(paid(at, at % 6, (at + 1) % 6, at, 100 + at) for at in range(120)))
    found = evidence(many, chart(many, ()), CAPTION, "en")
    assert len(found) > 2
    for page in found:
        assert sum(isinstance(mark, Repeated) for mark in page.marks) == 1
        low = [each.y for mark in page.marks if not isinstance(mark, Repeated) for each in texts([mark])]
        assert 0 < min(low) < max(low) < page.high
    assert "120. " in said("en", many)


def test_rows_stand_in_order_of_time() -> None:
    text = said("en", Answer(edges=(paid(9, 0, 1, 5, 1), paid(8, 0, 1, 2, 1))))
    assert text.index("e8") < text.index("e9")


def test_a_row_without_ends_is_not_a_fault() -> None:
    bare = Answer(edges=(replace(paid(1, 0, 1, 1, 1), authority="", owner="", grade=""),))
    assert "e1" in said("en", bare)
