"""Nothing covers anything: on 2,000 random answers under the full budget, in both languages, and in each way in which a plan runs."""

from __future__ import annotations

from random import Random

import pytest

from services.draw.marks import Mark, Text, end_of, line
from services.draw.network import draw
from services.draw.network.boxes import box
from services.draw.network.chart import Chart, Spot, chart, spot_id
from services.draw.network.layout import WIDTH, Place, Plan, layout, plans
from services.draw.network.lines import ARROW
from services.draw.network.picture import drawn
from services.draw.shaping import wide
from services.values.network import Answer, Edge, Node, NodeKey, Path, Stub
from tests.budget import share
from tests.unit.draw.network import random_graphs
from tests.unit.draw.network.geometry import TOUCH, Area, Measured, of_marks, of_svg, points
from tests.unit.draw.network.sample import ACCOUNTS, ANSWER, CAPTION, PATHS

GRAPHS = share(2_000)
PARTS = 8


def counted(ready: Chart, found: Measured) -> None:
    """Everything is there, so that nothing passes by being left out."""
    bare = sum(not link.rows for link in ready.links)
    assert len(found.boxes) == len(ready.spots)
    assert len(found.labels) == len(ready.links) - bare
    assert len(found.lines) == 2 * len(found.labels) + bare


def ends_meet(ready: Chart, plan: Plan) -> None:
    """Each line runs from its start up to its label and on to its end, whichever way it was placed."""
    for each in plan.lines:
        stops = [plan.places[each.link.start], *([each.label.middle] if each.label else []), plan.places[each.link.end]]
        sizes = [(224, 66), *([(each.label.wide, each.label.high)] if each.label else []), (224, 66)]
        ends = [end for way in each.ways for end in (end_of(way[0]), end_of(way[-1]))]
        wanted = [0, 1, 1, 2] if each.label else [0, 1]
        for (x, y), at in zip(ends, wanted, strict=True):
            (wide, high), middle = sizes[at], stops[at]
            near = TOUCH + 4 if at == 1 and each.label else TOUCH
            on_side = abs(abs(x - middle.x) - wide / 2) < near and abs(y - middle.y) < high / 2 + near
            on_top = abs(abs(y - middle.y) - high / 2) < near and abs(x - middle.x) < wide / 2 + near
            assert on_side or on_top, each.link


@pytest.mark.budgeted
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_covers_anything_in_random_answers(part: int) -> None:
    for seed in range(part, GRAPHS, PARTS):
        answer, paths, centre = random_graphs.answer(seed)
        language = "ur" if seed % 3 == 0 else "en"
        ready = chart(answer, paths)
        plan = layout(ready, tuple(spot_id(key) for key in centre), language)
        found = of_marks(drawn(ready, plan, language))
        counted(ready, found)
        assert found.faults() == [], seed
        ends_meet(ready, plan)


@pytest.mark.parametrize("seed", range(0, 12, 3))
def test_each_plan_is_as_clear_as_the_one_that_is_chosen(seed: int) -> None:
    answer, paths, _ = random_graphs.answer(seed)
    for language in ("en", "ur"):
        ready = chart(answer, paths)
        both = plans(ready, (), language)
        assert len(both) == 2
        for plan in both:
            assert of_marks(drawn(ready, plan, language)).faults() == []


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("paths", [PATHS, ()])
def test_the_file_holds_what_was_measured(paths: tuple[Path, ...], language: str) -> None:
    ready = chart(ANSWER, paths)
    found = of_svg(draw(ANSWER, paths, CAPTION, "SVG", language, (ACCOUNTS[0],)).decode())
    counted(ready, found)
    assert found.faults() == []


def mesh(size: int, links: int) -> Answer:
    turn = Random(size)
    keys = [NodeKey("PHONE", f"+92300{place:07d}") for place in range(size)]
    pairs = {(turn.randrange(size), turn.randrange(size)) for _ in range(links)}
    edges = tuple(Edge(id=f"{a}-{b}", kind="CALLED", start=keys[a], end=keys[b]) for a, b in sorted(pairs))
    return Answer(tuple(Node(key=key, hub=True) for key in keys), edges)


def star(size: int) -> Answer:
    keys = [NodeKey("PHONE", f"+92300{place:07d}") for place in range(size)]
    edges = tuple(Edge(id=key.id, kind="CALLED", start=keys[0], end=key) for key in keys[1:])
    return Answer(tuple(Node(key=key) for key in keys), edges)


