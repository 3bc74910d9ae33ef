"""Where a person of a case stands and how old they were, for an agency's records and for its own officers. Pure.

For an agency's own officers its own words count and what is addressed to it: what others say in a case in which it has
a part, and what a court decided in the accused's favour. What else others hold is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Final, NamedTuple

from services.records.law import ages
from services.records.law.ages import AgeInCase
from services.records.law.births import UNKNOWN_TO
from services.records.law.rule import Dossier
from services.records.protection import interim
from services.records.protection.groups import Member
from services.records.protection.interim import Ends
from services.records.protection.stricter import STANDING_ORDER
from services.records.rows import PersonFacts
from services.records.tokens import people_tokens
from services.vocabulary.protection import ACCUSED_ROLES
from services.vocabulary.records import Age


class Stand(NamedTuple):
    """Where a person stands in a case, for the records of an agency.

    ``ended``: day on which it ended in the accused's favour; ``by``: who alone says so, empty where a court decided.
    """

    standing: str = ""
    favourable: bool = False
    ended: int | None = None
    by: str = ""


class Person(NamedTuple):
    """``stands``: by agency. ``age``: None where it does not matter.

    ``own``: the age for an agency's officers, from the agency and whether it has a part in the case.
    ``agencies``: whose records name the person in the case. ``beside``: :func:`_beside`, looked at once an agency.
    """

    stands: Callable[[str], Stand]
    age: AgeInCase | None
    own: Callable[[str, bool], AgeInCase | None] = lambda *_: None
    agencies: frozenset[str] = frozenset()
    beside: Callable[[str, bool, bool], Person | None] = lambda *_: None

    def act_day(self, agency: str) -> int | None:
        """First day of the act for the records of an agency; None for unknown."""
        return UNKNOWN_TO if self.age is None else self.age.acts.first_day(agency)

    def to_own(self, agency: str, part: bool) -> Person:
        """Where they stand for the officers of an agency: ended where a court, or who has a part with it, says so."""
        age = self.own(agency, part)
        stand = self.stands(agency)
        if stand.by not in ("", agency) and not part:
            stand = stand._replace(favourable=False)
        return Person(lambda _: stand, age)


NOBODY: Final = Person(lambda _: Stand(), None)


def judge_person(
    members: Sequence[Member],
    dossier: Dossier,
    said: Mapping[str, PersonFacts],
    ends: Ends,
    upheld: Mapping[str, frozenset[str]],
) -> Person:
    """What a case and words about the person elsewhere make of them. ``said``: by token; ``upheld``: by agency."""
    known = bool(dossier.all_events) or any(member.cases for member in members)
    age = _age(members, dossier, said, ends, upheld)

    def stands(agency: str) -> Stand:
        place = dossier.place(agency)
        phase = place.phase
        by = "" if place.decided or not phase.favourable else dossier.authority.owner
        return Stand(phase.standing if known else "", phase.favourable, place.since, by)

    @cache
    def own(agency: str, part: bool) -> AgeInCase:
        writers = members if part else [member for member in members if member.record.agency == agency]
        records = [each for each in dossier.records if part or each.agency == agency]
        of_others = any(ages.speaker_of(word) != agency for word in age.words)
        if len(writers) == len(members) and len(records) == len(dossier.records) and not of_others:
            return age
        mine = Dossier(records, dossier.now_ms, dossier.authority, dossier.confirmed)
        return _age(writers, mine, said, ends, upheld if part else {}, agency)

    person = Person(stands, age, own, frozenset(member.record.agency for member in members))
    return person._replace(beside=cache(partial(_beside, person)))


def _beside(person: Person, agency: str, part: bool, on_list: bool) -> Person | None:
    """The person as an agency's officers see them, by the age of an entry or of another record; None for the same."""
    if person.own(agency, part) is person.age and (part or person.stands(agency).by in ("", agency)):
        return None
    own, age = person.to_own(agency, part), age_on_list if on_list else age_of
    both = [(one.stands(agency), age(one, agency), one.act_day(agency)) for one in (person, own)]
    return None if both[0] == both[1] else own


def _age(
    members: Sequence[Member],
    dossier: Dossier,
    said: Mapping[str, PersonFacts],
    ends: Ends,
    upheld: Mapping[str, frozenset[str]],
    by: str = "",
) -> AgeInCase:
    """What is said of their age, in the case and under their numbers anywhere; elsewhere ``by`` one agency alone."""
    people = {member.people for member in members}
    tokens = {token for one in people for token, strength in people_tokens(one) if strength == 2}
    held = [facts for token in sorted(tokens) if (facts := said.get(token))]
    words = (word for facts in held for word in facts.words)
    return ages.in_case(
        dossier.records,
        [word for word in words if not by or ages.speaker_of(word) == by],
        dossier.authority,
        accused=any(member.record.role in ACCUSED_ROLES and member.live for member in members),
        ended=interim.ended_births(members, held, ends) if ends.rows else frozenset(),
        upheld=frozenset((agency, fact) for agency, facts in upheld.items() for fact in facts & {"AGE", "DIVERSION"}),
    )


def whole_case(offenders: Sequence[Person], agency: str) -> Stand:
    """What an agency's own papers of the case are: as far as its least protected accused allows."""
    found = [person.stands(agency) for person in offenders]
    standing = max((each.standing for each in found), key=STANDING_ORDER.index)
    return Stand(standing, all(each.favourable for each in found))


def least_protected(offenders: Sequence[Person], agency: str) -> str:
    """The age by which the case's own papers of an agency are judged; that one is not recorded is no matter there."""
    least = min((age_of(p, agency) for p in offenders), key=ages.ORDER.index, default="NO")
    return "NO" if least == "UNKNOWN" else least


class Whole(NamedTuple):
    """What a paper of a whole case is to an agency's officers."""

    age: str
    favourable: bool


def whole_to_own(offenders: Sequence[Person], agency: str, part: bool) -> Whole:
    """By the accused whom the agency itself names, or all where it has a part in the case."""
    known = [one.to_own(agency, part) for one in offenders if part or agency in one.agencies]
    return Whole(least_protected(known, agency), bool(known) and whole_case(known, agency).favourable)


def age_of(person: Person, agency: str) -> str:
    """The age for the records of an agency."""
    return "NO" if person.age is None else ages.judge(person.age, agency)


def age_on_list(person: Person, agency: str) -> str:
    """The age for an entry: whoever is on a list is as an accused, so that an age nobody recorded stands as unknown."""
    age = age_of(person, agency)
    silent = age == Age.NO and person.age is not None and not ages.recorded(person.age, agency)
    return "UNKNOWN" if silent else age
