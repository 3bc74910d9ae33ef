"""What a review of statements needs of the law, which another room knows."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from services.errors import RabtaError
from services.values.records import Section, Statement, StatementSign


class Surroundings(NamedTuple):
    """One statement and what the case's records say beside it.

    ``sections``: that the case is about. ``child``: not known to have been of age; ``guardian_accused``: a guardian who
    was there is accused in the case. ``releases``: days on which an accused was bailed or released, ISO text;
    ``held``: the person may have been in custody; ``left_shelter``: when, ISO text; ``unprotected``: a measure that a
    court had ordered was not in force. ``alike``: to the retraction of another person, 0 to 1; ``same_drafter``: as one
    of those. ``earlier_164``: how many the person made before a Magistrate before this one.
    """

    statement: Statement
    sections: tuple[Section, ...] = ()
    child: bool = True
    guardian_accused: bool = False
    releases: tuple[str, ...] = ()
    held: bool = False
    left_shelter: str = ""
    unprotected: bool = False
    alike: float = 0.0
    same_drafter: bool = False
    earlier_164: int = 0


class Reviewed(NamedTuple):
    """``need``: NOTE or REVIEW, empty where nothing speaks against a free statement."""

    need: str
    signs: tuple[StatementSign, ...]


class StatementLaw(Protocol):
    """Which signs a statement bears, by what surrounds it, and whether people are to look at it again."""

    def review(self, around: Surroundings) -> Reviewed:
        """The signs that speak against a free statement, and whether people are to look at it again."""
        ...


class NoLawError(RabtaError):
    """The node was put together without the room that knows the law."""


class NoLaw:
    """A node without the room of law: it reviews nothing, rather than find nothing."""

    def review(self, around: Surroundings) -> Reviewed:  # noqa: ARG002
        """Never answers. Raises NoLawError."""
        raise NoLawError
