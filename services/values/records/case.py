"""Cases, who is a party to them, and the steps of an investigation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseReference:
    """One number of one register, key in canonical form (see ``case_references.py``)."""

    type: str = ""
    key: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One provision as charged. ``statute``: PPC PTPA POSM CNSA FCA CUSTOMS OTHER."""

    statute: str = ""
    provision: str = ""
    read_with: bool = False


@dataclass(frozen=True, slots=True)
class JointTeam:
    """Who of another agency reads a case beside its owner's officers. ``until``: ISO 8601, the last day of it."""

    agency: str = ""
    officers: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The case itself: FIR, FIA enquiry, private complaint (CrPC s. 200) or missing-child report."""

    act_from: str = ""
    act_to: str = ""
    reported: str = ""
    place: str = ""
    station: str = ""
    sections: tuple[Section, ...] = ()
    summary: str = ""
    officers: tuple[str, ...] = ()
    investigator_rank: str = ""
    crosses_border: bool = False
    closed: bool = False
    joint: tuple[str, ...] = ()
    joint_teams: tuple[JointTeam, ...] = ()
    adopts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A person's part in one case, in the role the version names.

    Of a victim ``victim_status``: POSSIBLE PRESUMED RECOGNISED REJECTED; ``exploited_from`` and ``exploited_to``: ISO
    text.
    """

    sections: tuple[Section, ...] = ()
    note: str = ""
    victim_status: str = ""
    exploited_from: str = ""
    exploited_to: str = ""


@dataclass(frozen=True, slots=True)
class InvestigationEvent:
    """A dated step of the investigation; ``type`` as in ``EventType``."""

    type: str = ""
    at: str = ""
    sections: tuple[Section, ...] = ()
    by: str = ""
    note: str = ""
    to: str = ""
