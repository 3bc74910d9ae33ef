"""What is kept of one alert, lead or silent case, and its one text form, which a store can seal. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from services.access.class_text import class_text, read_class
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import History
from services.linkage.classes import AtomicClass
from services.linkage.snapshot_ports import Since
from services.values.network import NodeKey


class End(NamedTuple):
    """One end of a row. ``token``: the node's, shown to nobody. A protected party has neither token nor number."""

    column: str
    token: int
    kind: str
    id: str

    @property
    def protected(self) -> bool:
        """Whether somebody is meant of whom no more is said."""
        return not self.token


class Row(NamedTuple):
    """One row of evidence as it was when it was found. ``classes``: places in ``Item.classes`` of all it is made of."""

    classes: tuple[int, ...]
    owner: str
    source: str
    authority: str
    table: str
    at_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    ends: tuple[End, ...]


class Computed(NamedTuple):
    """What one rule found. ``silent``: look-alike that explains it, empty for none."""

    rule: str
    version: int
    silent: str
    figures: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One alert, lead or silent case of a scope.

    ``subject``: the node's keyed token; ``key``: its number, None where nobody is named. ``rests``: numbers of all rows
    without which it does not stand, ascending; ``classes``: of all of them. ``rows``: evidence by time; ``more_rows``:
    evidence that is not kept in full. ``records``: names of the records that it rests on. ``bearers``: of the subject
    and of ends the token, then those of who bears it and of their documents. ``apart``: families of a lead that is
    found in what other agencies gave as well (:mod:`services.linkage.alerting.apart`).
    """

    id: str
    agency: str
    case: str
    level: Level
    subject: int
    key: NodeKey | None
    raised_ms: int
    rules: tuple[tuple[str, int], ...]
    families: tuple[str, ...]
    recorded: bool
    computed: tuple[Computed, ...]
    classes: tuple[AtomicClass, ...]
    rests: tuple[int, ...]
    rows: tuple[Row, ...]
    more_rows: int = 0
    records: tuple[str, ...] = ()
    bearers: tuple[tuple[int, ...], ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def papers(self) -> frozenset[int]:
        """Tokens of the documents of the subject, and of the person where the subject is a number of theirs."""
        return frozenset(token for first, *of in self.bearers if first == self.subject for token in of)


class Met(NamedTuple):
    """Another agency whose desk was told of a lead, as this one's was of its lead. ``reference``: the same for both."""

    agency: str
    reference: str
    met_ms: int


class Kept(NamedTuple):
    """An item with all that happened to it. ``offered_until_ms``: 0 where it was never offered."""

    item: Item
    history: History
    met: tuple[Met, ...] = ()
    offered_until_ms: int = 0


def emptied(item: Item) -> Item:
    """What stays once its rows are gone or its time is over: rules, time, and who may know of it. Nobody's data."""
    return replace(
        item, subject=0, key=None, recorded=False, computed=(), rests=(), rows=(), more_rows=0, records=(), bearers=(),
        apart=(),
    )  # fmt: skip


def hidden_in(item: Item, guarded: Collection[int]) -> frozenset[int]:
    """Tokens of the subject and of ends that are somebody's who is guarded: by themselves, their bearer or a document.

    ``guarded``: tokens of persons and numbers.
    """
    told = {item.subject, *(end.token for row in item.rows for end in row.ends)} - {0}
    found = {token for token in told if token in guarded}
    return frozenset(found | {first for first, *of in item.bearers if first in told and any(t in guarded for t in of)})


def as_told(kept: Kept, since: Since, now_ms: int) -> Kept:
    """As it is shown by what records say since it was kept: withdrawn, or with no more of whom they protect by now.

    What other agencies' records protect withdraws nothing, and hides nobody in rows of the alert's own agency.
    """
    item, history = kept.item, kept.history
    own, hidden = hidden_in(item, since.by_owner.get(item.agency, ())), hidden_in(item, since.guarded)
    if item.subject in own or not since.ended.isdisjoint(item.records):
        return Kept(emptied(item), history._replace(opinions=(), withdrawn_ms=history.withdrawn_ms or now_ms))
    return kept._replace(item=redacted(item, own, hidden)) if hidden else kept


def redacted(item: Item, own: Collection[int], hidden: Collection[int]) -> Item:
    """The item with nothing of the nodes whose tokens are hidden but that they are protected parties.

    ``own``: of ``hidden``, what the item's agency itself hides; in its own rows the others stand as it wrote them.
    """
    rows = tuple(_without(each, own if each.owner == item.agency else hidden) for each in item.rows)
    return replace(item, rows=rows, bearers=tuple(each for each in item.bearers if each[0] not in own))


def _without(row: Row, hidden: Collection[int]) -> Row:
    return row._replace(ends=tuple(_redacted(end, hidden) for end in row.ends))


def _redacted(end: End, hidden: Collection[int]) -> End:
    return End(end.column, 0, "", "") if end.token in hidden else end


def written(item: Item) -> str:
    """JSON of all of it."""
    classes = [[class_text(each.klass), each.authority, each.bound, each.held_until_ms] for each in item.classes]
    return json.dumps(asdict(item) | {"classes": classes}, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Item:
    """The item that :func:`written` made a text of."""
    held = json.loads(text)
    key = held["key"]
    return Item(
        **held
        | {
            "level": Level(held["level"]),
            "key": NodeKey(**key) if key else None,
            "rules": tuple((name, version) for name, version in held["rules"]),
            "families": tuple(held["families"]),
            "computed": tuple(_computed(*each) for each in held["computed"]),
            "classes": tuple(AtomicClass(read_class(klass), *rest) for klass, *rest in held["classes"]),
            "rests": tuple(held["rests"]),
            "rows": tuple(_row(Row(*each)) for each in held["rows"]),
            "records": tuple(held["records"]),
            "bearers": tuple(tuple(each) for each in held.get("bearers", ())),
            "apart": tuple(held.get("apart", ())),
        }
    )


def _computed(rule: str, version: int, silent: str, figures: list[tuple[str, float]]) -> Computed:
    return Computed(rule, version, silent, tuple((name, value) for name, value in figures))


def _row(row: Row) -> Row:
    return row._replace(classes=tuple(row.classes), ends=tuple(End(*each) for each in row.ends))
