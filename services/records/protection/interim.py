"""Words that hold for a time only: for whom each began when, and when it ends. Pure; times are epoch milliseconds.

A protecting body's word hides papers in an offender's role for 72 hours, a stranger's document of a birth counts for
30 days, an order on paper holds others' papers for 14 days. When a word began is kept for the person, not for the
record, and outlives it: taken back and entered again, it goes on from where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeGuard

from services.records.authority.clocks import BORN_MS, HIDDEN_AGAIN_MS, HIDDEN_MS, PAPER_MS
from services.records.authority.speaker import Speaker, speaker_at_large
from services.records.authority.table import Degree, Fact, degree
from services.records.claim_rows import Upheld
from services.records.law.ages import word_of
from services.records.law.births import is_document
from services.records.protection.groups import Confirmed, Member
from services.records.rows import FOREVER, PersonFacts
from services.records.time_rows import InterimRow
from services.records.tokens import joining, people_tokens
from services.values.dates import span_or_none
from services.values.records import Body, ProtectionOrder
from services.vocabulary.access import AgencyKind
from services.vocabulary.records import RecordKind

PROTECTED: Final = "PROTECTED_PERSON"
BORN: Final = "BIRTH"
ON_PAPER: Final = "ORDER_ON_PAPER"
_LASTS: Final = {PROTECTED: HIDDEN_MS, BORN: BORN_MS, ON_PAPER: PAPER_MS}
_AGAIN: Final = {PROTECTED: HIDDEN_AGAIN_MS}
MAX_STEPS: Final = 32
"""Times at which what protects one neighbourhood may change; at the last of them it is judged again for more."""


class Key(NamedTuple):
    """Whose word it is on what: ``speaker`` empty for what is once a person over all bodies."""

    fact: str
    token: str
    speaker: str


class Ends(NamedTuple):
    """How long words last, seen at one time. ``confirmed``: records whose copy of a court's record is."""

    rows: Mapping[Key, InterimRow] = MappingProxyType({})
    confirmed: Confirmed = frozenset()
    upheld: tuple[Upheld, ...] = ()
    at_ms: int = 0

    def row(self, member: Member, fact: str) -> InterimRow | None:
        """Where a record's word stands: of its person's tokens the earliest counts. None where it never began."""
        found = [row for key in keys(member, fact) if (row := self.rows.get(key)) is not None]
        return min(found, key=lambda row: row.since_ms, default=None)

    def refused(self, member: Member) -> bool:
        """Whether oversight read a copy of this speaker about this person in this case, and refused it."""
        return any((row := self.rows.get(key)) is not None and row.ended for key in own_keys(member, ON_PAPER))

    def over(self, row: InterimRow | None) -> bool:
        """Whether a word's time is over; one that is not known when it began goes on."""
        return row is not None and (bool(row.ended) or self.at_ms >= end_of(row))

    def is_confirmed(self, member: Member) -> bool:
        """Whether oversight confirmed that a court says what the record copies."""
        named = (member.record.agency, member.record.record_id) in self.confirmed
        return named and getattr(member.record.body, "extract", None) is not None


NEVER: Final = Ends()


def end_of(row: InterimRow) -> int:
    """When it ends: after its time, or as long as oversight let it go on."""
    return max(row.since_ms + _LASTS[row.fact], row.extended_ms)


def hides(body: Body | None) -> TypeGuard[ProtectionOrder]:
    """Whether it is an order that works on what others see."""
    return isinstance(body, ProtectionOrder) and body.type != "MEASURES"


def order_fact(member: Member) -> str:
    """PROTECTED or ON_PAPER for an order that works for a time on the word of its writer; empty for any other."""
    record = member.record
    if not hides(record.body) or not member.live:
        return ""
    if record.body.type == PROTECTED and speaker_at_large(record) in (Speaker.PROTECTOR, Speaker.CUSTODIAN):
        return PROTECTED
    on_paper = record.body.extract is not None and record.voice.kind not in ("", AgencyKind.COURT)
    return ON_PAPER if on_paper else ""


def keys(member: Member, fact: str) -> tuple[Key, ...]:
    """Under what a record's word is kept: its person's numbers, else its names within each case.

    What is said of one case alone is kept by person and case. All speakers share one clock.
    """
    return _keys(member, fact, "")


def own_keys(member: Member, fact: str) -> tuple[Key, ...]:
    """Under what it is kept that oversight refused this speaker's copies; others go on by the clock of all."""
    return _keys(member, fact, member.record.agency)


def _keys(member: Member, fact: str, speaker: str) -> tuple[Key, ...]:
    people = [token for token, strength in people_tokens(member.people) if strength]
    strong = [token for token, strength in people_tokens(member.people) if strength == 2]
    if fact != ON_PAPER and strong:
        return tuple(Key(fact, token, speaker) for token in strong)
    cases = [number.partition(":")[2] for number in joining(member.cases)]
    return tuple(Key(fact, f"{case}/{token}", speaker) for case in cases for token in people)


def speaking(members: Iterable[Member]) -> list[Member]:
    """Those that may state a word for a time at all: few of a page do, and the rest is not looked at."""
    return [
        member
        for member in members
        if member.record.kind == RecordKind.PROTECTION_ORDER
        or ((subject := member.record.subject) is not None and subject.birth is not None and is_document(subject.birth))
    ]


