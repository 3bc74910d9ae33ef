"""What the reference model sees of one record in one call, and the spares that rows of the decision table share."""

from __future__ import annotations

from dataclasses import dataclass

from services.access.decision import RecordClass, Relation
from services.access.facts import Facts
from services.vocabulary.protection import OFFENDER_ROLES, PROTECTED_ROLES


@dataclass(frozen=True, slots=True)
class Look:
    """One record looked at in one call."""

    of: Facts
    at: RecordClass
    rel: Relation
    named: bool

    @property
    def two(self) -> bool:
        """A second person stands by."""
        return self.of.approver == "VALID"

    @property
    def own(self) -> bool:
        """Spare o: the owner's officer assigned to that case, or its record officer under record_upkeep."""
        if self.at.owner != self.of.agency:
            return False
        return self.of.purpose == "RECORD_UPKEEP" or (self.of.assigned and self.rel.in_cited_case)

    @property
    def oversight(self) -> bool:
        """Spare v: row 21."""
        return self.of.purpose == "OVERSIGHT"

    @property
    def spared(self) -> bool:
        """Spares o and v, and the owner's release (row 37)."""
        return self.own or self.oversight or self.rel.released

    @property
    def protected(self) -> bool:
        """Victim, witness or complainant in that case."""
        return self.at.role in PROTECTED_ROLES

    @property
    def offender(self) -> bool:
        """Suspect to convicted, with warrants and lists."""
        return self.at.role in OFFENDER_ROLES

    def who(self, purpose: str, *kinds: str) -> bool:
        """One purpose, by officers of these kinds of agency."""
        return self.of.purpose == purpose and self.of.agency_kind in kinds
