"""What a welfare officer found at a visit, and what may come of it. Nothing here reaches the police."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What the officer found."""

    WELL = "WELL"
    ILL = "ILL"
    MOVED = "MOVED"
    TRANSFERRED = "TRANSFERRED"
    WORKING = "WORKING"
    MARRIED = "MARRIED"
    NOT_FOUND = "NOT_FOUND"
    REFUSED = "REFUSED"


class NextStep(StrEnum):
    """What a person does next; the program does none of it."""

    NOTHING = "NOTHING"
    OFFER_REFERRAL = "OFFER_REFERRAL"
    """The child-protection body offers help, by consent."""
    FAMILY_OR_OFFICER_DECIDES = "FAMILY_OR_OFFICER_DECIDES"
    """Whether to report a missing child; a person makes the report, elsewhere."""


def next_step(outcome: Outcome) -> NextStep:
    """The step that an outcome asks for."""
    if outcome in (Outcome.WORKING, Outcome.MARRIED):
        return NextStep.OFFER_REFERRAL
    return NextStep.FAMILY_OR_OFFICER_DECIDES if outcome is Outcome.NOT_FOUND else NextStep.NOTHING
