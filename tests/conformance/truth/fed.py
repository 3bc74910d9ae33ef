"""Facts of what a feed gave, by row: money that moved, calls, handsets, cells, journeys, and who holds what."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.sources.feeds.row import FeedEdge, FeedNode
from tests.conformance.truth.truth import CASH, NOT_STATED, person

KARACHI = ZoneInfo("Asia/Karachi")
_DAY_MS = 86_400_000
_MARKS = ("born", "sex")


def when(at_ms: int, until_ms: int = 0) -> str:
    """A time in Pakistan to the second, or the day where no more is known."""
    at = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).astimezone(KARACHI)
    if until_ms == at_ms + _DAY_MS - 1 or at.time() == datetime.min.time():
        return at.date().isoformat()
    return at.replace(tzinfo=None).isoformat()


class Fed:
    """Nodes and edges of one file."""

    def __init__(self, nodes: Iterable[FeedNode], edges: Iterable[FeedEdge]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._edges = list(edges)
        self._documents: dict[str, set[str]] = defaultdict(set)
        for edge in self._edges:
            if edge.kind == "IDENTIFIED_BY":
                self._documents[edge.start].add(edge.end)

    def by_row(self) -> dict[int, set[str]]:
        """Facts of each row that gave any."""
        rows: dict[int, set[str]] = defaultdict(set)
        for edge in self._edges:
            if fact := self._fact(edge):
                rows[edge.row].add(fact)
        return rows

    def _fact(self, edge: FeedEdge) -> str:
        at = when(edge.at_ms, edge.until_ms)
        if edge.kind in {"TRANSFERRED", "WITHDREW"}:
            return f"paid {edge.amount_minor} {edge.currency} from {_end(edge.start)} to {_end(edge.end)} at {at}"
        if edge.kind == "CALLED":
            service = json.loads(edge.note or "{}").get("service", "")
            return f"call {service} {edge.start} to {edge.end} at {when(edge.at_ms)} for {edge.duration_s}"
        if edge.kind in {"USED_DEVICE", "CAMPED_AT"}:
            return f"used {edge.start} {edge.end} at {when(edge.at_ms)}"
        if edge.kind == "TRAVELLED":
            note = json.loads(edge.note or "{}")
            way = note.get("direction") or note.get("role", "")
            return f"travelled {way} {self._who(edge.start)} on {edge.end} at {at}"
        if edge.kind in {"ACCOUNT_HELD_BY", "ACCOUNT_USED_BY", "ACCOUNT_OF"}:
            return f"holder {edge.start} {self._who(edge.end)}"
        if edge.kind == "PHONE_REGISTERED_TO":
            return f"phone {edge.start} {self._who(edge.end)}"
        return ""

    def _who(self, node_id: str) -> str:
        node = self._nodes.get(node_id, FeedNode("SUBJECT", node_id))
        note = json.loads(node.note or "{}")
        names = [name for name in (node.label, node.label_ur) if name]
        names += [f"FATHER {note['father']}"] if note.get("father") else []
        marks = {name: str(note.get(name) or "") for name in _MARKS}
        return person("", *names, numbers=self._documents[node_id], **marks)


def _end(account: str) -> str:
    if account.startswith("CASH:"):
        return CASH
    return NOT_STATED if account.startswith(("UNSTATED:", "NOT-STATED:", "UNKNOWN:")) else account
