"""Boxes and ways arranged: whole, apart, the same every time; and what happens where the program fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.draw import engine
from services.draw.engine import Arrangement, Box, NotArranged, arranged
from services.draw.marks import end_of
from tests.budget import budget

SIZES = st.tuples(st.integers(10, 300), st.integers(10, 90), st.integers(4, 14))
SIDES = ("LR", "RL", "TB")


def placed(found: Arrangement, boxes: dict[str, Box], name: str) -> tuple[float, float, float, float]:
    (x, y), box = found.middles[name], boxes[name]
    return x - box.wide / 2, y - box.high / 2, x + box.wide / 2, y + box.high / 2


@budget(40)
@given(st.lists(SIZES, min_size=1, max_size=12), st.data())
def test_boxes_stand_apart_and_ways_lead_from_box_to_box(
    sizes: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    boxes = {f"box {place}": Box(*size) for place, size in enumerate(sizes)}
    ends = st.sampled_from(sorted(boxes))
    pairs = data.draw(st.lists(st.tuples(ends, ends, st.integers(1, 4)), max_size=14))
    for found in arranged(boxes, pairs, SIDES):
        assert found.middles.keys() == boxes.keys()
        assert len(found.ways) == len(pairs)
        rooms = [placed(found, boxes, name) for name in boxes]
        for place, (left, top, right, low) in enumerate(rooms):
            assert -1 < left < right < found.wide + 1
            assert -1 < top < low < found.high + 1
            others = rooms[:place]
            assert not any(left < r - 1 and l < right - 1 and top < b - 1 and t < low - 1 for l, t, r, b in others)  # noqa: E741
        for pair, way in zip(pairs, found.ways, strict=True):
            for name, (x, y) in zip(pair[:2], (end_of(way[0]), end_of(way[-1])), strict=True):
                left, top, right, low = placed(found, boxes, name)
                assert left - 1 < x < right + 1
                assert top - 1 < y < low + 1
                assert min(abs(x - left), abs(x - right), abs(y - top), abs(y - low)) < 1


def test_each_side_has_its_direction() -> None:
    boxes = {name: Box(100, 40, 10) for name in "abc"}
    right, left, down = arranged(boxes, [("a", "b", 1), ("b", "c", 1)], SIDES)
    assert right.middles["a"][0] < right.middles["b"][0] < right.middles["c"][0]
    assert left.middles["a"][0] > left.middles["b"][0] > left.middles["c"][0]
    assert down.middles["a"][1] < down.middles["b"][1] < down.middles["c"][1]


def test_a_pair_can_stand_further_apart() -> None:
    boxes = {name: Box(100, 40, 10) for name in "abc"}
    (found,) = arranged(boxes, [("a", "b", 1), ("a", "c", 3)])
    assert found.middles["c"][0] > found.middles["b"][0] + 100


def test_several_ways_between_the_same_two_are_as_many() -> None:
    boxes = {"a": Box(100, 40, 10), "b": Box(100, 40, 10)}
    (found,) = arranged(boxes, [("a", "b", 1), ("a", "b", 1), ("b", "a", 1), ("a", "a", 1)])
    assert len(found.ways) == 4


def test_equal_input_gives_equal_places() -> None:
    boxes = {f"{place}": Box(100 + place, 40, 10) for place in range(9)}
    pairs = [(f"{place}", f"{place * 5 % 9}", 1) for place in range(9)]
    assert arranged(boxes, pairs, SIDES) == arranged(boxes, pairs, SIDES)


def test_the_program_is_told_no_name() -> None:
    """Whatever stands in a name: it is a key of ours, and never a word of the program's language."""
    names = ['"];x[', "a->b", "}", "\n", "stop", "<b>"]
    boxes = {name: Box(50, 20, 5) for name in names}
    (found,) = arranged(boxes, [(one, other, 1) for one in names for other in names[:2]])
    assert set(found.middles) == set(names)
    asked = engine._asked(boxes, [(0, 1, 1)], "LR")
    assert not any(name in asked.split("[", 2)[2] for name in ('"];x[', "stop", "<b>"))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands where the real one would."""
    path = tmp_path / "program"
    monkeypatch.setattr(engine, "_program", lambda: path)
    return path


def written(path: Path, body: str) -> None:
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(0o700)


def test_no_program_no_picture(program: Path) -> None:
    with pytest.raises(NotArranged, match="does not start"):
        arranged({"a": Box(1, 1, 1)}, [])


def test_a_program_that_fails_arranges_nothing(program: Path) -> None:
    written(program, "raise SystemExit(3)")
    with pytest.raises(NotArranged, match="too much"):
        arranged({"a": Box(1, 1, 1)}, [])


def test_a_program_that_goes_on_and_on_is_ended(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECONDS", 1)
    written(program, "while True: pass")
    with pytest.raises(NotArranged, match="too much"):
        arranged({"a": Box(1, 1, 1)}, [])


@pytest.mark.parametrize(
    "answer", ["", "graph 1 2", "stop", "graph 1 1 1\\nnode 0 1 1\\nstop", "edge\\nstop", "x\\nstop"]
)
def test_an_answer_that_is_none_arranges_nothing(program: Path, answer: str) -> None:
    written(program, f"print('{answer}')")
    with pytest.raises(NotArranged):
        arranged({"a": Box(1, 1, 1), "b": Box(1, 1, 1)}, [("a", "b", 1)])


BETWEEN = "graph 1 10 10\\nnode 0 1 5 1 1\\nnode 1 5 5 1 1\\nnode 2 9 5 1 1\\n"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (BETWEEN + "edge 0 2 4 1.6 5 4 5 6 5 8.4 5\\nstop", "under a box"),
        (BETWEEN.replace("5 5 1 1", "1.2 5 1 1") + "edge 0 2 4 1.6 9 4 9 6 9 8.4 9\\nstop", "under a box"),
    ],
    ids=["a line under a third box", "two boxes on one another"],
)
def test_an_answer_that_would_mislead_is_not_drawn(program: Path, answer: str, said: str) -> None:
    """The program of a later version, or another in its place, is not trusted with whom a line seems to meet."""
    written(program, f"print('{answer}')")
    boxes = {name: Box(60, 60, 5) for name in "abc"}
    with pytest.raises(NotArranged, match=said):
        arranged(boxes, [("a", "c", 1)])


def test_the_program_is_the_installed_one_whatever_the_path_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert engine._program().is_file()
    assert arranged({"a": Box(1, 1, 1)}, [])[0].middles.keys() == {"a"}
