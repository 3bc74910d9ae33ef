"""Facts of records that a register gave: cases, persons with their numbers, dated steps and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from services.values.records import RecordVersion, Section, Subject
from tests.conformance.truth.truth import person

_AMOUNTS = ("surety_minor", "fine_minor", "amount_minor")
_DAYS = ("imprisonment_days", "in_lieu_days", "days")


def facts(drafts: Iterable[RecordVersion]) -> Iterator[str]:
    """Each fact of the records of one row, some of them twice."""
    for draft in drafts:
        yield from (f"case {one.type} {one.key}" for one in draft.case_references)
        if draft.subject is not None:
            yield from _subject(draft.role, draft.subject)
        yield from _body(draft)


def _own(subject: Subject | None) -> str:
    names = () if subject is None else subject.names
    return " / ".join(sorted(name.text for name in names if name.type == "OWN"))


def _subject(role: str, subject: Subject) -> Iterator[str]:
    numbers = [_number(one) for one in subject.identifiers]
    if not _own(subject):
        yield from (f"number {one}" for one in numbers)
        return
    names = [one.text if one.type == "OWN" else f"{one.type} {one.text}" for one in subject.names]
    birth = subject.birth
    born = "" if birth is None else span(birth.earliest, birth.latest)
    yield person(
        role, *names, numbers=numbers, born=born, sex=subject.gender, district=subject.district, address=subject.address
    )


def _number(one: Any) -> str:
    return f"{one.type} {one.country}/{one.value}" if one.country else f"{one.type} {one.value}"


def span(earliest: str, latest: str) -> str:
    """A day, or a range of days as ``first..last``."""
    return earliest if earliest == latest else f"{earliest}..{latest}"


def _body(draft: RecordVersion) -> Iterator[str]:
    body: Any = draft.body
    sections: tuple[Section, ...] = getattr(body, "sections", ())
    yield from (f"section {one.statute} {one.provision}" for one in sections)
    if draft.kind == "CASE_FILE":
        yield f"registered {body.reported}"
        if body.act_from or body.act_to:
            yield f"act {span(body.act_from, body.act_to)}"
        for name in ("identifiers", "numbers"):
            yield from (f"number {_number(one)}" for one in getattr(body, name, ()))
        return
    step = str(getattr(body, "type", "") or draft.kind)
    if at := getattr(body, "at", "") or getattr(body, "framed", ""):
        reason = getattr(body, "release_reason", "")
        yield f"{step} {reason} at {at} of {_own(draft.subject)}"
    for name in (*_AMOUNTS, *_DAYS):
        if value := getattr(body, name, 0):
            yield f"{name} {value}"
    if court := getattr(body, "court", ""):
        yield f"court {court}"
    yield from (word for word in ("life", "death") if getattr(body, word, False))
