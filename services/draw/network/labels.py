"""What is written beside spots and lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import SPANNED
from services.draw.clean import clean
from services.draw.direction import isolated
from services.draw.network.chart import Link, Spot
from services.draw.network.figures import amount, moment, span, when
from services.draw.network.words import PARTS, edge_word, node_word, role_word, word
from services.values.network import TIME, Cut, Edge, Node, NodeKey, Stub
from services.values.node_ids import BESIDE
from services.vocabulary.readings import is_urdu

STATED = "stated by "
"""How the hub's note begins on a tie that an agency states."""
MAX_ROWS = 3
"""Rows written out at one line; of more, their number, sums in so many currencies, and span."""


def heading(spot: Spot, language: str) -> str:
    """Name of a node in the reader's script where there is one, else its other name, else its number."""
    node = spot.node
    if node is None:
        return stub_lines(spot.stub, language)[0] if spot.stub else ""
    first, second = (node.label_ur, node.label) if is_urdu(language) else (node.label, node.label_ur)
    return clean(first or second, 300) or number_of(spot)


def number_of(spot: Spot) -> str:
    """The number that a node is known by, without the word for its kind of number where that says little."""
    key = spot.node.key if spot.node else None
    if key is None:
        return ""
    return clean(
        key.id.removeprefix("CASH:").removeprefix("UNSTATED:").removeprefix("IBAN:").removeprefix("IMEI:"), 300
    )


def under(spot: Spot, language: str) -> str:
    """Kind, and the role; or whose account it is; or the other script's name if there is one."""
    node = spot.node
    if node is None or node.key is None:
        return ""
    kind = _kind(node.key, language)
    if spot.holders:
        return f"{kind} · {_held_by(spot.holders, language)}"
    other = node.label if is_urdu(language) else node.label_ur
    if other and clean(other, 300) != heading(spot, language):
        return clean(other, 300)
    return kind + (f" · {role_word(clean(node.role, 40), language)}" if node.role else "")


def _kind(key: NodeKey, language: str) -> str:
    scheme = key.id.partition(":")[0] if key.kind == "ACCOUNT" else ""
    return word(scheme.lower(), language) if scheme in BESIDE else node_word(key.kind, language)


def _held_by(holders: tuple[Node, ...], language: str) -> str:
    """Name of the first holder, and how many more there are."""
    first = holders[0]
    names = (first.label_ur, first.label) if is_urdu(language) else (first.label, first.label_ur)
    name = clean(names[0] or names[1], 120)
    if len(holders) == 1:
        return name
    more = f"+{len(holders) - 1}"
    if not is_urdu(language):
        return f"{name} {more}"
    return isolated(f"{name} {more}") if name.isascii() else f"{name} {isolated(more)}"


def source_line(spot: Spot) -> str:
    """Owner and grade of a node."""
    node = spot.node
    return "" if node is None else " · ".join(clean(part, 60) for part in (node.owner, node.grade) if part)


def stub_lines(stub: Stub | None, language: str) -> tuple[str, str, str]:
    """What a stub may say: how many, held by whom, and how to reach them."""
    if stub is None:
        return "", "", ""
    urdu = is_urdu(language)
    count = isolated(str(stub.hidden)) if urdu else str(stub.hidden)
    owner = clean(stub.owner_name or stub.owner, 120)
    desk = clean(stub.desk.phone or stub.desk.name, 120) if stub.desk else ""
    first = word("stub.one" if stub.hidden == 1 else "stub", language).format(n=count)
    return first, word("held", language).format(owner=isolated(owner) if urdu else owner), _desk(desk, language)


def desk_line(stub: Stub, language: str) -> str:
    """The whole desk of a stub's owner, for the legend; empty where none is known."""
    if stub.desk is None:
        return ""
    parts = (stub.owner_name or stub.owner, stub.desk.name, stub.desk.phone, stub.desk.email)
    said = " · ".join(clean(part, 120) for part in parts if part)
    return _desk(said, language)


