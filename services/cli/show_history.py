"""A history as it is printed: on one screen what it comes to, in full with ``--full``; JSON and CSV always have all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.person_pb2 import LINK_BY_DECISION, LinkBy, PersonLink
from rabta.records.v1.record_pb2 import PartyRole, RecordStatus, RecordVersion

from services.cli.heading import Heading
from services.cli.options import Output
from services.cli.pager import paged
from services.cli.show import (
    HITS,
    Part,
    as_csv,
    as_heading,
    as_json,
    banners,
    called,
    hit_rows,
    name_of,
    print_banners,
    released,
    tabled,
)
from services.cli.table import line
from services.draw.table_words import cell, field, text, title, value
from services.tables.times import shown
from services.vocabulary.readings import FINALITIES, ROLES, STANDINGS, STATUSES

CASES = ("references", "owner", "role", "standing", "finality", "outcome", "counts as")
TIMELINE = ("date", "owner", "what", "grade", "standing", "finality", "flags", "status", "recorded")
CONFLICTS = ("field", "value", "owner", "grade", "version")
LINKS = ("one", "other", "by", "decided by", "when", "id", "model")
_CLOSED = frozenset({"gender", "birth"})
"""Conflicts whose sides are closed words or days; names stand as they are written."""
LATEST, FEW = 5, 6
"""Lines of the timeline, and of every other table, in a summary."""


def timeline_rows(answer: hp.History, urdu: bool) -> list[tuple[str, ...]]:
    """One row per line of the timeline."""
    return [
        (
            each.valid_from, each.owner, each.text_ur if urdu else each.text, each.grade,
            called(STANDINGS, hp.Standing, each.standing, urdu), called(FINALITIES, hp.Finality, each.finality, urdu),
            "; ".join(f"{(urdu and flag.text_ur) or flag.text} ({flag.source})" for flag in each.flags),
            called(STATUSES, RecordStatus, each.status, urdu), shown(each.recorded_ms),
        )
        for each in answer.timeline
    ]  # fmt: skip


def case_rows(answer: hp.History, urdu: bool = False) -> list[tuple[str, ...]]:
    """One row a case, with its standing."""
    return [
        (
            ", ".join(ref.key for ref in case.references), case.owner, called(ROLES, PartyRole, case.role, urdu),
            called(STANDINGS, hp.Standing, case.standing, urdu), called(FINALITIES, hp.Finality, case.finality, urdu),
            (urdu and case.outcome_ur) or case.outcome, text("offence" if case.offence else "no offence", urdu),
        )
        for case in answer.cases
    ]  # fmt: skip


def conflict_rows(answer: hp.History, urdu: bool = False) -> list[tuple[str, ...]]:
    """One row a side; one that says what its line of the timeline says is told in the words of that line."""
    told = {(line.version, line.text): line.text_ur for line in answer.timeline if urdu}
    return [
        (
            field(c.field, urdu),
            told.get((s.version, s.value)) or value(s.value, urdu and c.field in _CLOSED),
            *(s.owner, s.grade, s.version),
        )
        for c in answer.conflicts
        for s in c.sides
    ]


def link_rows(answer: hp.History, urdu: bool = False) -> list[tuple[str, ...]]:
    """One row for each link that carries records; the number that was asked for stands as such."""
    asked = text("asked", urdu)
    return [
        (
            each.one or asked, each.other, value(LinkBy.Name(each.by).removeprefix("LINK_BY_"), urdu),
            link_agency(each, urdu), shown(each.at_ms), each.decision, each.model,
        )
        for each in answer.links
    ]  # fmt: skip


def link_agency(link: PersonLink, urdu: bool) -> str:
    """Who decided, and whether that is the caller's agency's own word."""
    own = link.by == LINK_BY_DECISION and not link.agreed
    return text("not agreed", urdu, agency=link.agency) if own else link.agency


def held_names(answer: hp.History, urdu: bool = False) -> Iterable[tuple[str, str]]:
    """How each version behind a history calls the person, with its owner."""
    for told, one in zip(answer.timeline, answer.versions, strict=False):
        yield name_of(RecordVersion.FromString(one.version).subject, urdu), told.owner


@paged()
def history(answer: hp.History, output: Output, language: str, head: Heading, *, full: bool = True) -> None:
    """Heading and banners, what there is, standing per case, the timeline, conflicts, and who else to ask.

    Without ``full`` a screen of it: the newest lines and :data:`FEW` of each table, and how many there are.
    """
    if output is Output.JSON:
        as_json(answer, head)
        return
    urdu = language == "ur"
    told = banners(answer.banners, urdu)
    parts = (
        Part("Cases", CASES, case_rows(answer, urdu)),
        Part("Timeline", TIMELINE, timeline_rows(answer, urdu)),
        Part("Conflicts, side by side", CONFLICTS, conflict_rows(answer, urdu)),
        Part("Linked: what carries records of other numbers", LINKS, link_rows(answer, urdu)),
        released(answer.releases),
        Part("Held by others: ask their desk", HITS, hit_rows(answer.hits, urdu)),
    )
    if output is Output.CSV:
        as_csv(head, told, *parts)
        return
    as_heading(head, urdu)
    print_banners(told)
    if answer.cases or answer.timeline:
        line(counted(answer, urdu), "bold")
    for part in parts:
        name, header, rows = part if full else shortened(part, urdu)
        tabled(name, header, rows, urdu)
    if answer.later:
        line(text("later", urdu, number=answer.later))
    if not (answer.cases or answer.timeline or answer.hits):
        line(text("nothing.record", urdu))


def counted(answer: hp.History, urdu: bool = False) -> str:
    """What there is in one line, cases by standing: what a summary leaves out is counted here."""
    standings = Counter(called(STANDINGS, hp.Standing, case.standing, urdu) for case in answer.cases)
    by_standing = ", ".join(f"{cell(str(number), urdu)} {name}" for name, number in standings.items())
    parts = [
        text("cases", urdu, n=len(answer.cases)) + (f" ({by_standing})" if by_standing else ""),
        text("lines", urdu, n=len(answer.timeline)),
        *([text("conflicts", urdu, n=len(answer.conflicts))] if answer.conflicts else []),
        *([text("held", urdu, n=len(answer.hits))] if answer.hits else []),
    ]
    return "; ".join(parts)


def shortened(part: Part, urdu: bool = False) -> Part:
    """The timeline's newest lines, the first rows of another table, under a title that says of how many."""
    rows = list(part.rows)
    newest = part.header is TIMELINE
    kept = rows[-LATEST:] if newest else rows[:FEW]
    if len(kept) == len(rows):
        return part
    figures = {"title": title(part.title, urdu), "n": len(kept), "all": len(rows), "full": "--full"}
    return Part(text("newest" if newest else "first", urdu, **figures), part.header, kept)
