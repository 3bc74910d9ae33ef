"""A chart for the island, column by column: what many nodes have alike is said once, so that 500 are small. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

from services.console.network.shown import ShownLink, ShownNode, View
from services.console.times import Span
from services.draw.direction import isolated, numbers_isolated

SAID: Final = "{label}, {kind}, {links}"
"""What is read aloud of a node where a page has no sentence of its own."""
Key = TypeVar("Key", bound=Hashable)


def plain(shown: View, focus: str = "", said: str = SAID) -> dict[str, object]:
    """For the island, as its ``ChartView``. ``said``: what is read aloud of a node, with these fields.

    ``kinds`` and ``looks`` hold what is alike; a node or an edge names its own by its place there, and an edge its ends
    by their places among the nodes.
    """
    places = {node.id: place for place, node in enumerate(shown.nodes)}
    links = shown.links
    kinds, kind_of = _once([(node.kind, node.word, node.colour) for node in shown.nodes])
    looks, look_of = _once([(link.colour, link.dashed) for link in links])
    return {
        "focus": focus,
        "said": said,
        "kinds": [{"kind": kind, "word": word, "colour": colour} for kind, word, colour in kinds],
        "looks": [{"colour": colour, "dashed": dashed} for colour, dashed in looks],
        "nodes": {"kind": kind_of, **_nodes(shown.nodes)},
        "edges": {
            "source": [places[link.source] for link in links],
            "target": [places[link.target] for link in links],
            "look": look_of,
            **_edges(links),
        },
    }


def _nodes(nodes: Sequence[ShownNode]) -> dict[str, object]:
    return {
        "id": [node.id for node in nodes],
        "label": [on_canvas(node.label) for node in nodes],
        "links": [node.links for node in nodes],
        "x": [round(node.x) for node in nodes],
        "y": [round(node.y) for node in nodes],
    }


def _edges(links: Sequence[ShownLink]) -> dict[str, object]:
    return {
        "label": [on_canvas(link.lines[0]) if link.lines else "" for link in links],
        "when": [_when(link.when) for link in links],
    }


def _when(spans: Sequence[Span]) -> list[int] | int:
    """Firsts and lasts in turn, each span once; of a single moment that alone. Empty: at all times."""
    found = tuple(dict.fromkeys(spans))
    if len(found) == 1 and found[0][0] == found[0][1]:
        return found[0][0]
    return [at_ms for span in found for at_ms in span]


def _once(values: Sequence[Key]) -> tuple[list[Key], list[int]]:
    """The different values, and of each its place among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return list(places), [places[value] for value in values]


def on_canvas(text: str) -> str:
    """With each number as an island: on a canvas nothing else keeps its order beside Urdu."""
    digits = any(sign.isdigit() for sign in text)
    return isolated(text) if text.isascii() and digits else numbers_isolated(text)
