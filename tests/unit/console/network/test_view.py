"""What is shown: as the officer left it, as the filters say, veiled, grouped, placed, and never coloured by what is said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from services.console.network.acts import Arranged, Asked, Collapsed, Filtered, Grouped, Hidden, History, State
from services.console.network.columns import plain
from services.console.network.content import Content, merged
from services.console.network.filters import Filter
from services.console.network.shown import View
from services.console.network.view import centre_of, chart_of, keys_of, view, visible
from services.draw.direction import LRI
from services.draw.network.chart import spot_id
from services.values.network import Answer, NodeKey
from tests.unit.console.network import drawn
from tests.unit.console.network.sample import (
    ACCOUNT,
    ACCUSED,
    ANSWERS,
    CODES,
    EXPAND,
    OTHER_ACCOUNT,
    PATHS,
    PEOPLE,
    PHONE,
    VICTIM,
    VICTIM_PHONE,
    VICTIM_SAYS,
)

ALL = merged(ANSWERS.values())
ASKED = History().do(Asked(EXPAND), Asked(PATHS))


def seen(*acts: object, content: Content = ALL, language: str = "") -> View:
    return view(content, ASKED.do(*acts).state, CODES, language)  # type: ignore[arg-type]  # acts and rows of any kind


def labels(shown: View) -> set[str]:
    return {node.label for node in shown.nodes}


def test_nodes_lines_and_what_was_cut() -> None:
    shown = seen()
    assert "Ghulam Rasool" in labels(shown)
    assert "6 \u00d7 Phone" in labels(shown)
    assert "Shown 6 of 1,318 called" in shown.cuts
    assert "Shown 9 of 1,400 or more links" in shown.cuts
    assert shown.unshown == 0
    paid = next(link for link in shown.links if link.rows and link.rows[0].kind == "TRANSFERRED")
    assert paid.lines[0].startswith("transferred")
    assert [row.id for row in paid.rows] == ["t1", "t2"]
    assert sum(link.dashed for link in shown.links) == 1


def test_a_filter_holds_rows_back_and_says_how_many() -> None:
    shown = seen(Filtered(Filter("kind", "TRANSFERRED")))
    assert {row.kind for link in shown.links for row in link.rows} == {"TRANSFERRED"}
    assert shown.unshown == len(ALL.answer.edges) - 2
    spots = {node.spot for node in shown.nodes}
    assert {spot_id(ACCOUNT), spot_id(OTHER_ACCOUNT), spot_id(ACCUSED)} <= spots, "a question named the accused"
    assert spot_id(PHONE) not in spots


def test_what_was_taken_off_is_off_with_its_lines() -> None:
    shown = seen(Hidden(spot_id(PHONE)))
    assert spot_id(PHONE) not in {node.spot for node in shown.nodes}
    assert not {row.id for link in shown.links for row in link.rows} & {"u1", "c0"}
    assert len(shown.nodes) == len(seen().nodes) - 2, "the phone, and the group of those that it called"


def test_a_path_of_which_a_row_is_held_back_is_none() -> None:
    assert visible(ALL, ASKED.state).paths
    assert visible(ALL, ASKED.do(Filtered(Filter("kind", "CALLED"))).state).paths == ()


def test_lines_are_collapsed_or_one_a_row() -> None:
    each = seen(Collapsed(False))
    assert sorted(len(link.rows) for link in each.links) == [0] + [1] * len(ALL.answer.edges)
    assert len({link.id for link in each.links}) == len(each.links)
    assert len(seen().links) < len(each.links)


def test_groups_open() -> None:
    assert len(seen(Grouped(False)).nodes) == len(seen().nodes) + 5


def test_places_are_those_that_were_kept() -> None:
    at = seen(Arranged(((spot_id(PHONE), 7.0, -9.0),))).named(CODES.of(spot_id(PHONE)))
    assert at
    assert (at.x, at.y) == (7.0, -9.0)
    assert seen().named("nothing") is None


@pytest.mark.parametrize("language", ["", "ur"])
def test_the_protected_are_veiled_in_every_part(language: str) -> None:
    shown = seen(Grouped(False), Collapsed(False), language=language)
    page = replace(shown, nodes=tuple(replace(node, spot="") for node in shown.nodes))
    said = [
        repr(page.nodes),
        repr([replace(link, rows=()) for link in page.links]),
        json.dumps(plain(page), ensure_ascii=False),
    ]
    assert all(each not in text for text in said for each in VICTIM_SAYS)
    assert "محفوظ شخص" in said[0] if language else "protected person" in said[0]


def test_an_act_on_a_veiled_node_reaches_it() -> None:
    """The page knows it by its code alone."""
    code = CODES.of(spot_id(VICTIM_PHONE))
    node = seen().named(code)
    assert node
    assert node.spot == spot_id(VICTIM_PHONE)
    assert seen(Hidden(node.spot)).named(code) is None
    moved = seen(Arranged(((node.spot, 5.0, 5.0),))).named(code)
    assert moved
    assert (moved.x, moved.y) == (5.0, 5.0)


def test_no_id_is_in_what_the_island_gets() -> None:
    text = json.dumps(plain(seen(Grouped(False))))
    assert not [node for node in ALL.answer.nodes if node.key and spot_id(node.key) in text]


def test_colour_is_of_the_kind_whatever_is_said_of_a_person() -> None:
    colours = set()
    for role in ("ACCUSED", "SUSPECT", "LISTED", "VICTIM", "WITNESS", ""):
        said = Content(Answer(tuple(replace(person, role=role) for person in PEOPLE)))
        colours |= {node.colour for node in seen(content=said).nodes}
    assert len(colours) == 1


def test_urdu_is_said_in_urdu_and_its_numbers_are_islands_on_the_canvas() -> None:
    shown = seen(language="ur")
    told = plain(shown)
    assert "غلام رسول" in labels(shown)
    assert not [text for node in shown.nodes for text in (node.label, node.about) if LRI in text], (
        "a page has elements for it"
    )
    assert not [text for text in (*shown.cuts, *(line for link in shown.links for line in link.lines)) if LRI in text]
    texts = [each["label"] for part in (drawn.nodes, drawn.edges) for each in part(told)]
    with_digits = [text for text in texts if any(sign.isdigit() for sign in text)]
    assert len(with_digits) > 5
    assert all(LRI in text for text in with_digits)


def test_a_hidden_stretch_says_whose_desk_to_ask() -> None:
    (stub,) = (node for node in seen().nodes if node.kind == "STUB")
    assert stub.label == "Link through 2 hidden records"
    assert stub.word == "ask their desk"
    assert "Another agency" in stub.about
    assert "051-1234567" in stub.about


def test_what_is_read_aloud_is_the_page_s_sentence() -> None:
    said = [each["said"] for each in drawn.nodes(plain(seen(), "f", "{label}; {kind}; {links} links"))]
    assert "Ghulam Rasool; Person; 3 links" in said
    assert plain(seen(), "f")["focus"] == "f"


def test_the_middle_is_what_questions_named() -> None:
    assert keys_of(PATHS) == (ACCUSED, OTHER_ACCOUNT), "not what is to be avoided"
    assert centre_of(ASKED.state) == (spot_id(ACCUSED), spot_id(OTHER_ACCOUNT))
    assert centre_of(State()) == ()
    assert set(chart_of(ALL, ASKED.state).spots) >= {spot_id(ACCUSED), spot_id(VICTIM), "STUB 0"}


def test_two_ends_that_nothing_else_names_are_shown() -> None:
    bare = Content(Answer(edges=(ALL.answer.edges[0],)))
    assert len(seen(content=bare).nodes) == 2
    assert seen(content=Content()).nodes == ()
    assert spot_id(NodeKey("PHONE", "+92")) == "PHONE +92"
