"""How answers are printed: tables for people, JSON and CSV for programs. Data goes to stdout."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from google.protobuf.json_format import MessageToDict
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.record_pb2 import PartyRole, RecordKind, RecordStatus, RecordVersion
from rabta.records.v1.records_service_pb2 import SearchResponse
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.options import Output, say
from services.tables.showing import cell, harmless, json_text

WIDTH = 160


def console() -> Console:
    """Stdout; wide where it is no terminal, so that nothing is cut by chance."""
    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)


def word(enum: Any, number: int) -> str:
    """Name of an enum value, lower case, without its prefix; empty for unspecified."""
    name: str = enum.Name(number)
    prefix = "".join(f"_{c}" if c.isupper() else c.upper() for c in enum.DESCRIPTOR.name).lstrip("_")
    short = name.removeprefix(f"{prefix}_")
    return "" if short == "UNSPECIFIED" else short.lower().replace("_", " ")


def as_json(message: Any) -> None:
    """The message as JSON, field names as in the protocol."""
    typer.echo(json_text(MessageToDict(message, preserving_proto_field_name=True), indent=2))


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """RFC 4180 with harmless cells."""
    writer = csv.writer(sys.stdout)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)


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


def beside(hits: Iterable[Sequence[str]], *banners: str) -> None:
    """What has no place in a CSV, on stderr: banners, and who else holds something."""
    for banner in banners:
        say(f"! {harmless(banner)}")
    for hit in hits:
        say(f"held by others: {', '.join(harmless(value) for value in hit if value)}")


def search(answer: SearchResponse, output: Output) -> None:
    """Disclosed persons, then hits."""
    if output is Output.JSON:
        as_json(answer)
        return
    header = ("owner", "name", "birth", "district", "grade", "case", "version")
    rows = [
        (m.owner, " / ".join(n.text for n in m.subject.names), born(m.subject.birth), m.subject.district,
         m.grade, m.case_key, m.version)
        for m in answer.matches
    ]  # fmt: skip
    if output is Output.CSV:
        as_csv(header, rows)
        beside(hit_rows(answer.hits))
        return
    table("Disclosed", header, rows)
    table("Held by others: ask their desk", HITS, hit_rows(answer.hits))
    if not answer.matches and not answer.hits:
        console().print("no record that you may know of")


def born(birth: Any) -> str:
    """A birth date or range."""
    if birth.earliest == birth.latest:
        return str(birth.earliest)
    return f"{birth.earliest} to {birth.latest}"


TIMELINE = ("date", "owner", "what", "grade", "standing", "finality", "flags", "status")


def timeline_rows(answer: hp.History, urdu: bool) -> list[tuple[str, ...]]:
    """One row per line of the timeline."""
    return [
        (
            line.valid_from, line.owner, line.text_ur if urdu else line.text, line.grade,
            word(hp.Standing, line.standing), word(hp.Finality, line.finality),
            "; ".join(f"{flag.text} ({flag.source})" for flag in line.flags), word(RecordStatus, line.status),
        )
        for line in answer.timeline
    ]  # fmt: skip


def history(answer: hp.History, output: Output, language: str) -> None:
    """Banners first, then standing per case, the timeline, conflicts, and who else to ask."""
    if output is Output.JSON:
        as_json(answer)
        return
    urdu = language == "ur"
    if output is Output.CSV:
        as_csv(TIMELINE, timeline_rows(answer, urdu))
        beside(hit_rows(answer.hits), *(b.text_ur if urdu else b.text for b in answer.banners))
        return
    out = console()
    for banner in answer.banners:
        out.print(Text(f"! {harmless(banner.text_ur if urdu else banner.text)}", style="bold yellow"))
    cases = [
        (
            ", ".join(ref.key for ref in case.references), case.owner, word(PartyRole, case.role),
            word(hp.Standing, case.standing), word(hp.Finality, case.finality), case.outcome,
            "offence" if case.offence else "no offence",
        )
        for case in answer.cases
    ]  # fmt: skip
    table("Cases", ("references", "owner", "role", "standing", "finality", "outcome", "counts as"), cases)
    table("Timeline", TIMELINE, timeline_rows(answer, urdu))
    sides = [(c.field, s.value, s.owner, s.grade, s.version) for c in answer.conflicts for s in c.sides]
    table("Conflicts, side by side", ("field", "value", "owner", "grade", "version"), sides)
    table("Held by others: ask their desk", HITS, hit_rows(answer.hits))


def versions(found: Iterable[hp.SignedVersion]) -> None:
    """Each version as a JSON line."""
    for one in found:
        version = RecordVersion.FromString(one.version)
        line = {"recorded_ms": one.recorded_ms, "kind": word(RecordKind, version.kind)}
        line |= MessageToDict(version, preserving_proto_field_name=True)
        typer.echo(json_text(line))
