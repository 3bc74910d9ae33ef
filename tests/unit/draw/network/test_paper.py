"""Answers on A4: everything is there once, large enough to read, apart, within the page, and said to go on where it does."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from pypdf import PdfReader

from services.draw.marks import Group, Mark, Text, texts
from services.draw.network import Caption, draw
from services.draw.network.chart import chart, spot_id
from services.draw.network.paper import MARGIN, MIN_SHARE, pages
from services.draw.network.parts import parts
from services.draw.pdf import A4, Page
from services.values.network import Answer, Edge, Node, NodeKey, Path, Stub
from tests.unit.draw.network import random_graphs
from tests.unit.draw.network.geometry import of_marks
from tests.unit.draw.network.sample import ACCOUNTS, ANSWER, CAPTION, HOUR, PATHS, T, paid

READABLE = 7.0
"""Points of the smallest text."""


def sheets(answer: Answer, paths: tuple[Path, ...], language: str, *centre: NodeKey) -> list[Page]:
    return pages(answer, chart(answer, paths), CAPTION, language, tuple(map(spot_id, centre)))


def groups(marks: tuple[Mark, ...]) -> Iterator[dict[str, str]]:
    for mark in marks:
        if isinstance(mark, Group):
            yield dict(mark.about)


def said(page: Page) -> str:
    return "\n".join(each.text for each in texts(page.marks))


def sound(found: list[Page]) -> None:
    """What holds of every page."""
    for number, page in enumerate(found, 1):
        assert (page.wide, page.high) in (A4, A4[::-1])
        assert min(each.size for each in texts(page.marks)) >= READABLE - 0.001
        measured = of_marks(page.marks)
        assert measured.faults() == []
        for area in (*measured.boxes, *measured.labels):
            assert MARGIN - 1 < area.left < area.right < page.wide - MARGIN + 1
            assert MARGIN < area.top < area.bottom < page.high - MARGIN
        for line in texts(page.marks):
            assert 0 < line.y < page.high - 10 or line.y == 0
        assert f"{number}" in said(page)
    assert len({(page.wide, page.high) for page in found}) == 1


def held(found: list[Page]) -> Counter[tuple[str, str, str]]:
    """Links by their ends and kind, how often each is drawn."""
    return Counter(
        (about["data-start"], about["data-end"], about["data-kind"])
        for page in found
        for about in groups(page.marks)
        if about["class"] == "link"
    )


@pytest.mark.parametrize("part", range(4))
def test_random_answers_are_whole_readable_and_apart(part: int) -> None:
    for seed in range(part, 80, 4):
        answer, paths, centre = random_graphs.answer(seed)
        language = "ur" if seed % 3 == 0 else "en"
        found = sheets(answer, paths, language, *centre)
        sound(found)
        ready = chart(answer, paths)
        assert held(found) == Counter((link.start, link.end, link.kind) for link in ready.links if link.rows), seed
        nodes = {(about["data-kind"], about["data-id"]) for page in found for about in groups(page.marks)
                 if about["class"] == "node"}  # fmt: skip
        assert nodes == {(node.key.kind, node.key.id) for node in answer.nodes if node.key}
        stubs = sum(about["class"] == "stub" for page in found for about in groups(page.marks))
        assert stubs >= len(answer.stubs)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_says_who_asked_and_which_page_it_is(language: str) -> None:
    found = sheets(ANSWER, PATHS, language, ACCOUNTS[0])
    sound(found)
    for number, page in enumerate(found, 1):
        text = said(page)
        for word in ("Inspector Sana Malik", "OPERATION:FIA/OP/2026/3", "2026-04-08 03:13"):
            assert word in text
        if language == "en":
            assert f"A picture shows links, not guilt. \u00b7 Page {number} of {len(found)}" in text
            assert "Rabta \u00b7 Money through time" in text
        else:
            assert f"\u0635\u0641\u062d\u06c1 \u2066{number}\u2069 \u0627\u0632 \u2066{len(found)}\u2069" in text
            assert "Officer" not in text


def test_every_page_of_an_answer_as_of_a_time_says_so() -> None:
    answer, paths = chain(40)
    caption = replace(CAPTION, as_of_ms=T)
    found = pages(answer, chart(answer, paths), caption, "en", ())
    sound(found)
    assert len(found) > 1
    assert all("Only what the hub knew on 2026-02-25 11:13" in said(page) for page in found)


def test_the_legend_ends_it() -> None:
    last = said(sheets(ANSWER, PATHS, "en", ACCOUNTS[0])[-1])
    for word in ("Sources: pk.fia", "Shown 2 of 14 paths", "Pakistan Customs \u00b7 Duty desk", "AMLA/2026/7"):
        assert word in last


def chain(length: int) -> tuple[Answer, tuple[Path, ...]]:
    keys = [NodeKey("ACCOUNT", f"IBAN:PK{place:02d}HABB0000001123456{place:03d}") for place in range(length)]
    edges = tuple(
        Edge(id=f"e{place}", kind="TRANSFERRED", start=one, end=other, at_ms=T + place * HOUR, amount_minor=5_000_000,
             currency="PKR")
        for place, (one, other) in enumerate(pairwise(keys))
    )  # fmt: skip
    return Answer(tuple(Node(key=key) for key in keys), edges), (Path(tuple(keys), tuple(edge.id for edge in edges)),)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_long_trail_goes_on_with_the_account_that_ended_the_part_before(language: str) -> None:
    answer, paths = chain(40)
    ready = chart(answer, paths)
    found = parts(ready, (), language, ((A4[0] - 60) / MIN_SHARE, (A4[1] - 150) / MIN_SHARE))
    assert len(found) > 2
    order = [spot_id(key) for key in paths[0].nodes]
    held_by = [[order.index(spot) for spot in sorted(part.chart.spots, key=order.index)] for part in found]
    assert [each for place, each in enumerate(held_by) if place] == [
        list(range(before[-1], before[-1] + len(after))) for before, after in pairwise(held_by)
    ]
    printed = sheets(answer, paths, language)
    sound(printed)
    assert len(printed) < len(found), "parts stand side by side"
    assert sum(held(printed).values()) == 39
    if language == "en":
        assert "Part 2" in said(printed[0])
        assert "also in part 2" in said(printed[0])


def test_what_fits_one_page_is_one_part() -> None:
    answer, paths = chain(3)
    (page,) = sheets(answer, paths, "en")
    assert "Part" not in said(page)
    assert "also in" not in said(page)
    assert (page.wide, page.high) == A4


def test_a_page_lies_where_that_needs_fewer() -> None:
    keys = [NodeKey("PHONE", f"+92300{place:07d}") for place in range(30)]
    edges = tuple(Edge(id=key.id, kind="CALLED", start=keys[0], end=key) for key in keys[1:])
    star = Answer(tuple(Node(key=key) for key in keys), edges)
    shapes = {(page.wide, page.high) for page in sheets(star, (), "en", keys[0])}
    assert shapes == {A4[::-1]}


def test_nothing_to_show_is_one_page_that_says_so() -> None:
    (page,) = sheets(Answer(), (), "en")
    assert "Nothing to show" in said(page)
    sound([page])


def test_spots_without_links_are_printed() -> None:
    keys = [NodeKey("PHONE", f"+92300{place:07d}") for place in range(70)]
    found = sheets(Answer(tuple(Node(key=key) for key in keys)), (), "ur")
    sound(found)
    assert sum(about["class"] == "node" for page in found for about in groups(page.marks)) == 70


def test_the_largest_answer_is_printed() -> None:
    """500 rows among 120 nodes: too much for one picture, and never too much for paper."""
    turn = Random(1)
    keys = [NodeKey("PHONE", f"+92300{place:07d}") for place in range(120)]
    edges = tuple(
        Edge(id=f"{place}", kind="CALLED", start=turn.choice(keys), end=turn.choice(keys), at_ms=T, duration_s=65)
        for place in range(500)
    )
    answer = Answer(tuple(Node(key=key) for key in keys), edges)
    found = sheets(answer, (), "en", keys[0])
    sound(found)
    assert sum(held(found).values()) == len(chart(answer, ()).links)


def test_a_legend_longer_than_a_page_goes_on() -> None:
    edges = tuple(
        Edge(id=f"{place}", kind="TRANSFERRED", start=ACCOUNTS[0], end=ACCOUNTS[1], owner=f"pk.office{place:03d}",
             authority=f"AMLA/2026/{place}")
        for place in range(200)
    )  # fmt: skip
    found = sheets(Answer(edges=edges), (), "en")
    sound(found)
    together = "\n".join(said(page) for page in found)
    assert all(f"pk.office{place:03d}" in together for place in range(200))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_a_stranger_writes_cannot_shrink_a_page_or_push_a_box_off_it(language: str) -> None:
    """Names, notes, currencies and offices of a feed are its sender's: however long, they are cut, and counted."""
    long = "\u067e\u06cc\u0633\u06c1 " * 400 + "x" * 4_000
    rows = tuple(
        Edge(id=f"{place}", kind="A" * 80, start=ACCOUNTS[0], end=ACCOUNTS[1], amount_minor=10**17, at_ms=T + place,
             currency=f"C{place:02d}" + long, note="n" * 40, owner=long)
        for place in range(90)
    )  # fmt: skip
    node = Node(key=ACCOUNTS[0], label=long, label_ur=long, owner=long, role=long, grade=long, hub=True, person=10**6)
    stub = Stub(before=ACCOUNTS[0], hidden=10**9, owner=long, owner_name=long)
    found = pages(Answer((node,), rows, (stub,)), chart(Answer((node,), rows, (stub,)), ()), CAPTION, language, ())
    sound(found)
    if language == "en":
        assert "and 87 more currencies" in "\n".join(said(page) for page in found)


