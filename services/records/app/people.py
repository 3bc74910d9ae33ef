"""What all records together say of the persons around a page, and whose other cases that changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.records.app.checked import Checked
from services.records.law.ages import merged, word_in
from services.records.law.births import UNKNOWN_TO
from services.records.ports import Transaction
from services.records.rows import BirthWord, HeadRow, PersonFacts
from services.records.tokens import people_tokens
from services.values.ages import MAJORITY
from services.values.dates import years_between
from services.values.records import ProtectionOrder
from services.vocabulary.protection import LIVE
from services.vocabulary.records import RecordKind


@dataclass(frozen=True, slots=True)
class People:
    """Persons by identity token, ``before`` and after the page (``said``).

    ``changed``: tokens of whose births the page says something new; ``claimed``: of whom it says that
    they claim to be a child; ``ordered``: tokens of orders in the page or replaced by it; ``orders``: orders that are
    held; ``replaced``: records of which the page has a newer version.
    """

    said: Mapping[str, PersonFacts]
    before: Mapping[str, PersonFacts]
    changed: frozenset[str]
    claimed: frozenset[str]
    ordered: frozenset[str]
    orders: Sequence[HeadRow]
    replaced: frozenset[int]


async def look_at(
    tx: Transaction, newest: Sequence[Checked], replaced: Sequence[HeadRow], loaded: Iterable[HeadRow]
) -> People:
    """Everybody that the page and the cases around it are about."""
    everybody = {each.member.people for each in newest} | {h.people for h in replaced} | {h.people for h in loaded}
    tokens = sorted({token for one in everybody for token in identity(one)})
    before = {each.token: each for each in await tx.person_facts(tokens)}
    said = stated(newest, await _without(tx, before, replaced))
    moved = {each.member.people for each in newest} | {head.people for head in replaced}
    numbers = {token for one in moved for token in identity(one, strongest=True)}
    changed = {token for token in numbers if _words(said.get(token)) != _words(before.get(token))}
    claiming = [each.member.people for each in newest if (of := each.record.subject) and of.age_claimed]
    claimed = {token for one in claiming for token in identity(one, strongest=True)}
    ordering = [each.member.people for each in newest if isinstance(each.record.body, ProtectionOrder)]
    ordering += [head.people for head in replaced if head.kind == RecordKind.PROTECTION_ORDER]
    ordered = {token for one in ordering for token in identity(one)}
    under_order = sorted(token for token, facts in before.items() if facts.ordered)
    held = await tx.heads_of_people(under_order) if under_order else []
    orders = [head for head in held if head.kind == RecordKind.PROTECTION_ORDER]
    gone = frozenset(head.record for head in replaced)
    return People(said, before, frozenset(changed), frozenset(claimed), frozenset(ordered), orders, gone)


def about_whom(heads: Iterable[HeadRow]) -> list[str]:
    """Tokens of numbers of the persons that records are about."""
    return sorted({token for head in heads for token in identity(head.people, strongest=True)})


def stated(newest: Iterable[Checked], before: Mapping[str, PersonFacts]) -> dict[str, PersonFacts]:
    """What is said of persons once these versions are added to what was ``before``. Pure."""
    said = dict(before)
    for people, word in {(each.member.people, each.born) for each in newest if each.member.live}:
        _add(said, people, word)
    return said


async def mates_of(tx: Transaction, people: People) -> list[HeadRow]:
    """Records of the persons whose other cases must be judged again."""
    tokens = set(people.ordered | people.claimed)
    if people.changed:
        acts = {each.token: each for each in await tx.person_acts(sorted(people.changed))}
        for token in people.changed & acts.keys():
            said, before = _words(people.said.get(token)), _words(people.before.get(token))
            youngest = max(word.last for word in (*said, *before))
            silenced = {word.by for word in before} - {word.by for word in said}
            if silenced or acts[token].undated or not adult_at(youngest, acts[token].act_day):
                tokens.add(token)
    return await tx.heads_of_people(sorted(tokens)) if tokens else []


def adult_at(born_last: int, act_day: int | None) -> bool:
    """Whether somebody born that day at the latest was of age: then no wording of their birth matters.

    Nobody was whose act or birth has no day; who did no act at all need not have been.
    """
    if act_day is None:
        return False
    return act_day >= UNKNOWN_TO or (born_last <= act_day and years_between(born_last, act_day) >= MAJORITY)


async def _without(
    tx: Transaction, before: Mapping[str, PersonFacts], replaced: Sequence[HeadRow]
) -> Mapping[str, PersonFacts]:
    """``before`` without what replaced versions said of births: what remains is told by all others."""
    gone = {head.record for head in replaced}
    tokens = {token for head in replaced if word_in(head) for token in identity(head.people)}
    if not tokens:
        return before
    said = dict(before)
    for token in tokens & said.keys():
        said[token] = said[token]._replace(words=())
    for head in await tx.heads_of_people(sorted(tokens)):
        if head.record not in gone and head.status in LIVE:
            _add(said, head.people, word_in(head), only=tokens)
    return said


def _add(
    said: dict[str, PersonFacts], people: str, word: BirthWord | None, only: Collection[str] | None = None
) -> None:
    if word is None:
        return
    for token in identity(people):
        if only is None or token in only:
            known = said.get(token) or PersonFacts(token)
            said[token] = known._replace(words=merged((*known.words, word)))


def _words(facts: PersonFacts | None) -> tuple[BirthWord, ...]:
    return facts.words if facts else ()


@lru_cache(maxsize=16384)
def identity(people: str, *, strongest: bool = False) -> tuple[str, ...]:
    """Tokens by which a person is the same one: numbers and name keys, or numbers alone."""
    return tuple(token for token, strength in people_tokens(people) if strength > int(strongest))
