"""Rows of a feed, taken under an authority: each once, and none without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from graph.model import EDGE_KINDS, NODE_KINDS, SPANNED
from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry
from services.linkage.app.authorities import authority_name
from services.linkage.app.ordered import check_court
from services.linkage.classes import feed_class
from services.linkage.errors import AuthorityUnknown, StrDerived
from services.linkage.kept import FeedRow
from services.linkage.links import Links
from services.linkage.projection.feed_rows import kept_id, mark_of
from services.tables.days import day_end
from services.tables.numbers import NumberError
from services.tables.text import unsafe_at
from services.values.network import (
    FeedEdge,
    FeedNode,
    ImportFeedPageRequest,
    ImportFeedPageResponse,
    NodeKey,
    RefusedRow,
)
from services.values.network.feed import MAX_FEED_TEXT, MAX_PAGE_ROWS
from services.values.node_ids import EDGE, canonical
from services.vocabulary.access import FEEDS, AgencyKind

NOT_OF_FEEDS: Final = frozenset(
    {"PARTY_TO", "REFERS_TO", "CO_ARRESTED", "SAME_PERSON", "DEVICE_USED_BY", "VEHICLE_USED_BY"}
)
"""Edges that records and decisions make, and no file."""
TIMED: Final = frozenset({"TRANSFERRED", "WITHDREW", "CALLED", "TRAVELLED", "CAMPED_AT", "CO_LOCATED"})
"""What happened at a time: without one, nobody can say that it lies within the dates of an authority."""
_FAMILIES: Final = dict.fromkeys(("camt", "pacs", "pain"), "iso20022")
"""Messages of one standard tell of the same persons and entries, so that theirs have one form of id."""
_FORMAT: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CURRENCY: Final = re.compile(r"([A-Z]{3})?")
_INT64: Final = range(-(2**63), 2**63)

Problem = tuple[str, str, str] | None
"""Field below the row, rule and text of what is wrong; None where a row is fit."""


@dataclass(slots=True)
class _Page:
    """A page as it is read. ``since``, ``until``: of its authority; ``mark``: of its class; ``people``: told ids."""

    format: str
    authority: str
    klass: int
    mark: str
    naming: Callable[[str], str]
    now_ms: int
    since: int
    until: int
    people: set[str] = field(default_factory=set)
    rows: list[FeedRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def kept(self, told: str) -> str:
        """Id in the graph of a person by the name that the reader gives."""
        return kept_id(self.mark, told, self.naming)


async def import_page(
    links: Links, inquiry: Inquiry, request: ImportFeedPageRequest, home: str, naming: Callable[[str], str]
) -> ImportFeedPageResponse:
    """Take what is fit, tell what is not. ``home``: agency whose own node this is, empty for a hub of many.

    ``naming``: keyed digest of 24 hex digits, which ids of persons and edges are made of.

    Raises InvalidArgument, AuthorityUnknown, StrDerived.
    """
    caller = inquiry.caller
    _check(request)
    name = authority_name(caller.agency, request.authority)
    held = await links.feeds.authority(name)
    if held is None or held.retain_until_ms <= inquiry.now_ms:
        raise AuthorityUnknown
    if request.str_derived and not (caller.agency_kind == AgencyKind.FMU and caller.agency == home):
        raise StrDerived
    body = json.loads(held.body)
    check_court(inquiry, body, request.feed)
    atomic = feed_class(caller.agency, request.feed, name, request.str_derived)
    klass = await links.classes.number(atomic)
    since, until = body["data_from_ms"], body["data_to_ms"]
    page = _Page(request.format, name, klass, mark_of(atomic), naming, inquiry.now_ms, since, until)
    for place, node in enumerate(request.nodes):
        _take_node(page, f"nodes[{place}]", node)
    await _know_people(links, page, request.edges)
    for place, edge in enumerate(request.edges):
        _take_edge(page, f"edges[{place}]", edge)
    added = await links.feeds.add(page.rows)
    inquiry.trail.feed, inquiry.trail.feed_page = f"{request.format}:{name}", request.page_number
    return ImportFeedPageResponse(added, len(page.rows) - added, tuple(page.refused))


def _check(request: ImportFeedPageRequest) -> None:
    found = []
    if request.feed not in FEEDS:
        found.append(Violation("feed", "required", "must be given"))
    if not _FORMAT.fullmatch(request.format):
        found.append(Violation("format", "format", "must be the name of a reader"))
    if len(request.file_sha256) != 32:
        found.append(Violation("file_sha256", "length", "must have 32 bytes"))
    if not 0 < len(request.nodes) + len(request.edges) <= MAX_PAGE_ROWS:
        found.append(Violation("edges", "rows", f"must be 1 to {MAX_PAGE_ROWS} nodes and edges"))
    if found:
        raise InvalidArgument(*found)


def _take_node(page: _Page, at: str, node: FeedNode) -> None:
    """A person is kept; a bare number is made by its edges, and carries nothing else. ``at``: path in the request."""
    key = node.key or NodeKey()
    problem = _of_node(page, key, node)
    if problem is not None:
        page.refused.append(_refused(0, at, problem))
    elif key.kind == "SUBJECT":
        page.people.add(key.id)
        page.rows.append(_row(page, "SUBJECT", page.kept(key.id), key.id, node=node))


def _of_node(page: _Page, key: NodeKey, node: FeedNode) -> Problem:
    """What is wrong with a node."""
    if key.kind not in NODE_KINDS:
        return "key", "node", "must be a node of a known kind"
    if problem := _of_id("key.id", key):
        return problem
    for name in ("label", "label_ur", "note"):
        if problem := _of_text(name, getattr(node, name)):
            return problem
    if key.kind == "SUBJECT" and not key.id.startswith(f"feeds/{family_of(page.format)}/"):
        return "key", "person-of-feed", "must be a person of this format"
    return None


def _refused(row: int, at: str, problem: tuple[str, str, str]) -> RefusedRow:
    field, rule, text = problem
    return RefusedRow(row, f"{at}.{field}", rule, text)


def family_of(form: str) -> str:
    """What persons of a format are called by: messages of one standard share theirs."""
    return _FAMILIES.get(form.partition("-")[0], form)


def _of_id(field: str, key: NodeKey) -> Problem:
    try:
        canonical(key.kind, key.id)
    except NumberError as bad:
        return field, bad.rule, bad.text
    return None


def _of_text(field: str, text: str) -> Problem:
    if len(text) > MAX_FEED_TEXT:
        return field, "length", f"must have at most {MAX_FEED_TEXT} characters"
    if unsafe_at(text) >= 0:
        return field, "characters", "must hold no control, directional or invisible characters"
    return None


async def _know_people(links: Links, page: _Page, edges: Iterable[FeedEdge]) -> None:
    """Persons whom an earlier page of the file described."""
    ends = {key.id for edge in edges for key in (edge.start, edge.end) if key and key.kind == "SUBJECT"}
    kept = {page.kept(told): told for told in ends - page.people}
    if kept:
        found = await links.feeds.persons(kept, _INT64.stop - 1)
        page.people |= {kept[row.id] for row in found}


def _take_edge(page: _Page, at: str, edge: FeedEdge) -> None:
    problem = _problem(page, edge)
    if problem is not None:
        page.refused.append(_refused(edge.row, at, problem))
        return
    start, end = _end(edge.start), _end(edge.end)
    one, other = (page.kept(key.id) if key.kind == "SUBJECT" else "" for key in (start, end))
    number = page.naming(f"{page.mark} {edge.kind} {edge.id}")
    page.rows.append(_row(page, edge.kind, number, one or start.id, other or end.id, one, other, edge))


def _end(key: NodeKey | None) -> NodeKey:
    """The end by its canonical id. Raises NumberError."""
    known = key or NodeKey()
    return NodeKey(known.kind, canonical(known.kind, known.id))


def _problem(page: _Page, edge: FeedEdge) -> Problem:
    """What is wrong with a row."""
    kind, start, end = EDGE_KINDS.get(edge.kind), edge.start or NodeKey(), edge.end or NodeKey()
    if kind is None or edge.kind in NOT_OF_FEEDS:
        return "kind", "edge-kind", "is not of a feed"
    if (start.kind, end.kind) != (kind.source, kind.target):
        return "start", "ends", "must have ends of the kinds that the edge's kind names"
    if not EDGE.fullmatch(edge.id):
        return "id", "id", "must be 24 hex digits, lower case"
    if problem := _of_id("start.id", start) or _of_id("end.id", end) or _of_text("note", edge.note):
        return problem
    if any(key.kind == "SUBJECT" and key.id not in page.people for key in (start, end)):
        return "start", "person-unknown", "names a person whom the file has not described"
    if not _CURRENCY.fullmatch(edge.currency):
        return "currency", "value", "must be three capital letters, or nothing"
    if edge.duration_s < 0:
        return "duration_s", "value", "must not be negative"
    told = (edge.at_ms,) if edge.kind in TIMED else tuple(filter(None, (edge.at_ms,)))
    if edge.kind in SPANNED:
        if edge.until_ms and not edge.at_ms <= edge.until_ms <= day_end(edge.at_ms):
            return "until_ms", "span", "must lie within a day of its beginning, since it took place at one moment"
    else:
        told = (*told, *filter(None, (edge.until_ms,)))
    if not all(page.since <= time <= page.until for time in told):
        return "at_ms", "outside-authority", "is outside the dates of the authority"
    return None


def _row(
    page: _Page,
    kind: str,
    number: str,
    start: str = "",
    finish: str = "",
    one: str = "",
    other: str = "",
    edge: FeedEdge | None = None,
    node: FeedNode | None = None,
) -> FeedRow:
    said, who = edge or FeedEdge(), node or FeedNode()
    return FeedRow(
        0, page.klass, page.authority, kind, number, start, finish, one, other, said.at_ms, said.until_ms, page.now_ms,
        said.amount_minor, said.currency, said.duration_s, who.label, who.label_ur, said.note or who.note,
    )  # fmt: skip
