"""How answers are printed: tables for people, JSON and CSV for programs. Data goes to stdout."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import typer
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.record_pb2 import PartyRole, RecordStatus, RecordVersion
from rabta.records.v1.records_service_pb2 import SearchResponse
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.heading import Heading
from services.cli.options import Output
from services.cli.plain import enum_word, plain
from services.tables.showing import cell, harmless, json_text
from services.tables.times import shown

WIDTH = 160
NOTHING = "no record that you may know of"
LATER = "known today and not then, so left out here: {number} lines"


class Part(NamedTuple):
    """A table of an answer."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


def console() -> Console:
    """Stdout; wide where it is no terminal, so that nothing is cut by chance."""
    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)


def word(enum: Any, number: int) -> str:
    """Name of an enum value, lower case, without its prefix; empty for unspecified."""
    return enum_word(enum.DESCRIPTOR, number).lower().replace("_", " ")


def as_json(message: Any, head: Heading | None = None) -> None:
    """The message as JSON under the names of the protocol, see :mod:`services.cli.plain`."""
    print_json(plain(message), head)


def print_json(value: dict[str, Any], head: Heading | None = None) -> None:
    """``value``, after its heading."""
    typer.echo(json_text(({"heading": head.plain()} if head else {}) | value, indent=2))


def as_csv(head: Heading | None, *parts: Part) -> None:
    """RFC 4180 with harmless cells: the heading, then each part that has rows under its title and column names.

    Saved in a file it begins with a byte order mark, so that spreadsheets read it as UTF-8.
    """
    if not sys.stdout.isatty():
        typer.echo("\ufeff", nl=False)
    writer = csv.writer(sys.stdout)
    if head:
        writer.writerows([cell(label), cell(value)] for label, value in head.rows())
    for part in parts:
        rows = list(part.rows)
        if not rows:
            continue
        writer.writerows(([], [part.title], part.header))
        writer.writerows([cell(value) for value in row] for row in rows)


def as_heading(head: Heading, urdu: bool = False) -> None:
    """The heading, a line each."""
    out = console()
    for label, value in head.rows(urdu):
        out.print(Text(f"{label:<9} {harmless(value)}"))
    out.print()


def table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, left out where it has no rows."""
    made = Table(title=title, title_justify="left", title_style="bold", show_lines=False)
    for name in header:
        made.add_column(name, overflow="fold")
    for row in rows:
        made.add_row(*(Text(harmless(value)) for value in row))
    if made.row_count:
        console().print(made)


HITS = ("owner", "desk", "phone", "action", "caution")


def hit_rows(hits: Iterable[hp.Hit]) -> list[tuple[str, ...]]:
    """Who holds something and whom to call."""
    return [(h.owner, h.desk.name, h.desk.phone, h.action.action, h.action.caution) for h in hits]


def search(answer: SearchResponse, output: Output, head: Heading) -> None:
    """Disclosed persons, each once with their cases, then hits."""
    if output is Output.JSON:
        as_json(answer, head)
        return
    parts = (
        Part("Disclosed", ("owner", "name", "birth", "district", "grade", "case", "version"), _persons(answer)),
        Part("Held by others: ask their desk", HITS, hit_rows(answer.hits)),
    )
    if output is Output.CSV:
        as_csv(head, *parts)
        return
    as_heading(head)
    for part in parts:
        table(*part)
    if not answer.matches and not answer.hits:
        console().print(NOTHING)


def _persons(answer: SearchResponse) -> list[tuple[str, ...]]:
    """One row a person of an owner, their cases and versions together."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for m in answer.matches:
        person = (m.owner, " / ".join(n.text for n in m.subject.names), born(m.subject.birth), m.subject.district)
        found.setdefault(person, []).append((m.grade, m.case_key, m.version))
    return [
        (*person, *(", ".join(dict.fromkeys(values)) for values in zip(*papers, strict=True)))
        for person, papers in found.items()
    ]


def born(birth: Any) -> str:
    """A birth date or range."""
    if birth.earliest == birth.latest:
        return str(birth.earliest)
    return f"{birth.earliest} to {birth.latest}"


CASES = ("references", "owner", "role", "standing", "finality", "outcome", "counts as")
TIMELINE = ("date", "owner", "what", "grade", "standing", "finality", "flags", "status", "recorded")
CONFLICTS = ("field", "value", "owner", "grade", "version")
LATEST = 5
"""Lines of the timeline in a summary."""


def timeline_rows(answer: hp.History, urdu: bool) -> list[tuple[str, ...]]:
    """One row per line of the timeline."""
    return [
        (
            line.valid_from, line.owner, line.text_ur if urdu else line.text, line.grade,
            word(hp.Standing, line.standing), word(hp.Finality, line.finality),
            "; ".join(f"{flag.text} ({flag.source})" for flag in line.flags), word(RecordStatus, line.status),
            shown(line.recorded_ms),
        )
        for line in answer.timeline
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


def held_names(answer: hp.History) -> Iterable[tuple[str, str]]:
    """Names as held, each with its owner, of the versions behind a history."""
    for line, one in zip(answer.timeline, answer.versions, strict=False):
        for name in RecordVersion.FromString(one.version).subject.names:
            yield name.text, line.owner


def history(answer: hp.History, output: Output, language: str, head: Heading, *, full: bool = True) -> None:
    """Heading and banners, standing per case, the timeline, conflicts, and who else to ask.

    Without ``full`` the timeline's newest lines alone, and how many there are.
    """
    if output is Output.JSON:
        as_json(answer, head)
        return
    urdu = language == "ur"
    banners = [(b.text_ur if urdu else b.text,) for b in answer.banners]
    sides = [(c.field, s.value, s.owner, s.grade, s.version) for c in answer.conflicts for s in c.sides]
    timeline = timeline_rows(answer, urdu)
    cases, hits = Part("Cases", CASES, case_rows(answer)), hit_rows(answer.hits)
    after = (
        Part("Conflicts, side by side", CONFLICTS, sides),
        Part("Held by others: ask their desk", HITS, hits),
    )
    if output is Output.CSV:
        as_csv(head, Part("Banners", ("banner",), banners), cases, Part("Timeline", TIMELINE, timeline), *after)
        return
    as_heading(head, urdu)
    out = console()
    for (banner,) in banners:
        out.print(Text(f"! {harmless(banner)}", style="bold yellow"))
    table(*cases)
    left = 0 if full else max(0, len(timeline) - LATEST)
    table("Timeline" if not left else f"Timeline, the newest {LATEST} of {len(timeline)} lines: --full shows all",
          TIMELINE, timeline[left:])  # fmt: skip
    for part in after:
        table(*part)
    if answer.later:
        out.print(LATER.format(number=answer.later))
    if not (answer.cases or timeline or hits):
        out.print(NOTHING)


def versions(found: Iterable[hp.SignedVersion], head: Heading) -> None:
    """A record's versions as JSON, what its owner signed beside when the hub took it."""
    said = []
    for one in found:
        version = RecordVersion.FromString(one.version)
        said.append({"recorded": shown(one.recorded_ms), **plain(version)})
    print_json({"versions": said}, head)
