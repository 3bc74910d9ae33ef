"""What officers ask of dated law about a case, which another room knows: a child, what fits, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from services.records.law_book_port import Said
from services.values.records import (
    Birth,
    CheckChildResponse,
    ClockStep,
    FitChargesRequest,
    FitChargesResponse,
    Section,
)


class Act(NamedTuple):
    """When and where a case says that it was done. ``first``, ``last``, ``reported``: ISO text, empty where not known.

    ``place``: a province of the law, such as PB; empty where it is not known.
    """

    first: str
    last: str
    reported: str
    place: str


class Someone(NamedTuple):
    """One person as the case's records say. ``signs``: they say of themselves that they are a child."""

    births: tuple[Birth, ...]
    sex: str
    signs: bool = False


class Happened(NamedTuple):
    """A dated event of a case by its word in procedures. ``record``: the first about the person, if any."""

    word: str
    at: str
    record: str = ""


class CaseLaw(Protocol):
    """The law on a case. It decides nothing about anybody."""

    def child(self, asked_as: str, who: Someone, act: Act, workplace: str, *, continuing: bool) -> CheckChildResponse:
        """What each law says of the person's age at the act, and what they say together."""
        ...

    def fit(
        self, asked: FitChargesRequest, victim: Someone, act: Act, charged: Sequence[Section], now_ms: int
    ) -> FitChargesResponse:
        """Which offences the facts fit, who investigates, and what the ``charged`` sections leave out."""
        ...

    def clocks(
        self, procedure: str, happened: Sequence[Happened], shown: frozenset[str], place: str, now_ms: int
    ) -> tuple[ClockStep, ...]:
        """How each step stands; of all procedures those that have started, where none is named.

        ``shown``: words that records show at all: a step that none can show is not told of, as it would always be late.
        """
        ...

    def reason_fault(self, said: Said) -> str:
        """What is wrong with a reason for charging the general law alone; empty where nothing is."""
        ...

    def reason_holds(self, said: Said, now_ms: int, *, sent_up: bool) -> bool:
        """Whether a reason answers its point still. ``sent_up``: the report under s. 173 is made."""
        ...

    def unknown_word(self, asked: FitChargesRequest) -> str:
        """The first word on facts that the law does not have; empty where it has all of them."""
        ...

    def knows_procedure(self, name: str) -> bool:
        """Whether there is such a procedure."""
        ...
