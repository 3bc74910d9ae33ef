"""The link chart: as tables that need no script, and as a picture on top of them."""

from __future__ import annotations

from typing import Final

from starlette.responses import JSONResponse, Response

from services.console.network.acts import Arranged, Between, Collapsed, Filtered, Grouped, Hidden
from services.console.network.columns import plain
from services.console.network.content import paths_of
from services.console.network.exports import FORMATS
from services.console.network.filters import FIELDS, BadFilter, Filter, checked, choices
from services.console.network.named import KINDS
from services.console.network.sent import Post
from services.console.network.shown import View
from services.console.network.store import ChartStore
from services.console.network.words import FIELDS as FIELD_WORDS
from services.console.network.workspace import Workspace
from services.console.page import Page, PageRequest
from services.console.pages import network_asking, network_keeping, unmasking
from services.console.pages.charting import node_of, workspace
from services.console.paging import ROWS, page_with, paged
from services.console.render import text as written
from services.console.times import histogram
from services.console.words import text
from services.draw.network.words import edge_word
from services.vocabulary.readings import NODES, reading

PATH: Final = "/network"
FORMS: Final = ("act", "add", "count", "delete", "keep", "open", "receive", "share")
"""Paths below it that forms are sent to, and that have no page of their own."""
TABLES: Final = ("nodes", "links", "kept")
"""What is paged on the page of a chart; a field of this name asks for a page."""
KEPT: Final = 20
"""Charts of one page of the kept ones, each of which has forms."""
FARTHEST: Final = 1e6
"""Units from the middle of a chart that a node may be put."""


def network_routes(charts: ChartStore, post: Post) -> tuple[Page, ...]:
    """Every page of charts. ``charts``: those that officers keep; ``post``: what sends charts to another console."""

    async def show(asked: PageRequest) -> Response:
        held = await workspace(asked)
        shown = held.view(asked.language)
        _turn(asked, held, shown)
        kept = paged(charts.charts(asked.session.officer.id), held.pages.get("kept", ""), KEPT)
        question = network_asking.asked_last(asked, held)
        return asked.page("network.html", shown=shown, kept=kept, question=question, about=_about(asked, held, shown))

    return (
        Page(PATH, show, menu="network"),
        Page(f"{PATH}/chart", chart),
        Page(f"{PATH}/act", act, "POST"),
        Page(f"{PATH}/paths", ways),
        *network_asking.ROUTES,
        *unmasking.ROUTES,
        *network_keeping.routes(charts),
        *network_keeping.post_routes(post),
        *(Page(f"{PATH}/{form}", back) for form in FORMS),
    )


async def back(asked: PageRequest) -> Response:
    """Where a browser goes that was sent elsewhere from a form, for a purpose or another language."""
    return asked.to(PATH)


async def ways(asked: PageRequest) -> Response:
    """The form for paths by itself: it names every node, which is too much for the page of a large chart."""
    held = await workspace(asked)
    return asked.page("network_paths.html", all=held.view(asked.language).nodes)


def _turn(asked: PageRequest, held: Workspace, shown: View) -> None:
    """Turn the tables to the pages that were asked for, or to that of one node; the chart stays open there."""
    held.pages |= {table: asked.field(table) for table in TABLES if asked.field(table)}
    place = next((at for at, node in enumerate(shown.nodes) if node.id == asked.field("node")), None)
    if place is not None:
        held.pages["nodes"] = page_with(place)


async def chart(asked: PageRequest) -> Response:
    """The chart for the island, with what is to be read aloud."""
    held = await workspace(asked)
    shown = held.view(asked.language)
    focus = next((code for code in held.named if shown.named(code)), "")
    said = text("network.said", urdu=asked.urdu, label="{label}", kind="{kind}", links="{links}")
    return JSONResponse(plain(shown, focus, said))


async def act(asked: PageRequest) -> Response:
    """One thing done to the chart, none of which asks the hub anything."""
    held = await workspace(asked)
    match asked.field("act"):
        case "undo":
            held.undo()
        case "redo":
            held.redo()
        case "group" | "ungroup" as word:
            held.do(Grouped(word == "group"))
        case "collapse" | "spread" as word:
            held.do(Collapsed(word == "collapse"))
        case "arrange":
            held.arrange()
        case "hide":
            held.do(Hidden(node_of(held, asked.field("node")).spot))
        case "move":
            held.do(Arranged(((_spot(held, asked.field("node")), _unit(asked.field("x")), _unit(asked.field("y"))),)))
        case "filter":
            field, _, value = asked.field("choice").partition("=")
            held.do(Filtered(checked(field or asked.field("field"), value or asked.field("value"))))
        case "between":
            days = (checked(field, asked.field(field)).value for field in ("since", "until"))
            held.do(Between(*days))
        case "unfilter":
            held.do(Filtered(Filter(asked.field("field"), asked.field("value")), on=False))
        case "clear":
            asked.session.chart = Workspace()
    return asked.to(PATH)


def _spot(held: Workspace, code: str) -> str:
    """Of a node or of a group."""
    found = held.view().named(code)
    return found.spot if found else ""


def _unit(value: str) -> float:
    """A whole unit of the chart. Raises BadFilter."""
    if not value.removeprefix("-").isascii() or not value.removeprefix("-").isdigit() or len(value) > 9:
        raise BadFilter("place")
    return max(-FARTHEST, min(FARTHEST, float(value)))


def _about(asked: PageRequest, held: Workspace, shown: View) -> dict[str, object]:
    """All that the page's template takes of the chart besides what is shown."""
    state = held.state
    labels = {node.id: node.label for node in shown.nodes}
    values = choices(held.content.answer.edges)
    return {
        "labels": labels,
        "written": {code: written(label, asked.language) for code, label in labels.items()},
        "rows": ROWS,
        "nodes": paged(shown.nodes, held.pages.get("nodes", "")),
        "links": paged(shown.links, held.pages.get("links", "")),
        "groups": frozenset(node.id for node in shown.nodes if node.members),
        "state": state,
        "kinds": [(word, reading(NODES, kind, urdu=asked.urdu)) for word, (kind, _) in KINDS.items()],
        "fields": [(field, FIELD_WORDS[field][asked.urdu]) for field in FIELDS],
        "chips": [(each, FIELD_WORDS[each.field][asked.urdu], _value(each, asked.language)) for each in state.filters],
        "choices": [
            (f"{field}={value}", f"{FIELD_WORDS[field][asked.urdu]}: {_value(Filter(field, value), asked.language)}")
            for field in values
            for value in values[field]
        ],
        "can_undo": held.history.done > 0,
        "can_redo": held.history.done < len(held.history.acts),
        "formats": tuple(FORMATS),
        "events": sum(len(events) for _, events in shown.lanes),
        "sender": held.sender,
        "bars": histogram(shown.spans),
        "start": next((each for each in held.named if each in labels), ""),
        "nowhere": any(not paths_of(response) for response in held.reached),
    }


def _value(of: Filter, language: str) -> str:
    return edge_word(of.value, language) if of.field == "kind" else of.value
