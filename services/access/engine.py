"""The port through which the rooms ask for decisions, and its Cedar adapter."""

from __future__ import annotations

from typing import Protocol

from services.access.caller import Caller, CaseFacts
from services.access.decision import Admission, Decision, RecordClass, Relation


class PolicyEngine(Protocol):
    """Decides. Implemented by :class:`CedarEngine` and by ``reference.ReferenceEngine``."""

    digest: bytes
    """SHA-256 over policies, schema and vocabulary: names the rules in a log entry."""

    def admit(
        self,
        caller: Caller,
        case: CaseFacts,
        permission: str,
        now_ms: int,
        own_or_kin: bool,
        break_glass: bool,
    ) -> Admission:
        """Gates, once per call. ``permission``: name without prefix, such as RECORD_READ."""
        ...

    def decide(
        self,
        caller: Caller,
        case: CaseFacts,
        klass: RecordClass,
        relation: Relation,
        now_ms: int,
        break_glass: bool,
    ) -> Decision:
        """Level of one record for one call. Anything unknown or malformed is INVISIBLE."""
        ...
