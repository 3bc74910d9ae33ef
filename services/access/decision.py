"""What a record is to the policy, and what is decided about it.

A :class:`RecordClass` holds the policy attributes of a record version and no time, name
or number, so that many records share one; a :class:`Relation` holds what depends on the
call. Words are those of the protos without prefix (``rabta.records.v1``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from services.vocabulary.protection import PROTECTED_ROLES, child_at_act
from services.vocabulary.records import Age, HandlingCode, PartyRole

OF_NOBODY: Final = "-"
"""Whose a case is that nobody owns, or several do."""


BESIDE: Final = "written"
"""The attribute of a class that no policy reads: it says which other class is decided by."""


class Level(IntEnum):
    """How much of a record a caller sees; each level holds what the lower ones hold (docs/vocabulary.md, Levels)."""

    INVISIBLE = 0
    HIT = 1
    ACTION = 2
    DISCLOSED = 3


@dataclass(frozen=True, slots=True)
class RecordClass:
    """Policy attributes of a record version, as of now.

    ``role``: SUSPECT ACCUSED VICTIM WITNESS COMPLAINANT LISTED or "". ``standing``:
    ALLEGATION ACCUSATION FINDING or "". ``juvenile``: NO, UNKNOWN (accused or on a list, age
    never recorded), POSSIBLE, YES, DONE (diverted, or sentence done).
    ``sealed``: by a court; ``own_sealed``: by the record's own agency alone, or held by
    an order on paper that waits to be read.
    ``from_owner_too``: a court sealed it from its owner as well. ``interim``: ``protected_person`` by a
    protecting body's word until a court speaks. ``spared``: agencies, or ``agency/officer``, whom every
    order on the record spares. ``stranger_to``: owner of the case in which the record accuses
    somebody by a writer without a part there, ``OF_NOBODY`` where no one agency owns it, else empty.
    ``contradicted``: accuses whom the case's owner or court calls its victim,
    witness or complainant. ``misuse_claimed``: a note that an identity was misused, by who has no say in that.
    ``favourable``: ended in the accused's favour. ``weak_grade``: source X or information 3-4.
    ``feed``: "", MONEY, CDR, CONTENT, TRAVEL. ``list_type`` and ``has_authority`` speak of list entries only.
    ``missing_child``: open report. ``written``: what is otherwise to the owner's own officers (``own_words.py``).
    """

    owner: str
    kind: str
    role: str = ""
    standing: str = ""
    juvenile: str = Age.NO
    sealed: bool = False
    own_sealed: bool = False
    from_owner_too: bool = False
    protected_person: bool = False
    interim: bool = False
    pseudonym: bool = False
    spared: frozenset[str] = frozenset()
    stranger_to: str = ""
    contradicted: bool = False
    misuse_claimed: bool = False
    favourable: bool = False
    enquiry_only: bool = False
    weak_grade: bool = False
    handling: str = HandlingCode.OPEN
    releasable_to: frozenset[str] = frozenset()
    clearance: int = 0
    str_derived: bool = False
    feed: str = ""
    list_type: str = ""
    has_authority: bool = False
    danger: bool = False
    missing_child: bool = False
    expunged: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one record stands to one call; computed per call, never stored.

    ``in_cited_case``: the record belongs to the case that the caller cites.
    ``list_in_force``: neither expired nor cancelled now (true where it is no list entry).
    ``of_case_accused``: about the person accused, or under supervision, in that case.
    ``referred``: of a person referred to the caller's protection body.
    ``complained``: the complaint or review that oversight cites is about this record.
    ``own_record``: about the applicant of a subject access request.
    ``in_scope``: the cited case lies in scope, dates and retention of the feed's authority.
    ``in_alert``: an alert of the cited case rests on it.
    ``travels``: a misused-identity note about a person of whom something else is shown,
    in full or as an action. ``beside_own``: a record of the note's own agency is among what is shown so.
    ``has_part``: a stranger's accusation in the case that the caller cites, and has a part in.
    ``released``: its owner released it to the officer for the cited case; asked of a record that is a bare hit.
    """

    in_cited_case: bool = False
    list_in_force: bool = True
    of_case_accused: bool = False
    referred: bool = False
    complained: bool = False
    own_record: bool = False
    in_scope: bool = False
    in_alert: bool = False
    travels: bool = False
    beside_own: bool = False
    has_part: bool = False
    released: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Outcome for one record.

    ``policies``: ids of the deciding policies, sorted. ``pseudonym``: the real name stays
    hidden. ``cause``: the word of the cap that kept it from the next level, "ungranted"
    where no grant reaches it, "" when disclosed.
    """

    level: Level
    policies: tuple[str, ...]
    pseudonym: bool
    cause: str


@dataclass(frozen=True, slots=True)
class Admission:
    """Outcome of the gates: ``refusal`` is a Reason name without prefix, or "" when admitted."""

    refusal: str
    policies: tuple[str, ...]


UNDECIDED = Decision(Level.INVISIBLE, (), False, "undecided")
"""Unknown words, or a fault in evaluating: a Deny."""


def held_back(klass: RecordClass) -> RecordClass:
    """The class as others see it while its role, which protected its person before, is held back from them.

    One word stands for whichever protected role was turned: policies tell none of them apart.
    """
    return replace(klass, role=PartyRole.VICTIM)


def may_be_hit(klass: RecordClass) -> bool:
    """Whether "hit, call the owner" may be the answer.

    Never for juvenile, sealed, protected-person or protected-role records: the hit itself would give away what is
    protected. Such a record shows in full, as an action, or not at all.
    """
    return not (
        child_at_act(klass.juvenile)
        or klass.sealed
        or klass.own_sealed
        or klass.protected_person
        or klass.role in PROTECTED_ROLES
    )
