"""What is shown of a chart: its spots, lines, rows and what was left out, as picture and as table alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from services.console.network.acts import State
from services.console.network.content import Content
from services.console.network.events import lanes_of, paths_of, when_of
from services.console.network.filters import admits
from services.console.network.grouping import GROUP, Grouping, grouped, kind_of
from services.console.network.places import places_beside
from services.console.network.shown import ShownLink, ShownNode, View, bare
from services.console.network.veiling import Codes, veiled
from services.draw.network.boxes import COLOURS, OTHER, STUB
from services.draw.network.chart import Chart, Link, Spot, chart, spot_id
from services.draw.network.labels import cut_line, heading, link_lines, source_line, stub_lines, under
from services.draw.network.lines import COLOURS as LINE_COLOURS
from services.draw.network.words import node_word, word
from services.values.network import Answer, Node, NodeKey


def visible(content: Content, state: State) -> Content:
    """The content without what the officer took off the chart, and without rows that the filters hold back.

    A node all of whose rows are held back goes with them, unless a question named it.
    """
    answer = content.answer
    kept = tuple(
        edge
        for edge in answer.edges
        if admits(state.filters, edge)
        and spot_id(edge.start) not in state.hidden
        and spot_id(edge.end) not in state.hidden
    )
    linked = {spot_id(key) for edge in answer.edges for key in (edge.start, edge.end)}
    still = {spot_id(key) for edge in kept for key in (edge.start, edge.end)} | set(centre_of(state))
    nodes = tuple(
        node
        for node in answer.nodes
        if (name := spot_id(node.key)) not in state.hidden and (name in still or name not in linked)
    )
    ids = {(edge.kind, edge.id) for edge in answer.edges} - {(edge.kind, edge.id) for edge in kept}
    gone = {name for _, name in ids}
    paths = tuple(path for path in content.paths if not gone & set(path.edges))
    return Content(replace(answer, nodes=nodes, edges=kept), paths)


def centre_of(state: State) -> tuple[str, ...]:
    """Ids of the spots that the questions named, in order."""
    return tuple(dict.fromkeys(spot_id(key) for question in state.questions for key in keys_of(question)))


def keys_of(question: object) -> tuple[NodeKey, ...]:
    """Nodes that a question names, in the order of its fields; those that it avoids left out."""
    values = (getattr(question, name) for name in getattr(question, "__dataclass_fields__", ()) if name != "avoid")
    return tuple(
        key for value in values for key in (value if isinstance(value, tuple) else (value,)) if isinstance(key, NodeKey)
    )


def view(content: Content, state: State, codes: Codes, language: str = "") -> View:
    """The page's chart. What the officer may see of it was decided by the hub; what is protected is veiled here."""
    seen = visible(content, state)
    hid = veiled(seen, codes)
    real = dict(zip(_spots(seen.answer), _spots(hid.answer), strict=True))
    shown = grouped(chart(hid.answer, hid.paths), state.grouped)
    places = {real.get(spot, spot): (x, y) for spot, x, y in state.places}
    places |= {spot: (x, y) for spot, x, y in places_beside(shown.chart, places)}
    back = {after: before for before, after in real.items()}
    codes_of = {spot: codes.of(back.get(spot, spot)) for spot in shown.chart.spots}
    links = tuple(
        _link(part, codes_of[part.start], codes_of[part.end], codes, language)
        for link in shown.chart.links
        for part in _parts(link, state.collapsed)
    )
    degrees = Counter(end for link in shown.chart.links for end in {link.start, link.end})
    when = when_of(links)
    nodes = tuple(
        replace(
            _node(spot, shown, back.get(spot.id, spot.id), codes, places[spot.id], language),
            links=degrees[spot.id],
            when=when.get(codes_of[spot.id], ()),
            veiled=kind_of(spot) == "SUBJECT" and spot.id in back and back[spot.id] != spot.id,
        )
        for spot in shown.chart.spots.values()
    )
    cuts = tuple(dict.fromkeys(bare(cut_line(cut, language)) for cut in content.answer.cuts))
    lanes, dated = lanes_of(links, language)
    paths = paths_of(hid, shown, codes_of, language)
    return View(nodes, links, cuts, len(content.answer.edges) - len(seen.answer.edges), paths, lanes, dated)


def _spots(answer: Answer) -> list[str]:
    """Ids of all ends in one order, which veiling keeps."""
    ends = [key for edge in answer.edges for key in (edge.start, edge.end)]
    return [spot_id(key) for key in (*(node.key for node in answer.nodes), *ends)]


def _parts(link: Link, collapsed: bool) -> Sequence[Link]:
    """The line, or a line a row."""
    return [link] if collapsed or not link.rows else [replace(link, rows=(row,)) for row in link.rows]


def _node(spot: Spot, shown: Grouping, real: str, codes: Codes, at: tuple[float, float], language: str) -> ShownNode:
    kind = shown.kinds.get(spot.id, kind_of(spot))
    members = len(shown.members.get(spot.id, ()))
    label = f"{members} \u00d7 {node_word(kind, language)}" if members else heading(spot, language)
    said = stub_lines(spot.stub, language)[1:] if spot.stub else (under(spot, language), source_line(spot))
    about = "" if members else bare(" \u00b7 ".join(part for part in said if part))
    colour = STUB if kind == "STUB" else COLOURS.get(kind, OTHER)
    shown_kind = GROUP if members else kind
    called = word("desk", language) if spot.stub else node_word(kind, language)
    return ShownNode(codes.of(real), real, bare(label), shown_kind, called, about, colour, 0, members, *at, ())


def _link(link: Link, source: str, target: str, codes: Codes, language: str) -> ShownLink:
    name = codes.of(" ".join((source, target, link.kind, *(row.id for row in link.rows))))
    colour = LINE_COLOURS.get(link.kind, OTHER) if link.rows else STUB
    dashed = not link.rows or link.kind == "SAME_PERSON"
    return ShownLink(name, source, target, tuple(map(bare, link_lines(link, language))), colour, dashed, link.rows)


def chart_of(content: Content, state: State) -> Chart:
    """The visible chart before it is veiled or grouped: what places are computed for."""
    seen = visible(content, state)
    return chart(seen.answer, seen.paths)


def node_of(content: Content, spot: str) -> Node | None:
    """The node of a spot's id."""
    return next((node for node in content.answer.nodes if spot_id(node.key) == spot), None)