def test_two_worlds_that_differ_in_what_is_hidden_give_the_same_pages() -> None:
    stub = Stub(before=ACCOUNTS[0], after=ACCOUNTS[1], hidden=2, owner="pk.customs", owner_name="Pakistan Customs")
    answer = Answer((Node(key=ACCOUNTS[0]), Node(key=ACCOUNTS[1])), (), (stub,))
    (page,) = sheets(answer, (), "en")
    shown = [each.text for mark in page.marks if isinstance(mark, Group) and dict(mark.about)["class"] == "stub"
             for each in mark.marks if isinstance(each, Text)]  # fmt: skip
    assert shown == ["Link through 2 hidden records", "held by Pakistan Customs", "ask their desk"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_file_holds_what_is_on_the_pages(language: str) -> None:
    data = draw(ANSWER, PATHS, CAPTION, "PDF", language, (ACCOUNTS[0],))
    read = PdfReader(io.BytesIO(data), strict=True)
    together = "\n".join(page.extract_text() for page in read.pages)
    for word in ("PK00HABB0000001123456000", "PKR 1,250,000.00", "2026-02-25 11:13", "+92 51 000 0107"):
        assert word in together
    if language == "en":
        assert "Ghulam Rasool" in together
    assert data == draw(ANSWER, PATHS, CAPTION, "PDF", language, (ACCOUNTS[0],))
    assert len(data) < 300_000


def test_a_caption_of_nothing_harms_nothing() -> None:
    assert draw(Answer(edges=(paid(0, 0, 1, 0, 1),)), (), Caption(), "PDF").startswith(b"%PDF-1.7")
