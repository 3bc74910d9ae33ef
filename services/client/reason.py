"""Why an officer asks, as they say it, and the query class that a token is asked for where they name none."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from services.access.details import Details
from services.access.purpose import LEGAL_BASES, PURPOSES, QUERY_CLASSES, REFERENCES
from services.errors import RabtaError
from services.vocabulary.access import Purpose, QueryClass

CLASSES: Final = {
    "ANALYSE_NETWORK": "NETWORK",
    "CHECKPOINT": "CHECKPOINT",
    "PRELIMINARY_ENQUIRY": "WANTED",
    "SUPERVISE_OFFENDER": "ANTECEDENTS",
    "PROTECT_VICTIM": "PROTECTION",
    "FIND_MISSING_CHILD": "MISSING_CHILD",
    "FOREIGN_ASSISTANCE": "ANTECEDENTS",
    "RECORD_UPKEEP": "UPKEEP",
    "OVERSIGHT": "AUDIT",
    "SUBJECT_ACCESS": "SUBJECT",
}
"""Query class of a read where the purpose does not permit HISTORY."""
_LINKAGE: Final = "/rabta.linkage.v1.LinkageService"
WARRANTED: Final = (f"{_LINKAGE}/TraceMoney", f"{_LINKAGE}/ContactChain")
"""Questions to the graph about nothing but what came under a warrant."""


class BadReason(RabtaError, ValueError):
    """A word of a reason that the vocabulary does not have, or a case without type or key. Names the field."""


def reading_class(purpose: str) -> str:
    """The class of a read of records under a purpose."""
    return CLASSES.get(purpose, "HISTORY")


def protecting_class(purpose: str) -> str:
    """The class of what is asked about people whom the law may protect; oversight has its own."""
    return reading_class(purpose) if purpose == Purpose.OVERSIGHT else QueryClass.PROTECTION


def network_class(method: str, second_basis: str, purpose: str) -> str:
    """The class of a question to the graph; a second basis opens what came under a warrant too. Oversight audits."""
    if purpose == Purpose.OVERSIGHT:
        return reading_class(purpose)
    return "COMMS_MONEY" if second_basis or method in WARRANTED else "NETWORK"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an officer asks, in the words of docs/vocabulary.md: ``Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:...")``.

    ``case``: TYPE:KEY. ``query_class``: empty for what purpose and question permit.
    """

    purpose: str
    legal_basis: str
    case: str
    second_basis: str = ""
    query_class: str = ""

    def details(self, query_class: str) -> Details:
        """What a token is asked for; ``query_class``: where the reason names none. Raises BadReason."""
        kind, _, key = self.case.partition(":")
        for field, word, words in (
            ("purpose", self.purpose, PURPOSES),
            ("legal_basis", self.legal_basis, LEGAL_BASES),
            ("second_basis", self.second_basis, {"", *LEGAL_BASES}),
            ("case", kind, REFERENCES if key.strip() else ()),
            ("query_class", self.query_class or query_class, QUERY_CLASSES),
        ):
            _known(field, word, words)
        chosen, case_key = self.query_class or query_class, " ".join(key.upper().split())
        return Details(self.purpose, self.legal_basis, self.second_basis, chosen, kind, case_key)


def _known(field: str, word: str, words: Container[str]) -> None:
    if word not in words:
        raise BadReason(f"reason: {field} is no word of the vocabulary")