@pytest.mark.parametrize("answer", [star(300), mesh(60, 90), mesh(12, 60)], ids=["star", "web", "crowd"])
def test_a_large_answer_is_as_clear(answer: Answer) -> None:
    ready = chart(answer, ())
    found = of_marks(drawn(ready, layout(ready), "en"))
    counted(ready, found)
    assert found.faults() == []


def test_hidden_stretches_are_as_clear() -> None:
    keys = [NodeKey("SUBJECT", f"{place}") for place in range(6)]
    stubs = tuple(Stub(one, other, 1) for one in keys for other in keys[:3])
    ready = chart(Answer(tuple(Node(key=key, person=1) for key in keys), (), stubs), ())
    assert of_marks(drawn(ready, layout(ready), "ur")).faults() == []


BOX, FAR = Area(0, 0, 100, 50), Area(300, 0, 400, 50)


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        (Measured([BOX, FAR], [], [], []), []),
        (Measured([BOX, Area(100, 0, 200, 50)], [], [], []), []),
        (Measured([BOX, Area(90, 40, 200, 90)], [], [], []), ["box over box"]),
        (Measured([BOX], [Area(95, 10, 150, 30)], [], []), ["box over label"]),
        (Measured([], [BOX, Area(10, 10, 20, 20)], [], []), ["label over label"]),
        (Measured([], [BOX], [Area(90, -10, 110, 10)], []), ["badge over label", "badge out of its box"]),
        (Measured([BOX], [], [Area(90, 10, 110, 20)], []), ["badge out of its box"]),
        (Measured([BOX], [], [Area(80, 10, 100, 20)], []), []),
        (Measured([BOX], [], [], [[(-50, 25), (50, 25), (150, 25)]]), ["line under box"]),
        (Measured([], [BOX], [], [[(50, -10), (50, 25), (50, 60)]]), ["line under label"]),
        (Measured([BOX, FAR], [], [], [[(100, 25), (200, 25), (300, 25)]]), []),
    ],
)
def test_the_measure_finds_what_it_is_for(found: Measured, faults: list[str]) -> None:
    assert found.faults() == faults


def test_a_plan_made_worse_is_found_out() -> None:
    """The measure on what is really drawn: a line led through a third box, and a label pushed on to one."""
    ready = chart(ANSWER, PATHS)
    marks: list[Mark] = list(drawn(ready, layout(ready), "en"))
    clear = of_marks(marks)
    third = clear.boxes[0]
    across = line((third.left - 50, third.top + 30), (third.right + 50, third.top + 30))
    clear.lines.append(list(points(across)))
    clear.labels.append(Area(third.left + 10, third.top + 10, third.right, third.bottom))
    assert {"line under box", "box over label", "line under label"} <= set(clear.faults())


@pytest.mark.parametrize("language", ["en", "ur"])
def test_badges_and_texts_of_a_box_do_not_cover_one_another(language: str) -> None:
    """However long what others wrote there is: a badge says who is one person with whom."""
    long = "\u067e\u0648\u0644\u06cc\u0633 " * 30
    node = Node(NodeKey("SUBJECT", "1"), long, long, "x" * 90, "", "ACCUSED", "A1", "", 3, True, 1_234_567)
    spot = Spot("SUBJECT 1", node)
    for shown in (box(spot, Place(0, 0), language), box(spot, Place(0, 0), language, long)):
        lines = [mark for mark in shown.marks if isinstance(mark, Text)]
        badges = of_marks([shown]).badges
        assert (len(lines), len(badges)) == (3, 2)
        assert not badges[0].meets(badges[1])
        for said in lines:
            room = wide(said.text, said.size, said.face)
            left = said.x - room if said.anchor == "end" else said.x
            area = Area(left, said.y - said.size, left + room, said.y + said.size * 0.3)
            assert not any(badge.meets(area) for badge in badges)
            assert -WIDTH / 2 < area.left < area.right < WIDTH / 2


def test_an_arrow_has_its_room() -> None:
    """Its head reaches no further back than the room around a box, which no other line enters."""
    ready = chart(ANSWER, PATHS)
    found = of_marks(drawn(ready, layout(ready), "en"))
    for each in found.boxes:
        room = Area(each.left - ARROW, each.top - ARROW, each.right + ARROW, each.bottom + ARROW)
        assert not any(room.meets(other) for other in [*found.boxes, *found.labels] if other != each)
