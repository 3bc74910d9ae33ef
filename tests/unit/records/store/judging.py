"""Papers judged as the store judges them, without a store: by the protection rules over their cases and persons."""

from __future__ import annotations

from services.records.law.ages import merged, word_of
from services.records.protection.classes import Derived, Judged, own_of
from services.records.protection.groups import Member, dossier, group
from services.records.protection.interim import NEVER, Ends
from services.records.protection.protect import CasePapers, judge
from services.records.rows import PersonFacts
from services.records.sealing import Index
from services.records.tokens import Blinder, people_tokens
from services.values.records import RecordVersion

BLINDER = Blinder(Index(bytes(32)))
NOW_MS = 1_780_000_000_000


def member(record: RecordVersion) -> Member:
    """A record as judging takes it."""
    return Member(record, own_of(record), BLINDER.people(record.subject), BLINDER.cases(record), False)


def judged(
    *records: RecordVersion,
    said: dict[str, PersonFacts] | None = None,
    orders: tuple[RecordVersion, ...] = (),
    ends: Ends = NEVER,
) -> dict[str, Judged]:
    """By record id. ``said``: births that the store holds of the persons; ``orders``: of theirs in other cases."""
    members = [member(record) for record in records]
    papers = [CasePapers(case, [dossier(members, case, one, NOW_MS) for one in case.people]) for case in group(members)]
    found = judge(members, papers, said or births(*records), [member(each) for each in orders], ends)
    return {record.record_id: each for record, each in zip(records, found, strict=True)}


def births(*records: RecordVersion) -> dict[str, PersonFacts]:
    """What the store would say of the persons: every birth that these records state."""
    said: dict[str, PersonFacts] = {}
    for record in records:
        word = word_of(record)
        for token, strength in people_tokens(BLINDER.people(record.subject)):
            if word and strength:
                known = said.get(token) or PersonFacts(token)
                said[token] = PersonFacts(token, merged((*known.words, word)))
    return said


def derived(
    *records: RecordVersion, said: dict[str, PersonFacts] | None = None, orders: tuple[RecordVersion, ...] = ()
) -> dict[str, Derived]:
    """What is computed of each record, by its id; as :func:`judged`."""
    return {name: each.derived for name, each in judged(*records, said=said, orders=orders).items()}
