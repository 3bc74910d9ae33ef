"""How answers are printed: tables for people, JSON and CSV for programs. Data goes to stdout."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer
from google.protobuf.message import Message
from rabta.identity.v1.provisional_pb2 import Provisional
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.history_pb2 import Banner
from rabta.records.v1.person_pb2 import PersonDescription
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import SearchResponse
from rabta.records.v1.subject_pb2 import Birth, Gender, NameType, Subject

from services.cli.heading import Heading
from services.cli.options import Output
from services.cli.pager import paged
from services.cli.plain import plain
from services.cli.table import line, table
from services.draw import table_words as words
from services.draw.person_name import person_name
from services.listing.part import Part as Part
from services.listing.part import enum_word
from services.listing.part import word as word
from services.tables.showing import bare, cell, json_text
from services.tables.times import shown
from services.vocabulary.readings import Readings, reading

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper


def called(readings: Readings, enum: EnumTypeWrapper, number: int, urdu: bool) -> str:
    """What an enum's value is called in the reader's language; empty for unspecified."""
    name = enum_word(enum.DESCRIPTOR, number)
    return reading(readings, name, urdu=urdu) if name else ""


def tabled(title: str, header: Sequence[str], rows: Iterable[Sequence[str]], urdu: bool) -> None:
    """A table with its headings in the reader's language, figures as they stand."""
    shown = [[words.cell(value, urdu) for value in row] for row in rows]
    table(words.title(title, urdu), [words.heading(each, urdu) for each in header], shown)


def as_json(message: Message, head: Heading | None = None) -> None:
    """The message as JSON under the names of the protocol, see :mod:`services.cli.plain`."""
    print_json(plain(message), head)


def print_json(value: dict[str, object], head: Heading | None = None) -> None:
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
        writer.writerows([cell(label), cell(bare(value))] for label, value in head.rows())
    for part in parts:
        rows = list(part.rows)
        if not rows:
            continue
        writer.writerows(([], [part.title], part.header))
        writer.writerows([cell(bare(value)) for value in row] for row in rows)


def as_heading(head: Heading, urdu: bool = False) -> None:
    """The heading, a line each."""
    for label, value in head.rows(urdu):
        line(f"{label:<9} {value}", hang=10)
    typer.echo()


HITS = ("owner", "desk", "phone", "action", "caution")


def hit_rows(hits: Iterable[hp.Hit], urdu: bool = False) -> list[tuple[str, ...]]:
    """Who holds something and whom to call."""
    said = words.value
    return [
        (h.owner, h.desk.name, h.desk.phone, said(h.action.action, urdu), said(h.action.caution, urdu)) for h in hits
    ]


def released(releases: Iterable[hp.Release]) -> Part:
    """Versions that only an owner's release to the reader shows."""
    rows = [(each.version, each.owner, shown(each.until_ms)) for each in releases]
    return Part("Released to you: shown until then, and no longer", ("version", "owner", "until"), rows)


@paged()
def search(answer: SearchResponse, output: Output, head: Heading, urdu: bool = False) -> None:
    """Disclosed persons, each once with their cases, then hits."""
    if output is Output.JSON:
        as_json(answer, head)
        return
    told = banners(answer.banners, urdu)
    parts = (
        Part("Disclosed", ("owner", "name", "birth", "district", "grade", "case", "version"), _persons(answer, urdu)),
        released(answer.releases),
        Part("Held by others: ask their desk", HITS, hit_rows(answer.hits, urdu)),
    )
    if output is Output.CSV:
        as_csv(head, *([told] if told.rows else []), *parts)
        return
    as_heading(head, urdu)
    print_banners(told)
    for part in parts:
        tabled(*part, urdu)
    if not answer.matches and not answer.hits:
        line(words.text("nothing.record", urdu))


def banners(told: Iterable[Banner], urdu: bool) -> Part:
    """What is said over an answer, a row each, in one of two languages."""
    return Part("Banners", ("banner",), [(each.text_ur if urdu else each.text,) for each in told])


def print_banners(part: Part) -> None:
    """A line for each banner, marked, before what it is about."""
    for (text,) in part.rows:
        line(f"! {text}", "bold yellow", hang=2)


def _persons(answer: SearchResponse, urdu: bool) -> list[tuple[str, ...]]:
    """One row a person of an owner, their cases and versions together."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for m in answer.matches:
        person = (m.owner, name_of(m.subject, urdu), born(m.subject.birth, urdu), m.subject.district)
        found.setdefault(person, []).append((m.grade, m.case_key, m.version))
    return [
        (*person, *(", ".join(dict.fromkeys(values)) for values in zip(*papers, strict=True)))
        for person, papers in found.items()
    ]


def name_of(subject: Subject | PersonDescription | Provisional, urdu: bool = False) -> str:
    """How a person is called, with whose child or wife they are."""
    names = ((enum_word(NameType.DESCRIPTOR, each.type), each.text) for each in subject.names)
    return person_name(names, enum_word(Gender.DESCRIPTOR, subject.gender), urdu=urdu)


def born(birth: Birth, urdu: bool = False) -> str:
    """A birth date or range."""
    if birth.earliest == birth.latest:
        return str(birth.earliest)
    return words.text("range", urdu, first=birth.earliest, last=birth.latest)


@paged()
def versions(found: Iterable[hp.SignedVersion], head: Heading) -> None:
    """A record's versions as JSON, what its owner signed beside when the hub took it."""
    said = []
    for one in found:
        version = RecordVersion.FromString(one.version)
        said.append({"recorded": shown(one.recorded_ms), **plain(version)})
    print_json({"versions": said}, head)
