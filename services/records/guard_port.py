"""What a guard needs of the law, which another room knows: whether a prosecutor must look at a charge first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from services.values.records import Section
from services.vocabulary.answers import Answer


class Victim(NamedTuple):
    """Somebody whom a case names as a victim. ``status``: as it is stated there, empty where nobody states one.

    ``first``, ``last``: the period of exploitation, ISO text; ``child``: at the act; ``sections``: of the case.
    """

    status: str
    first: str
    last: str
    child: Answer
    sections: tuple[Section, ...]


class Charged(NamedTuple):
    """The same person as a case accuses them. ``own``: it is the case whose victim they are."""

    sections: tuple[Section, ...]
    act_from: str
    act_to: str
    own: bool


class Found(NamedTuple):
    """``guard``: BAR, GUARD or NOTE; ``confirm_identity``: that is asked first."""

    guard: str
    confirm_identity: bool


class GuardLaw(Protocol):
    """The law on victims who are accused."""

    def guard(self, victim: Victim, charged: Charged, *, misused: bool) -> Found | None:
        """What follows; None for nothing. ``misused``: a note says that the number was misused."""
        ...

    def is_watched(self, sections: Sequence[Section]) -> bool:
        """Whether one of them is a charge that a prosecutor looks at where the accused may be a victim."""
        ...

    def basis(self, victim: Victim, charged: Charged) -> str:
        """What a decision rests on, as one text: another one opens it again."""
        ...

    def stages(self, since_ms: int, *, custody: bool) -> Mapping[str, int]:
        """When each desk is to know, where nobody has decided: PROSECUTOR, DISTRICT_PROSECUTOR, OVERSIGHT."""
        ...
