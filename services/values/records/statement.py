"""Body of a record that holds what somebody said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One immutable version of a statement. ``type``: 161 164 COURT."""

    type: str = ""
    at: str = ""
    recorded_by: str = ""
    present: tuple[str, ...] = ()
    text: str = ""
    retracts: bool = False
