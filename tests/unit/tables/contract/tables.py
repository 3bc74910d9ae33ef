"""One table under each of the two readers: an FIR register and a bank statement, and what becomes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from services.sources.exports import Origin, formats
from services.sources.exports import read as read_export
from services.sources.feeds.options import Options
from services.sources.feeds.reading import Reading
from services.sources.feeds.row import UNREAD, FeedEdge, FileRefused, Reject
from services.tables.contract.stated import UNSTATED, Stated
from services.tables.errors import UnreadableFile
from services.values.records import RecordVersion

FIR = ["FIR No", "Province", "District", "Police Station", "FIR Date", "U/S", "Accused", "Complainant"]
BANK = ["Account", "Bank", "Date", "Debit", "Credit"]
AHMED = ["1/2024", "PB", "Lahore", "Ichhra", "12-03-2024", "302 PPC", "Ahmed Raza", "Bilal Khan"]
DRAWN = ["0001234567", "MEZN", "12-03-2024", "500", ""]


class Read(NamedTuple):
    """``taken``: by row, what the row states; ``rejected``: rows with their reasons; ``refused``: why the file is."""

    taken: dict[int, object]
    rejected: dict[int, str]
    refused: str = ""
    ignored: frozenset[str] = frozenset()


def table(*rows: Sequence[str], end: str = "\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()[:-1] + end


def register(folder: Path, text: str | bytes, stated: Stated = UNSTATED, name: str = "register.csv") -> Read:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    ignored, taken, rejected = set[str](), dict[int, object](), dict[int, str]()
    try:
        for row in read_export(formats()["fir_register"], path, Origin("pk.punjab-police"), ignored, None, stated):
            if row.rejects:
                rejected[row.row] = row.rejects[0].reason
            else:
                taken[row.row] = [stated_by(one) for one in row.drafts]
    except UnreadableFile as error:
        return Read({}, {}, str(error))
    return Read(taken, rejected, "", frozenset(ignored))


def stated_by(draft: RecordVersion) -> tuple[str, str]:
    """Record and body, as text: enough to compare what was read."""
    return draft.record_id, repr(draft.body)


def statement(folder: Path, text: str, stated: Stated = UNSTATED) -> Read:
    path = folder / "statement.csv"
    path.write_text(text, "utf-8", newline="")
    reading = Reading("bank-statements", path, Options(provider="MEZN", stated=stated))
    rejects, taken = Sink(), dict[int, object]()
    try:
        for page in reading.pages(rejects):
            taken |= {edge.row: moved(edge) for edge in page.edges}
    except FileRefused as error:
        return Read({}, {}, str(error))
    told = [remark.text for remark in reading.summary.remarks if remark.code == UNREAD]
    ignored = frozenset(part for text in told for part in text.split(", "))
    return Read(taken, {reject.row: reject.reason for reject in rejects.taken}, "", ignored)


def moved(edge: FeedEdge) -> tuple[str, str, int, int]:
    """Where the money went, when, and how much of it."""
    return edge.kind, edge.end if edge.end.startswith("CASH") else edge.start, edge.at_ms, edge.amount_minor


class Sink:
    def __init__(self) -> None:
        self.taken: list[Reject] = []

    def write(self, reject: Reject) -> None:
        self.taken.append(reject)
