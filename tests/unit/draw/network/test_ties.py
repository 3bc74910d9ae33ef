"""Ties and key players in pictures: counts, sums and spans of all rows, no arrow for calls both ways, figures in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.draw.network import Caption, draw
from services.draw.network.chart import Link
from services.draw.network.fields import edge_fields
from services.draw.network.labels import link_lines
from services.values.network import Answer, Edge, KeyPlayer, Node, NodeKey
from tests.unit.draw.network.sample import HOUR, T, paid

ONE, OTHER = NodeKey("PHONE", "+923001234567"), NodeKey("PHONE", "+923007654321")
CALLS = Edge(id="c", kind="CALLED", start=ONE, end=OTHER, at_ms=T + HOUR, rows=3_546, first_ms=T, owner="pk.fia")
ISOLATES = {0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None}


def lines(edge: Edge, language: str = "") -> list[str]:
    return [text.translate(ISOLATES) for text in link_lines(Link("a", "b", edge.kind, (edge,)), language)]


def test_a_tie_shows_its_number_and_span() -> None:
    assert lines(CALLS) == ["called · 3,546 rows", "2026-02-25 11:13 – 2026-02-25 12:13"]
    assert lines(CALLS, "ur")[0] == "کال · 3,546 اندراجات"


def test_a_tie_of_money_shows_its_sum() -> None:
    tie = replace(paid(0, 0, 1, 2, 100), rows=2, first_ms=T, sum_minor=30_000)
    assert lines(tie)[:2] == ["transferred · 2 rows", "total PKR 300.00"]
    assert lines(paid(0, 0, 1, 2, 100))[0] == "transferred", "one row is as it was"


def test_tables_hold_the_number_the_first_and_the_sum_of_every_row() -> None:
    tie, alone = edge_fields(CALLS), edge_fields(paid(0, 0, 1, 0, 100))
    assert (tie["rows"], tie["first"]) == ("3546", "2026-02-25T11:13:20+05:00")
    assert (alone["rows"], alone["sum_minor"], alone["first"]) == ("1", "100", alone["at"])


@pytest.mark.parametrize(("edge", "arrows"), [(CALLS, 0), (replace(CALLS, rows=0, first_ms=0), 1)])
def test_calls_both_ways_have_no_arrow(edge: Edge, arrows: int) -> None:
    drawn = draw(Answer((Node(key=ONE), Node(key=OTHER)), (edge,)), (), Caption(), "SVG").decode()
    link = drawn[drawn.index('class="link"') :]
    assert link[: link.index("</g>")].count("Z") == arrows


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "Without Rahim Dad, 3 of 10 pairs of this network are no longer linked"),
        ("ur", "رحیم داد کے بغیر اس نیٹ ورک کے 10 جوڑوں میں سے 3 باہم مربوط نہیں رہتے"),
    ],
)
def test_what_a_key_player_holds_together_is_written_out(language: str, said: str) -> None:
    boss = NodeKey("SUBJECT", "agencies/pk.fia/records/1")
    nodes = (Node(key=boss, label="Rahim Dad", label_ur="رحیم داد", person=1), Node(key=ONE))
    caption = Caption(question="KeyPlayers", players=(KeyPlayer(boss, 3, 10), KeyPlayer(ONE, 0, 10)))
    drawn = draw(Answer(nodes), (), caption, "SVG", language).decode().translate(ISOLATES)
    assert said in drawn
    assert draw(Answer(nodes), (), caption, "PDF", language).startswith(b"%PDF")
