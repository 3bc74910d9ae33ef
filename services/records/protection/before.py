"""What was held when the store changed over protects as it did for 30 days, whoever said it. Pure; times in epoch ms.

A version of before has the voice that a registry filled in later (``authority/gaps.py``), and is marked. Until the time
is over its neighbourhood is judged twice: by the table, and as it was judged when nobody knew whose word it is; of
both the stricter counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.records.law.ages import ORDER, as_before, merged
from services.records.protection.classes import Derived, Judged
from services.records.protection.groups import Member, dossier, group
from services.records.protection.interim import Ends
from services.records.protection.protect import CasePapers, judge
from services.records.protection.stricter import both, stricter
from services.records.rows import PersonFacts
from services.values.records import SILENT, RecordVersion

_FIELDS: Final = {
    "BEFORE_AGE": ("juvenile",),
    "BEFORE_ORDER": (
        "sealed", "own_sealed", "from_owner_too", "protected_person", "interim", "pseudonym", "spared",
    ),
    "BEFORE_END": ("favourable",),
    "BEFORE_CASE": ("contradicted", "enquiry_only", "missing_child"),
}  # fmt: skip
FACTS: Final = tuple(_FIELDS)


def words_of(record: RecordVersion) -> tuple[RecordVersion, ...]:
    """A record as it ties numbers, and as it did before: what a case is has to be looked at both ways."""
    return (record, record.spoken(SILENT)) if record.voice.before else (record,)


def concerns(members: Iterable[Member], said: Mapping[str, PersonFacts]) -> bool:
    """Whether anything of before is among what is judged."""
    words = (word for facts in said.values() for word in facts.words)
    return any(member.record.voice.before for member in members) or any(as_before(word) != word for word in words)


def judged_before(
    members: Sequence[Member], said: Mapping[str, PersonFacts], orders: Iterable[Member], ends: Ends
) -> list[Judged]:
    """One judgment for each member by the words of before as they counted then: no protection was an interim one.

    Nor was any note of misused identity a claim: whose word it is goes by what is known now.
    """
    silent = [_silent(member) for member in members]
    told = {
        token: facts._replace(words=merged(as_before(word) for word in facts.words)) for token, facts in said.items()
    }
    papers = [
        CasePapers(case, [dossier(silent, case, one, ends.at_ms, confirmed=ends.confirmed) for one in case.people])
        for case in group(silent)
    ]
    judged = judge(silent, papers, told, [_silent(member) for member in orders], ends)
    return [each._replace(derived=each.derived._replace(interim=False, misuse_claimed=False)) for each in judged]


def together(before: Sequence[Judged], now: Sequence[Judged]) -> list[Judged]:
    """The stricter of both for each."""
    return [
        both(was, each)._replace(act_day=each.act_day if each.act_day == was.act_day else None)
        for was, each in zip(before, now, strict=True)
    ]


def at_least(judged: Judged, age: str) -> Judged:
    """A judgment that protects by this age too."""
    derived, written = _aged(judged.derived, age), judged.as_written
    written = written._replace(derived=_aged(written.derived, age))
    if (derived, written) == (judged.derived, judged.as_written):
        return judged
    return judged._replace(derived=derived, act_day=None).with_written(written)


def _aged(derived: Derived, age: str) -> Derived:
    return derived._replace(juvenile=max(derived.juvenile, age, key=ORDER.index))


def ending(held: Derived, after: Derived) -> tuple[str, ...]:
    """Which of :data:`FACTS` protect a record until the time is over, and not any more then."""
    together = stricter(held, after)
    return tuple(
        fact
        for fact, fields in _FIELDS.items()
        if any(getattr(together, name) != getattr(after, name) for name in fields)
    )


def _silent(member: Member) -> Member:
    if not member.record.voice.before:
        return member
    record = member.as_stored.spoken(SILENT)
    return Member(record, member.own, member.people, member.cases, True)
