"""Why a registry is refused. ``rule`` is an id for logs and tests; no text ever holds a key."""

from __future__ import annotations

from services.errors import RabtaError


class RegistryError(RabtaError):
    """A registry file is refused. ``where`` names the field, such as ``agencies[2].systems[0].name``."""

    def __init__(self, rule: str, where: str = "") -> None:
        super().__init__(f"{rule}: {where}" if where else rule)
        self.rule = rule
        self.where = where


class MalformedRegistry(RegistryError):
    """The bytes are not the canonical file they should be, within its limits."""


class UnsignedRegistry(RegistryError):
    """Too few distinct governance keys signed, or a signature does not hold."""


class RegistryRollback(RegistryError):
    """Older than the version in use."""


class BrokenChain(RegistryError):
    """Does not follow from the version in use: another federation, a gap, or something undone."""


class Equivocation(RegistryError):
    """The version in use, with other content, under valid signatures: an alarm."""


class UnprovenEnrolment(RegistryError):
    """An enrolment request lacks the proof of a key in it, or carries one that does not hold."""


class RefusedEnrolment(RegistryError):
    """Well made and proven, but not to be admitted: another federation, an id or key that is taken, too old."""


class AnswerMismatch(RegistryError):
    """An enrolment answer that is not for this folder, or that contradicts what is already there."""


class UnsoundRegistry(RegistryError):
    """Well signed, but breaks a rule that every registry must keep."""


class UnservableRegistry(RegistryError):
    """Sound, and no hub could serve it. ``where`` says what is missing, and the command that helps."""


class NotServing(RegistryError):
    """An agency that has no open log answers nothing. ``where``: the agency."""
