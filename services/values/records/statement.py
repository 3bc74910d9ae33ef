"""Body of a record that holds what somebody said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attendance:
    """One who was there. ``role``: POLICE MAGISTRATE GUARDIAN ACCUSED ... SUPPORT OTHER."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class StatementVideo:
    """Where a recording lies, never the recording. ``sha256``: 32 bytes."""

    sha256: bytes = b""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said at one time; every version of the record says the same.

    ``type``: 161 164 COURT AFFIDAVIT COMPROMISE CHILD_INTERVIEW; ``relation``: FIRST CONFIRMS ADDS MODIFIES RETRACTS;
    ``earlier``: names of records; ``language``, ``written_in``: ISO 639; ``left_shelter``: day, ISO text.
    """

    type: str = ""
    at: str = ""
    recorded_by: str = ""
    present: tuple[str, ...] = ()
    text: str = ""
    retracts: bool = False
    relation: str = ""
    earlier: tuple[str, ...] = ()
    language: str = ""
    written_in: str = ""
    interpreter: str = ""
    video: StatementVideo | None = None
    place_kind: str = ""
    liberty: str = ""
    support_person: str = ""
    measures: tuple[str, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    drafter: str = ""
    left_shelter: str = ""

    @property
    def takes_back(self) -> bool:
        """Whether it retracts an earlier one, by either field that says so."""
        return self.retracts or self.relation == "RETRACTS"
