"""Whether a person was a child at the act, by whose word: judged for each owner of records apart.

The court's finding for the case decides in it. Else count all documents, every word of a custodian, what the owner of
the case says and what the record's own agency says. Anybody else's bare word, and a day of the act that another agency
states where nobody who has a say does, change no age: they are claims, rows with a clock (ADR 166). Where no word on an
accused counts, the age was never recorded (rows 24a and 24b). Sections are of the JJSA 2018. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from services.records.authority.speaker import CaseAuthority, Speaker, speaker_at_large
from services.records.authority.table import Degree, Fact, Reach, degree, works
from services.records.law import juvenile
from services.records.law.births import UNKNOWN_FROM, UNKNOWN_TO, birth_days, birth_in, is_document
from services.records.law.juvenile import CUSTODIANS, Act, Acts
from services.records.rows import BirthWord, HeadRow
from services.values.dates import day_text
from services.values.records import Birth, RecordVersion
from services.vocabulary.records import Age

ORDER: Final = (Age.NO, Age.UNKNOWN, Age.POSSIBLE, Age.YES, Age.DONE)
"""Words for an age, least protected first."""


class _Who(NamedTuple):
    agency: str
    speaker: Speaker
    document: bool


class AgeInCase(NamedTuple):
    """What bears on one person's age in one case; the same for all owners.

    ``acts``: when the act was, for the records of each agency. ``found``: what the court of the case found.
    ``diverted``: DECIDES by the court, OWN_CASE by the case's owner, else empty. ``done``: agencies that say that the
    sentence is done, "" among them where that counts for everybody. ``claimed``: who says that they claim to be a
    child. ``accused``: whether they are one at all. ``ended``: whose words, as in :class:`BirthWord`, had their time
    with others; ``upheld``: (agency, AGE or DIVERSION) that oversight lets hold for that agency's records.
    """

    owners: frozenset[str]
    words: tuple[BirthWord, ...]
    found: Birth | None
    acts: Acts
    diverted: str
    done: frozenset[str]
    claimed: frozenset[tuple[str, Speaker]]
    accused: bool
    ended: frozenset[str] = frozenset()
    upheld: frozenset[tuple[str, str]] = frozenset()


def word_of(record: RecordVersion) -> BirthWord | None:
    """A version's word on a birth: by which agency, what that is at large, and whether a document shows it."""
    birth = record.subject.birth if record.subject else None
    days = birth_days(birth) if birth else None
    if birth is None or days is None:
        return None
    weight = "DOCUMENT" if is_document(birth) else "STATEMENT"
    before = f" {Speaker.BEFORE}" if record.voice.before else ""
    return BirthWord(f"{record.agency} {speaker_at_large(record)} {weight}{before}", *days)


def as_before(word: BirthWord) -> BirthWord:
    """A word as it counted before it was kept whose words are; any other as it is."""
    agency, _, weight, *before = word.by.split(" ")
    return word._replace(by=f"{agency} {Speaker.BEFORE} {weight}") if before else word


def word_in(head: HeadRow) -> BirthWord | None:
    """The same of a head."""
    stating = birth_in(head)
    return word_of(stating) if stating else None


def in_case(
    records: Iterable[RecordVersion],
    elsewhere: Iterable[BirthWord],
    case: CaseAuthority,
    *,
    accused: bool,
    ended: frozenset[str] = frozenset(),
    upheld: frozenset[tuple[str, str]] = frozenset(),
) -> AgeInCase:
    """What one person's records in one case, and words about them ``elsewhere``, say of their age."""
    held = list(records)
    return AgeInCase(
        frozenset({case.owner, *(agency for agency, _ in case.former)} - {""}),
        merged((*elsewhere, *_words(held))),
        juvenile.found_by_court(held, case),
        juvenile.dated(held, case),
        _diversion(held, case),
        frozenset(juvenile.done_by(record, case) for record in held if juvenile.sentence_done(record)),
        frozenset((each.agency, case.speaker(each)) for each in held if each.subject and each.subject.age_claimed),
        accused,
        ended,
        upheld,
    )


@lru_cache(maxsize=16384)
def judge(case: AgeInCase, agency: str) -> str:
    """A word of :data:`ORDER` for the records of one agency about the person in the case."""
    done = "" in case.done or agency in case.done
    if case.found is not None:
        return juvenile.judge([case.found], *case.acts.of(agency)[:2], done=done)
    counted = _weighed(case, agency)
    if case.diverted in (Degree.DECIDES, Degree.INTERIM):
        return "DONE"
    if case.diverted and not _adult_by_document(case, agency, counted):
        return "DONE"
    if (agency, "DIVERSION") in case.upheld:
        return "DONE"
    age = _by_words(case, agency, counted, done=done)
    return "POSSIBLE" if (agency, "AGE") in case.upheld and age in (Age.NO, Age.UNKNOWN) else age


def _by_words(case: AgeInCase, agency: str, counted: Sequence[BirthWord], *, done: bool) -> str:
    age = juvenile.judge([_birth(word) for word in counted], *case.acts.of(agency)[:2], done=done) if counted else ""
    if case.claimed and age in ("", Age.NO) and any(_claim_counts(agency, counted, *claim) for claim in case.claimed):
        return "POSSIBLE"
    return age or ("UNKNOWN" if case.accused else "NO")


