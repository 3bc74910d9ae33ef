"""What a chart asks the hub: what is next to a node, counted first; ways between nodes; why a link is there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from starlette.responses import Response

from services.console.command import Question
from services.console.network.filters import BadFilter
from services.console.network.named import BadNode, typed
from services.console.network.veiling import veiled
from services.console.network.view import keys_of
from services.console.network.workspace import Workspace
from services.console.page import Page, PageRequest
from services.console.pages.charting import asking, chosen, key_of, start_of, workspace
from services.draw.network.chart import chart as drawn_chart
from services.draw.network.chart import spot_id
from services.draw.network.labels import heading, row_label
from services.draw.network.words import edge_word, question_word
from services.tables.days import DAY_MS
from services.values.network import (
    ContactChainRequest,
    Edge,
    ExpandRequest,
    ExpandResponse,
    Frame,
    NodeKey,
    QuestionRequest,
    ShortestPathsRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
    WhyLinkedResponse,
)

PATH: Final = "/network"
HOUR_MS: Final = 3_600_000
LIMITS: Final = (10, 25, 50, 100, 250, 500)
ALTERNATIVES: Final = 10
"""Most shortest paths that one question gives."""
AVOID: Final = ("avoid", "avoid_2", "avoid_3")
"""Fields of the form that name what no path may pass: a form has no field twice."""
_COMMANDS: Final = {
    "Expand": "expand",
    "ShortestPaths": "paths",
    "TraceMoney": "trace",
    "ContactChain": "contacts",
    "WhyLinked": "why",
}


async def count(asked: PageRequest) -> Response:
    """How much of each kind is next to a node: nothing of it is on the chart yet."""
    held = await workspace(asked)
    start = start_of(asked, held)
    question = ExpandRequest(Frame(limit=1), (start,))
    found = await asking(asked)(question)
    counts = found.counts if isinstance(found, ExpandResponse) else ()
    rows = [(each.kind, edge_word(each.kind, asked.language), each.edges, each.nodes) for each in counts]
    given = {name: asked.field(name) for name in ("node", "kind", "number")}
    return asked.page(
        "network_expand.html", counts=rows, given=given, limits=LIMITS, question=_question(asked, question)
    )


async def add(asked: PageRequest) -> Response:
    """Put what is next to a node on the chart, of the kinds that were chosen."""
    held = await workspace(asked)
    kinds = tuple(sorted(name.removeprefix("edge_") for name in asked.form if name.startswith("edge_")))
    limit = next((each for each in LIMITS if str(each) == asked.field("limit")), 50)
    frame = Frame(limit=limit, edge_kinds=kinds)
    await held.ask(ExpandRequest(frame, (start_of(asked, held),)), asking(asked))
    return asked.to(PATH)


async def paths(asked: PageRequest) -> Response:
    """Ways between two nodes of the chart, or of money and calls from one, each step later than the one before."""
    held = await workspace(asked)
    start = chosen(asked, held, "start")
    reach = chosen(asked, held, "end") if asked.field("end") else None
    avoid = tuple(chosen(asked, held, name) for name in AVOID if asked.field(name))
    gap_ms, step = _figure(asked, "gap_days", 3650) * DAY_MS, partial(_figure, asked)
    question: QuestionRequest
    match asked.field("way"):
        case "forward" | "backward" as way:
            share = {name: 100 * step(name.replace("_bp", ""), 10_000) for name in ("least_bp", "most_bp")}
            question = TraceMoneyRequest(Frame(), start, way.upper(), max_gap_ms=gap_ms, **share)
        case "contacts":
            question = ContactChainRequest(Frame(), start, max_gap_ms=gap_ms)
        case _:
            end, reach = chosen(asked, held, "end"), None
            question = ShortestPathsRequest(Frame(), start, end, paths=step("paths", ALTERNATIVES), avoid=avoid)
    await held.ask(question, asking(asked), reach)
    return asked.to(PATH)


def _figure(asked: PageRequest, name: str, most: int) -> int:
    """A whole number of the form, 0 for none. Raises BadFilter."""
    text = asked.field(name) or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= most):
        raise BadFilter(name)
    return int(text)


async def why(asked: PageRequest) -> Response:
    """Every evidence row between the two ends of a line."""
    held = await workspace(asked)
    shown = held.view(asked.language)
    link = next((each for each in shown.links if each.id == asked.field("link")), None)
    ends = [node for node in shown.nodes if link and node.id in (link.source, link.target) and not node.members]
    keys = [key for node in ends if (key := key_of(held, node.spot))]
    if len(keys) != 2:
        raise BadNode("link")
    question = WhyLinkedRequest(Frame(limit=500, break_glass=asked.glass), keys[0], keys[1])
    answer = (await asked.hub.ask(question, WhyLinkedResponse, asked.why)).value.answer
    hid = _veiled(held, answer.edges if answer else ())
    rows = [(edge_word(row.kind, asked.language), row_label(row, asked.language), row) for row in hid]
    names = [node.label for node in ends]
    return asked.page("network_why.html", rows=rows, names=names, question=_question(asked, question))


def _veiled(held: Workspace, edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Rows as a chart that has them too would show them."""
    content = held.content
    both = replace(content, answer=replace(content.answer, edges=(*content.answer.edges, *edges)))
    return veiled(both, held.codes).answer.edges[len(content.answer.edges) :]


