"""A history as it is printed: on one screen what it comes to, in full with ``--full``; JSON and CSV always have all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import typer
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.record_pb2 import PartyRole, RecordStatus, RecordVersion

from services.cli.heading import Heading
from services.cli.options import Output
from services.cli.pager import paged
from services.cli.show import HITS, LATER, NOTHING, Part, as_csv, as_heading, as_json, hit_rows, word
from services.cli.table import line, table
from services.tables.times import shown

CASES = ("references", "owner", "role", "standing", "finality", "outcome", "counts as")
TIMELINE = ("date", "owner", "what", "grade", "standing", "finality", "flags", "status", "recorded")
CONFLICTS = ("field", "value", "owner", "grade", "version")
LATEST, FEW = 5, 6
"""Lines of the timeline, and of every other table, in a summary."""


def timeline_rows(answer: hp.History, urdu: bool) -> list[tuple[str, ...]]:
    """One row per line of the timeline."""
    return [
        (
            each.valid_from, each.owner, each.text_ur if urdu else each.text, each.grade,
            word(hp.Standing, each.standing), word(hp.Finality, each.finality),
            "; ".join(f"{flag.text} ({flag.source})" for flag in each.flags), word(RecordStatus, each.status),
            shown(each.recorded_ms),
        )
        for each in answer.timeline
    ]  # fmt: skip


def case_rows(answer: hp.History) -> list[tuple[str, ...]]:
    """One row a case, with its standing."""
    return [
        (
            ", ".join(ref.key for ref in case.references), case.owner, word(PartyRole, case.role),
            word(hp.Standing, case.standing), word(hp.Finality, case.finality), case.outcome,
            "offence" if case.offence else "no offence",
        )
        for case in answer.cases
    ]  # fmt: skip


def conflict_rows(answer: hp.History) -> list[tuple[str, ...]]:
    """One row a side."""
    return [(c.field, s.value, s.owner, s.grade, s.version) for c in answer.conflicts for s in c.sides]


def held_names(answer: hp.History) -> Iterable[tuple[str, str]]:
    """Names as held, each with its owner, of the versions behind a history."""
    for told, one in zip(answer.timeline, answer.versions, strict=False):
        for name in RecordVersion.FromString(one.version).subject.names:
            yield name.text, told.owner


@paged()
def history(answer: hp.History, output: Output, language: str, head: Heading, *, full: bool = True) -> None:
    """Heading and banners, what there is, standing per case, the timeline, conflicts, and who else to ask.

    Without ``full`` a screen of it: the newest lines and :data:`FEW` of each table, and how many there are.
    """
    if output is Output.JSON:
        as_json(answer, head)
        return
    urdu = language == "ur"
    banners = [b.text_ur if urdu else b.text for b in answer.banners]
    parts = (
        Part("Cases", CASES, case_rows(answer)),
        Part("Timeline", TIMELINE, timeline_rows(answer, urdu)),
        Part("Conflicts, side by side", CONFLICTS, conflict_rows(answer)),
        Part("Held by others: ask their desk", HITS, hit_rows(answer.hits)),
    )
    if output is Output.CSV:
        as_csv(head, Part("Banners", ("banner",), [(each,) for each in banners]), *parts)
        return
    as_heading(head, urdu)
    for banner in banners:
        line(f"! {banner}", "bold yellow", hang=2)
    if answer.cases or answer.timeline:
        line(counted(answer), "bold")
    for part in parts:
        table(*(part if full else shortened(part)))
    if answer.later:
        typer.echo(LATER.format(number=answer.later))
    if not (answer.cases or answer.timeline or answer.hits):
        typer.echo(NOTHING)


def counted(answer: hp.History) -> str:
    """What there is in one line, cases by standing: what a summary leaves out is counted here."""
    standings = Counter(word(hp.Standing, case.standing) for case in answer.cases)
    cases = ", ".join(f"{number} {name}" for name, number in standings.items())
    parts = [
        f"cases: {len(answer.cases)}" + (f" ({cases})" if cases else ""),
        f"lines: {len(answer.timeline)}",
        *([f"conflicts: {len(answer.conflicts)}"] if answer.conflicts else []),
        *([f"held by others: {len(answer.hits)}"] if answer.hits else []),
    ]
    return "; ".join(parts)


def shortened(part: Part) -> Part:
    """The timeline's newest lines, the first rows of another table, under a title that says of how many."""
    rows = list(part.rows)
    newest = part.header is TIMELINE
    kept = rows[-LATEST:] if newest else rows[:FEW]
    if len(kept) == len(rows):
        return part
    which = "the newest" if newest else "the first"
    return Part(f"{part.title}, {which} {len(kept)} of {len(rows)} lines: --full shows all", part.header, kept)
