"""Statements of different sources that cannot both hold, set side by side with source and grade; none is chosen.

Only what cannot both be true is a conflict: two names that share a word, a year and a day within it, an age and
a birth date that fit, are not. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from services.records.law.steps import ENDS_FAVOURABLY
from services.records.law.verdict import Verdict
from services.records.timeline.seen import Seen, date_of
from services.records.timeline.telling import tell
from services.records.words import shown
from services.tables.text import comparable
from services.values.dates import Span, disjoint, span_or_none
from services.values.names import COMMON, script_of
from services.values.records import Conflict, ConflictSide, CustodyEvent, Name, Sentence
from services.vocabulary.record_readings import EVENTS
from services.vocabulary.records import RecordKind
from services.vocabulary.steps import EventType

_ONCE: Final = frozenset(
    {
        EventType.FIR,
        EventType.CHARGE_FRAMED,
        EventType.CONVICTION,
        EventType.CONVICTION_245,
        EventType.SENTENCE_SUSPENDED,
        EventType.DISCHARGE,
    }
)
_STEPS: Final = frozenset({RecordKind.INVESTIGATION_EVENT, RecordKind.COURT_EVENT})
_ENDS_CUSTODY: Final = frozenset({"RELEASE", "ESCAPE", "DEATH", "PAROLE", "PROBATION"})


def of_person(lines: Sequence[Seen]) -> list[Conflict]:
    """What sources say differently about the very person, and where they were."""
    told = [line for line in lines if line.record.subject is not None]
    found: list[Conflict] = []
    if len(told) > 1:
        found += _names("name", told, ("OWN", "ALIAS"))
        found += _names("father", told, ("FATHER",))
        found += _births(told)
        found += _genders(told)
    return found + list(_whereabouts(lines))


def of_case(lines: Sequence[Seen], verdict: Verdict) -> list[Conflict]:
    """What sources say differently about one case: its dates, the sentence, how it ended."""
    several = len({line.record.agency for line in lines}) > 1
    return [*(_dates(lines) if several else ()), *(_sentences(lines) if several else ()), *_outcomes(lines, verdict)]


def _side(line: Seen, value: str) -> ConflictSide:
    record = line.record
    return ConflictSide(shown(value), line.name, record.agency, record.grade)


def _names(field: str, lines: Sequence[Seen], types: tuple[str, ...]) -> Iterator[Conflict]:
    told: dict[tuple[str, str], tuple[Seen, Name]] = {}
    for line in lines:
        for name in line.record.subject.names:  # type: ignore[union-attr]
            if name.type in types:
                told.setdefault((name.script, name.text), (line, name))
    if len(told) < 2:
        return
    by_script: dict[str, dict[str, tuple[Seen, Name]]] = {}
    for line, name in told.values():
        by_script.setdefault(script_of(name), {}).setdefault(comparable(name.text), (line, name))
    for values in by_script.values():
        if len(values) > 1 and _cannot_all_hold(list(values), lines, types):
            yield Conflict(field, tuple(_side(line, name.text) for line, name in values.values()))


def _cannot_all_hold(values: list[str], lines: Sequence[Seen], types: tuple[str, ...]) -> bool:
    words = [set(value.split()) - COMMON or {value} for value in values]
    apart = [(values[i], values[j]) for i in range(len(words)) for j in range(i) if not words[i] & words[j]]
    if not apart:
        return False
    together = _borne_together(lines, types)
    return any(not any(one in names and other in names for names in together) for one, other in apart)


def _borne_together(lines: Sequence[Seen], types: tuple[str, ...]) -> list[set[str]]:
    """Names that one source gives to one man: they can all hold."""
    borne = ([n.text for n in line.record.subject.names if n.type in types] for line in lines)  # type: ignore[union-attr]
    return [{comparable(text) for text in texts} for texts in borne if len(texts) > 1]


def _births(lines: Iterable[Seen]) -> Iterator[Conflict]:
    """Ranges that cannot hold the same day; of two that lie in one another the more exact one speaks for both."""
    told: dict[tuple[str, str], Seen] = {}
    for line in lines:
        birth = line.record.subject.birth  # type: ignore[union-attr]
        if birth is not None:
            told.setdefault((birth.earliest, birth.latest), line)
    ranges = {
        each: (first.first_day, last.last_day)
        for each in told
        if (first := span_or_none(each[0])) and (last := span_or_none(each[1]))
    }
    apart = [each for each in ranges if any(_apart(ranges[each], other) for other in ranges.values())]
    exact = [each for each in apart if not any(_within(ranges[other], ranges[each]) for other in apart)]
    exact = list({ranges[each]: each for each in reversed(exact)}.values())[::-1]
    if exact:
        sides = ((first if first == last else f"{first} to {last}", told[first, last]) for first, last in exact)
        yield Conflict("birth", tuple(_side(line, text) for text, line in sides))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges of days have none in common."""
    return one[1] < other[0] or other[1] < one[0]


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether one range says the same as a wider one, and more exactly."""
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _genders(lines: Iterable[Seen]) -> Iterator[Conflict]:
    values: dict[str, Seen] = {}
    for line in lines:
        if gender := line.record.subject.gender:  # type: ignore[union-attr]
            values.setdefault(gender, line)
    if len(values) > 1:
        yield Conflict("gender", tuple(_side(line, gender) for gender, line in values.items()))


def _whereabouts(lines: Sequence[Seen]) -> Iterator[Conflict]:
    """A border crossing while a prison holds the person."""
    crossings = [line for line in lines if line.record.kind == RecordKind.BORDER_CROSSING and line.when]
    if not crossings:
        return
    for since, start, until in _stays(lines):
        for crossing in crossings:
            when = crossing.when
            if when and start.last_ms < when.first_ms and (until is None or when.last_ms < until.first_ms):
                yield Conflict(
                    "whereabouts", (_side(since, tell(since.record)[0]), _side(crossing, tell(crossing.record)[0]))
                )


def _stays(lines: Sequence[Seen]) -> Iterator[tuple[Seen, Span, Span | None]]:
    events = [
        (line, line.when, line.record.body)
        for line in lines
        if isinstance(line.record.body, CustodyEvent) and line.when is not None
    ]
    for index, (line, start, body) in enumerate(events):
        if body.type in ("ADMISSION", "RECAPTURE"):
            ends = (when for _, when, later in events[index + 1 :] if later.type in _ENDS_CUSTODY)
            yield line, start, next(ends, None)


def _dates(lines: Iterable[Seen]) -> Iterator[Conflict]:
    """One step that happens once, dated apart by different owners."""
    by_step: dict[str, dict[str, list[Seen]]] = {}
    for line in lines:
        if (step := _once(line)) and line.when is not None:
            by_step.setdefault(step, {}).setdefault(line.record.agency, []).append(line)
    for step, owners in by_step.items():
        single = [held[0] for held in owners.values() if len({date_of(line.record) for line in held}) == 1]
        if len(single) > 1 and _any_disjoint([line.when for line in single if line.when]):
            yield Conflict(f"date of {step}", tuple(_side(line, date_of(line.record)) for line in single))


def _once(line: Seen) -> str:
    kind, body = line.record.kind, line.record.body
    if kind == RecordKind.CASE_FILE:
        return "FIR" if any(r.type == "FIR" for r in line.record.case_references) else ""
    if kind in _STEPS:
        step = str(getattr(body, "type", ""))
        return ("FIR" if step == "FIR" else EVENTS[step][0]) if step in _ONCE else ""
    return "arrest" if kind == RecordKind.CUSTODY_EVENT and getattr(body, "type", "") == "ARREST" else ""


def _any_disjoint(spans: Sequence[Span]) -> bool:
    return any(disjoint(spans[i], spans[j]) for i in range(len(spans)) for j in range(i))


def _sentences(lines: Iterable[Seen]) -> Iterator[Conflict]:
    terms: dict[tuple[str, tuple[int, bool, bool]], Seen] = {}
    for line in lines:
        body = line.record.body
        if isinstance(body, Sentence):
            terms.setdefault((body.at, (body.imprisonment_days, body.life, body.death)), line)
    days = {at for at, _ in terms}
    for at in days:
        sides = [line for (day, _), line in terms.items() if day == at]
        if len({line.record.agency for line in sides}) > 1:
            yield Conflict("sentence", tuple(_side(line, tell(line.record)[0]) for line in sides))


def _outcomes(lines: Sequence[Seen], verdict: Verdict) -> Iterator[Conflict]:
    """Events that the decided outcome leaves no room for, and releases that say another outcome."""
    against = {event.version for event in verdict.disputed}
    decided = max((line.when.last_day for line in lines if line.name in verdict.evidence and line.when), default=0)
    against |= {line.name for line in lines if _release_contradicts(line, verdict, decided)}
    if against:
        names = against.union(verdict.evidence)
        yield Conflict("outcome", tuple(_side(line, tell(line.record)[0]) for line in lines if line.name in names))


def says_ended(line: Seen, verdict: Verdict) -> bool:
    """Whether a line says that the case ended in the accused's favour, which the verdict does not hold for shown."""
    return release_on_acquittal(line) or (line.name in verdict.told and _step_of(line) in ENDS_FAVOURABLY)


def _step_of(line: Seen) -> str:
    return str(getattr(line.record.body, "type", "")) if line.record.kind == RecordKind.COURT_EVENT else ""


def release_on_acquittal(line: Seen) -> bool:
    """Whether a prison says that it released the person because they were acquitted."""
    return isinstance(line.record.body, CustodyEvent) and line.record.body.release_reason == "ACQUITTED"


def _release_contradicts(line: Seen, verdict: Verdict, decided: int) -> bool:
    body = line.record.body
    if not isinstance(body, CustodyEvent) or line.when is None or line.when.first_day < decided:
        return False
    if body.release_reason == "SENTENCE_SERVED":
        return verdict.acquitted
    return verdict.found_guilty and release_on_acquittal(line)