def asked_last(asked: PageRequest, held: Workspace) -> Question | None:
    """The question that was put on the chart last, with the same command."""
    questions = held.state.questions
    return _question(asked, questions[-1], held) if questions else None


def _question(asked: PageRequest, question: QuestionRequest, held: Workspace | None = None) -> Question:
    """In words, its nodes by their names as the chart has them, where it has them."""
    word = type(question).__name__.removesuffix("Request")
    said = question_word(word, asked.language)
    keys = keys_of(question)
    names = [name for key in keys if held and (name := _named(asked, held, key))]
    text = f"{said}: {', '.join(names)}" if names else said
    return asked.question(text, "net", _COMMANDS[word], *(typed(key) for key in keys), *_more(question), *asked.citing)


def _more(question: QuestionRequest) -> tuple[str, ...]:
    """Options of the command that say the rest of the question."""
    options: dict[str, int] = {}
    more: tuple[str, ...] = ()
    if isinstance(question, TraceMoneyRequest):
        more = ("--direction", question.direction.lower())
        options |= {"--least-bp": question.least_bp, "--most-bp": question.most_bp}
    if isinstance(question, TraceMoneyRequest | ContactChainRequest):
        options["--max-gap-hours"] = question.max_gap_ms // HOUR_MS
    if isinstance(question, ShortestPathsRequest):
        more = tuple(word for key in question.avoid for word in ("--avoid", typed(key)))
        options["--paths"] = question.paths
    frame = question.frame or Frame()
    options["--limit"] = frame.limit
    kinds = tuple(word for kind in frame.edge_kinds for word in ("--edge", kind.lower()))
    return (*more, *kinds, *(word for name, value in options.items() if value for word in (name, str(value))))


def _named(asked: PageRequest, held: Workspace, key: NodeKey) -> str:
    """What the chart calls a node, veiled as it is there; nothing of one that it does not show."""
    content = veiled(held.content, held.codes)
    spots = drawn_chart(content.answer, ()).spots
    spot = spots.get(spot_id(key)) or spots.get(spot_id(held.codes.key(key)))
    return heading(spot, asked.language) if spot else ""


ROUTES: Final = (
    Page(f"{PATH}/count", count, "POST"),
    Page(f"{PATH}/add", add, "POST"),
    Page(f"{PATH}/paths", paths, "POST"),
    Page(f"{PATH}/why", why),
)