def _desk(desk: str, language: str) -> str:
    """The words that say whom to ask, and behind them the desk where one is known."""
    ask = word("desk", language)
    return f"{ask}: {isolated(desk) if is_urdu(language) else desk}" if desk else ask


def row_label(row: Edge, language: str) -> str:
    """Amount, duration and time of one row, those it has."""
    parts = [
        amount(row.amount_minor, clean(row.currency, 8)) if row.currency or row.amount_minor else "",
        span(row.duration_s) if row.duration_s else "",
        when(row.at_ms, row.until_ms) if row.kind in SPANNED else moment(row.at_ms),
    ]
    shown = " · ".join(part for part in parts if part)
    return isolated(shown) if is_urdu(language) else shown


def link_lines(link: Link, language: str) -> list[str]:
    """Lines beside a link: its kind, then its rows, or of many rows their number, sums and span."""
    if not link.rows:
        return []
    said = "".join(sorted({clean(row.note, 40) for row in link.rows if _saying(row.note)})[:1])
    head = edge_word(link.kind, language) + (f" ({_note(said, language)})" if said else "")
    rows = sum(row.rows or 1 for row in link.rows)
    if rows <= MAX_ROWS and not any(row.rows for row in link.rows):
        return [head, *(label for label in (row_label(row, language) for row in link.rows) if label)]
    count = f"{rows:,}"
    lines = [f"{head} · " + word("rows", language).format(n=isolated(count) if is_urdu(language) else count)]
    currencies = sorted({row.currency for row in link.rows if _sum(row)})
    for currency in currencies[:MAX_ROWS]:
        total = amount(sum(_sum(row) for row in link.rows if row.currency == currency), clean(currency, 8))
        lines.append(word("total", language).format(sum=isolated(total) if is_urdu(language) else total))
    if len(currencies) > MAX_ROWS:
        rest = str(len(currencies) - MAX_ROWS)
        lines.append(word("currencies", language).format(n=isolated(rest) if is_urdu(language) else rest))
    times = [at for row in link.rows for at in (row.first_ms, row.at_ms) if at]
    if times:
        dated = any(row.kind in SPANNED and row.until_ms > row.at_ms for row in link.rows)
        first, last = (moment(at)[: len("2026-01-01") if dated else None] for at in (min(times), max(times)))
        span_ = f"{first} – {last}"
        lines.append(isolated(span_) if is_urdu(language) else span_)
    return lines


def _sum(row: Edge) -> int:
    """Of all rows that it stands for, in minor units."""
    return row.sum_minor if row.rows else row.amount_minor


def dated_line(rows: Iterable[Edge], unordered: bool, language: str) -> str:
    """What is not known of the order of transfers that are shown; empty where all of it is."""
    if unordered:
        return word("unordered", language)
    dated = any(row.kind in SPANNED and row.until_ms > row.at_ms for row in rows)
    return word("dated", language) if dated else ""


def _note(note: str, language: str) -> str:
    """A note in the reader's words where it is the hub's own: on whose word a row stands."""
    if not is_urdu(language):
        return note
    by = note.removeprefix(STATED)
    return isolated(note) if by == note else word("stated", language).format(by=isolated(by))


def _saying(note: str) -> bool:
    """Whether a note is words, not a structure for machines."""
    return bool(note) and not note.lstrip().startswith(("{", "[")) and len(note) <= 40


def cut_line(cut: Cut, language: str) -> str:
    """N of M shown, or that time was over."""
    if cut.what == TIME:
        return word("cut.time", language)
    known = cut.what in PARTS
    what = word(cut.what, language) if known else edge_word(clean(cut.what, 60), language)
    shown, total = f"{cut.shown:,}", f"{cut.total:,}"
    if is_urdu(language):
        shown, total = isolated(shown), isolated(total)
    return word("cut.more" if cut.more else "cut", language).format(shown=shown, total=total, what=what)
