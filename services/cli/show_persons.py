"""How candidates for a description, and one person, are printed: why each matched in words, in English or Urdu."""

from __future__ import annotations

from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.person_pb2 import LinkBy
from rabta.records.v1.records_service_pb2 import GetPersonResponse, PersonCandidate, SearchPersonResponse, SubjectMatch

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
    born,
    called,
    hit_rows,
    name_of,
    print_banners,
    tabled,
)
from services.cli.show_history import CONFLICTS, conflict_rows, link_agency
from services.cli.table import line
from services.draw import table_words as words
from services.matching.closeness import closeness, missing
from services.tables.times import shown
from services.vocabulary.readings import CLOSENESS, JOINED_BY, TELLING_FIELDS

PERSON = ("owner", "name", "birth", "district", "grade", "case", "version")
CANDIDATES = ("no", "likeness", *PERSON)
REASONS = ("no", "why")
LINKS = ("one", "other", "by", "decision", "decided by", "model", "joined")


def _person(match: SubjectMatch, urdu: bool) -> tuple[str, ...]:
    subject = match.subject
    names = name_of(subject, urdu)
    return match.owner, names, born(subject.birth, urdu), subject.district, match.grade, match.case_key, match.version


def _why(candidate: PersonCandidate, urdu: bool) -> str:
    """Each field's sentence, what says most first."""
    fields = sorted(candidate.fields, key=lambda each: -abs(each.bits))
    return ("؛ " if urdu else "; ").join(each.text_ur if urdu else each.text for each in fields)


def _likeness(candidate: PersonCandidate, urdu: bool) -> str:
    return CLOSENESS[closeness((each.field, each.level) for each in candidate.fields)][urdu]


def _to_add(answer: SearchPersonResponse, urdu: bool) -> str:
    """What the description may state besides, to tell the candidates apart; empty for nothing."""
    fields = missing([each.field for each in candidate.fields] for candidate in answer.candidates)
    return ("، " if urdu else ", ").join(TELLING_FIELDS[field][urdu] for field in fields)


@paged()
def found(answer: SearchPersonResponse, output: Output, head: Heading, urdu: bool = False) -> None:
    """Candidates, best first, then who else to ask, and the words that alone find nobody."""
    if output is Output.JSON:
        as_json(answer, head)
        return
    rows = [
        (str(no), _likeness(each, urdu), *_person(each.match, urdu)) for no, each in enumerate(answer.candidates, 1)
    ]
    why = [(str(no), _why(each, urdu)) for no, each in enumerate(answer.candidates, 1)]
    parts = (
        Part("Persons who may be meant", CANDIDATES, rows),
        Part("Why each may be meant", REASONS, why),
        Part("Held by others: ask their desk", HITS, hit_rows(answer.hits, urdu)),
    )
    if output is Output.CSV:
        as_csv(head, *parts)
        return
    as_heading(head, urdu)
    for part in parts:
        tabled(*part, urdu)
    if add := _to_add(answer, urdu):
        line(words.text("to.add", urdu, fields=add))
    if answer.braked:
        line(words.text("braked", urdu, words=", ".join(answer.braked)))
    if not answer.candidates and not answer.hits:
        line(words.text("nothing.record", urdu))


@paged()
def one(answer: GetPersonResponse, output: Output, head: Heading, urdu: bool = False) -> None:
    """Banners, every record's word side by side, what joins them, conflicts, and who else to ask."""
    if output is Output.JSON:
        as_json(answer, head)
        return
    told = banners(answer.banners, urdu)
    links = [
        (
            each.one, each.other, called(JOINED_BY, LinkBy, each.by, urdu), each.decision, link_agency(each, urdu),
            each.model, shown(each.at_ms),
        )
        for each in answer.links
    ]  # fmt: skip
    parts = (
        Part("What each record says", PERSON, [_person(each, urdu) for each in answer.members]),
        Part("What joins them", LINKS, links),
        Part("Conflicts, side by side", CONFLICTS, conflict_rows(hp.History(conflicts=answer.conflicts), urdu)),
        Part("Held by others: ask their desk", HITS, hit_rows(answer.hits, urdu)),
    )
    if output is Output.CSV:
        as_csv(head, told, *parts)
        return
    as_heading(head, urdu)
    print_banners(told)
    for part in parts:
        tabled(*part, urdu)
