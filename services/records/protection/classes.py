"""Policy classes: what a version says of itself, what case and person add, and the one text form of both.

A class's id is made of its text (60 bits of SHA-256), so that every process and every store gives it the
same. Pure.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from services.access.class_text import class_text
from services.access.decision import RecordClass
from services.access.own_words import FIELDS, read_written, written_text
from services.values.records import ListEntry, RecordVersion
from services.vocabulary.protection import OFFENDER_ROLES, child_at_act
from services.vocabulary.records import Age, HandlingCode, PartyRole, RecordKind, RecordStatus


class Own(NamedTuple):
    """What a version says of itself, as in :class:`RecordClass`."""

    owner: str
    kind: str
    role: str
    weak_grade: bool
    handling: str
    releasable_to: frozenset[str]
    clearance: int
    str_derived: bool
    list_type: str
    has_authority: bool
    danger: bool
    expunged: bool


class Derived(NamedTuple):
    """What its case and person add, as in :class:`RecordClass`."""

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
    missing_child: bool = False


class ClassRow(NamedTuple):
    """A class with its id and its text."""

    klass: RecordClass
    id: int
    attributes: str


NOTHING: Final = Derived()


def own_of(record: RecordVersion) -> Own:
    """Read off one version. A handling code that is not stated is read as the strictest."""
    body = record.body
    listed = body if isinstance(body, ListEntry) else None
    return _own(
        record.agency,
        record.kind,
        record.role,
        record.source_grade == "X" or record.information_grade in ("3", "4"),
        record.handling or "ORCON",
        record.releasable_to,
        record.clearance,
        record.str_derived,
        listed.type if listed else "",
        bool(listed and listed.authority),
        bool(record.subject and record.subject.dangers),
        record.status == RecordStatus.EXPUNGED,
    )


@lru_cache(maxsize=65536)
def _own(
    owner: str, kind: str, role: str, weak: bool, handling: str, releasable_to: tuple[str, ...], *rest: Any
) -> Own:
    """What says the same is the same object, cheap to look up."""
    return Own(owner, kind, role, weak, handling, frozenset(releasable_to), *rest)


@lru_cache(maxsize=65536)
def class_row(own: Own, derived: Derived = NOTHING, written: str = "") -> ClassRow:
    """The class of a record: its own word, and what was derived; ``written``: as in :class:`RecordClass`."""
    klass = RecordClass(**own._asdict(), **derived._asdict(), written=written)
    attributes = class_text(klass)
    return ClassRow(klass, int.from_bytes(sha256(attributes.encode()).digest()[:8]) >> 4, attributes)


class Written(NamedTuple):
    """What binds the officers of a record's own agency: its own words, and what is addressed to it.

    ``upheld``: facts that oversight lets hold for it, where the agency has a part in the case.
    """

    derived: Derived
    upheld: frozenset[str] = frozenset()


class Judged(NamedTuple):
    """What case and person add to a record, and the first day of the act where they were of age then.

    ``act_day`` is None where they were not, or no day is known; ``UNKNOWN_TO`` where age does not matter. A victim's
    paper has that of the person it is joined with in the case: what is said of the one's birth bears on the other.
    ``upheld``: facts that oversight lets hold for it. ``written``: None where it is the same.
    """

    derived: Derived
    act_day: int | None
    upheld: frozenset[str] = frozenset()
    written: Written | None = None

    @property
    def as_written(self) -> Written:
        """What binds the officers of the record's own agency."""
        return self.written or Written(self.derived, self.upheld)

    def with_written(self, written: Written) -> Judged:
        """The judgment, with what binds the officers of the record's own agency."""
        return self._replace(written=None if written == (self.derived, self.upheld) else written)

    def class_of(self, own: Own) -> ClassRow:
        """The class in force of a record that says ``own`` of itself; an upheld role protects as a stated one does."""
        if self.written is None:
            return class_row(_upheld(own, self.upheld), self.derived)
        return class_row(_upheld(own, self.upheld), self.derived, self._written(own, self.written))

    def _written(self, own: Own, written: Written) -> str:
        pairs = {name: (getattr(self.derived, name), getattr(written.derived, name)) for name in FIELDS}
        pairs["role"] = _upheld(own, self.upheld).role, _upheld(own, written.upheld).role
        return written_text({name: now for name, (others, now) in pairs.items() if others != now})


def _upheld(own: Own, upheld: frozenset[str]) -> Own:
    if "PROTECTED_ROLE" in upheld and own.role in OFFENDER_ROLES and own.kind != RecordKind.LIST_ENTRY:
        return own._replace(role=PartyRole.VICTIM)
    return own


@lru_cache(maxsize=65536)
def own_of_class(klass: RecordClass) -> Own:
    """What the version said of itself, taken back out of its class."""
    return Own(*(getattr(klass, name) for name in Own._fields))


@lru_cache(maxsize=65536)
def derived_of_class(klass: RecordClass) -> Derived:
    """What case and person added, taken back out of a class."""
    return Derived(*(getattr(klass, name) for name in Derived._fields))


@lru_cache(maxsize=65536)
def judged_of_class(klass: RecordClass) -> Judged:
    """What case and person added, with what binds the owner's own officers, taken back out of a class."""
    derived = derived_of_class(klass)
    values = read_written(klass.written)
    own = Derived._make(values.get(name, each) if name in FIELDS else each for name, each in derived._asdict().items())
    return Judged(derived, None).with_written(Written(own))


def shields(klass: RecordClass) -> bool:
    """Whether a record's very existence is protected: then it must look absent to all but its owner."""
    return (
        child_at_act(klass.juvenile)
        or klass.sealed
        or klass.own_sealed
        or klass.protected_person
        or klass.pseudonym
        or klass.str_derived
        or klass.expunged
        or klass.handling in (HandlingCode.H3, HandlingCode.ORCON)
    )