@lru_cache(maxsize=16384)
def recorded(case: AgeInCase, agency: str) -> bool:
    """Whether any word on the age counts for the records of one agency about the person in the case."""
    counted = _weighed(case, agency)
    claimed = bool(case.claimed) and any(_claim_counts(agency, counted, *claim) for claim in case.claimed)
    return bool(case.found is not None or case.diverted or claimed or counted)


def _weighed(case: AgeInCase, agency: str) -> list[BirthWord]:
    """Words that count for an agency's records.

    A bare statement does not outweigh documents that all say adult, one of which is more than a stranger's. Nor does a
    stranger's document where somebody with a part holds that they were an adult, by a document or as a custodian.
    """
    counted = [word for word in case.words if _counts(case, agency, word)]
    if len(counted) > 1 and any(_holds_adult(case, agency, word) for word in counted):
        counted = [word for word in counted if not _is_a_stranger_s(case, agency, word)]
    if _adult_by_document(case, agency, counted):
        return [word for word in counted if _who(word.by).document or _who(word.by).speaker in CUSTODIANS]
    return counted


def _holds_adult(case: AgeInCase, agency: str, word: BirthWord) -> bool:
    fact, speaker = _fact_and_speaker(case, word)
    firm = degree(fact, speaker) is not Degree.INTERIM and (fact is Fact.AGE_DOCUMENT or speaker in CUSTODIANS)
    return firm and not _says_child(word, case.acts.of(agency))


def _is_a_stranger_s(case: AgeInCase, agency: str, word: BirthWord) -> bool:
    """Whether it counts for these records as a document of who has no part; what an agency says itself always does."""
    fact, speaker = _fact_and_speaker(case, word)
    return _who(word.by).agency != agency and speaker is not Speaker.BEFORE and degree(fact, speaker) is Degree.INTERIM


def _counts(case: AgeInCase, agency: str, word: BirthWord) -> bool:
    fact, speaker = _fact_and_speaker(case, word)
    if _who(word.by).agency == agency:
        return True
    if word.by in case.ended and degree(fact, speaker) is Degree.INTERIM:
        return False
    return works(fact, speaker, Reach.CASE if speaker is Speaker.OWNER else Reach.PERSON)


def _fact_and_speaker(case: AgeInCase, word: BirthWord) -> tuple[Fact, Speaker]:
    who = _who(word.by)
    speaker = Speaker.OWNER if who.agency in case.owners and who.speaker not in CUSTODIANS else who.speaker
    return (Fact.AGE_DOCUMENT if who.document else Fact.AGE_STATEMENT), speaker


def _adult_by_document(case: AgeInCase, agency: str, counted: Iterable[BirthWord]) -> bool:
    documents = [word for word in counted if _who(word.by).document]
    firm = any(degree(*_fact_and_speaker(case, word)) is not Degree.INTERIM for word in documents)
    return firm and not any(_says_child(word, case.acts.of(agency)) for word in documents)


def _claim_counts(agency: str, counted: Sequence[BirthWord], by: str, speaker: Speaker) -> bool:
    """Whether a claim protects an agency's records: a custodian's always, else where no birth counts there.

    Nobody is an adult while a custodian says otherwise, whatever documents say.
    """
    if speaker in CUSTODIANS:
        return True
    return not counted and (by == agency or works(Fact.AGE_CLAIM, speaker, Reach.CASE))


def _says_child(word: BirthWord, act: Act) -> bool:
    return juvenile.judge([_birth(word)], act.first, act.last) != "NO"


def speaker_of(word: BirthWord) -> str:
    """The agency whose word it is."""
    return _who(word.by).agency


def shown_by_document(word: BirthWord) -> bool:
    """Whether a word rests on documents."""
    return _who(word.by).document


@lru_cache(maxsize=4096)
def _who(by: str) -> _Who:
    agency, speaker, weight, *_ = by.split(" ")
    return _Who(agency, Speaker(speaker), weight == "DOCUMENT")


@lru_cache(maxsize=16384)
def _birth(word: BirthWord) -> Birth:
    """A word as a birth that is already as wide as what it rests on."""
    first = day_text(word.first) if word.first > UNKNOWN_FROM else ""
    return Birth(first, day_text(word.last) if word.last < UNKNOWN_TO else "", "STATED")


def _words(records: Iterable[RecordVersion]) -> list[BirthWord]:
    return [word for record in records if (word := word_of(record)) is not None]


def _diversion(records: Iterable[RecordVersion], case: CaseAuthority) -> str:
    """How far the word of whoever diverted the person goes (s. 9); empty where nobody whose word counts did."""
    degrees = {
        degree(Fact.DIVERSION, case.speaker(record))
        for record in records
        if juvenile.diverted(record) and record.subject is not None
    }
    return next((each for each in (Degree.DECIDES, Degree.INTERIM, Degree.OWN_CASE) if each in degrees), "")


def merged(words: Iterable[BirthWord]) -> tuple[BirthWord, ...]:
    """One word for each of whose they are, as wide as all of theirs, in the one order in which they are compared."""
    found: dict[str, BirthWord] = {}
    for word in words:
        known = found.get(word.by, word)
        found[word.by] = BirthWord(word.by, min(known.first, word.first), max(known.last, word.last))
    return tuple(found[by] for by in sorted(found))