def stated(member: Member) -> Iterator[tuple[Key, ...]]:
    """The words for a time that a record states, each by what it is kept under."""
    if fact := order_fact(member):
        yield keys(member, fact)
    birth = member.record.subject.birth if member.record.subject else None
    if birth is None or not member.live or not is_document(birth) or word_of(member.record) is None:
        return
    speaker = speaker_at_large(member.record)
    if speaker is not Speaker.BEFORE and degree(Fact.AGE_DOCUMENT, speaker) is Degree.INTERIM:
        yield keys(member, BORN)


def begun(
    held: Iterable[Member], new: Iterable[Member], rows: Mapping[Key, InterimRow], now_ms: int
) -> dict[Key, InterimRow]:
    """``rows`` with those of words that begin now: of ``new`` records, and of held ones that have none yet.

    The tokens of one person go by the earliest of them that still runs, so that it does not matter which record came
    first. Only a new record begins a word anew, once that may be.
    """
    found = dict(rows)
    words = [(key, False) for member in held for key in stated(member)]
    words += [(key, True) for member in new for key in stated(member)]
    for member in held:
        _share(found, member)
    for key, fresh in words:
        _begin(found, key, now_ms, fresh=fresh)
    while any(_join(found, key, now_ms) for key, _ in words):
        pass
    return found


def _share(rows: dict[Key, InterimRow], member: Member) -> None:
    """Let all speakers share the clock of an order that began when each speaker had a clock of its own."""
    if order_fact(member) != ON_PAPER or any(key in rows for key in keys(member, ON_PAPER)):
        return
    for key in own_keys(member, ON_PAPER):
        if (own := rows.get(key)) is not None:
            rows[key._replace(speaker="")] = own._replace(speaker="", ended=0)


def _begin(rows: dict[Key, InterimRow], word: tuple[Key, ...], now_ms: int, *, fresh: bool) -> None:
    known = [rows[key] for key in word if key in rows]
    if any(_runs(row, now_ms) for row in known) or (known and not fresh):
        return
    for key in word:
        rows[key] = InterimRow(*key, now_ms)


def _join(rows: dict[Key, InterimRow], word: tuple[Key, ...], now_ms: int) -> bool:
    """Put one person's running tokens on one clock; whether that changed any."""
    running = [rows[key] for key in word if key in rows and _runs(rows[key], now_ms)]
    if not running:
        return False
    since = min(row.since_ms for row in running)
    extended, ended = max(row.extended_ms for row in running), max(row.ended for row in running)
    changed = False
    for key in word:
        known = rows.get(key)
        if known is None or _runs(known, now_ms):
            joined = InterimRow(*key, since, extended, ended)
            changed = changed or joined != known
            rows[key] = joined
    return changed


def _runs(row: InterimRow, now_ms: int) -> bool:
    """Whether a word began so lately that it cannot begin anew."""
    again = _AGAIN.get(row.fact)
    return again is None or now_ms < max(row.since_ms + again, row.extended_ms)


class Steps(NamedTuple):
    """Times at which something that protects ends, earliest first; ``again_ms``: when there are more, 0 for never."""

    times: Sequence[int]
    again_ms: int


def steps(members: Iterable[Member], ends: Ends) -> Steps:
    """The times after ``ends.at_ms``, at which an order, a word or what was upheld ends."""
    times = {end for member in members if (end := order_end(member)) is not None}
    times |= {end_of(row) for row in ends.rows.values() if not row.ended}
    times |= {each.until_ms for each in ends.upheld}
    ahead = sorted(time for time in times if ends.at_ms < time < FOREVER)
    return Steps(ahead[:MAX_STEPS], ahead[MAX_STEPS - 1] if len(ahead) > MAX_STEPS else 0)


def order_end(member: Member) -> int | None:
    """When an order is over by its own day, after that day; None for never."""
    body = member.record.body
    until = span_or_none(body.until) if hides(body) and member.live else None
    return until.last_ms + 1 if until else None


def ended_births(members: Sequence[Member], held: Iterable[PersonFacts], ends: Ends) -> frozenset[str]:
    """Whose words on the birth had their time, by any token of the person."""
    found = set()
    for facts in held:
        for word in facts.words:
            if ends.over(ends.rows.get(Key(BORN, facts.token, ""))):
                found.add(word.by)
    said = [(member, word_of(member.record)) for member in members]
    found |= {word.by for member, word in said if word is not None and ends.over(ends.row(member, BORN))}
    return frozenset(found)


def upheld_for(held: Sequence[Member], ends: Ends) -> Mapping[str, frozenset[str]]:
    """Agency -> facts that oversight lets hold for its records of one person in one case; it is told of one of them."""
    found: dict[str, frozenset[str]] = {}
    names = {(member.record.agency, member.record.record_id) for member in held} if ends.upheld else ()
    for each in ends.upheld:
        if (each.owner, each.record_id) in names and ends.at_ms < each.until_ms:
            found[each.owner] = found.get(each.owner, frozenset()) | {each.fact}
    return found
