"""Cases and operations that agencies work on, by their own files: whose, under which numbers, and until when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from services.linkage.filling.columns import Said
from services.linkage.filling.folder import Page
from services.linkage.filling.tokens import Tokens
from services.linkage.kept import Terms
from services.linkage.seal import Seal
from services.linkage.snapshot_ports import Scope

OPERATION: Final = "OPERATION"
WORKED_ON: Final = frozenset({"FIR", "COMPLAINT", OPERATION})
"""Registers of what is investigated, and of approved operations."""
LONGEST_S: Final = 90 * 86_400
"""Of an operation."""


class CaseFiles:
    """Files that are open, by agency and number. ``pages``: of case files."""

    def __init__(self, tokens: Tokens, seal: Seal, pages: Iterable[Page]) -> None:
        self._token = tokens.node
        self._mains: dict[tuple[int, int], set[int]] = {}
        self._also: dict[tuple[int, int], set[int]] = {}
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._texts: dict[int, str] = {}
        for page in pages:
            self._add(page)
            for token, text in page.names.items():
                kind, _, said = seal.id(text).partition(" ")
                if kind == "CASE":
                    self._texts[token] = said

    def _add(self, page: Page) -> None:
        columns = ("record", "what", "case", "node", "place", "marks", "at", "until")
        rows = [tuple(map(int, row)) for row in page.table[list(columns)].tolist()]
        agencies = {
            record: place for record, what, _, _, place, closed, *_ in rows if what == Said.FILED and not closed
        }
        for record, what, case, node, _, _, at, until in rows:
            if record not in agencies:
                continue
            whose = agencies[record], case
            if what == Said.FILED:
                self._mains.setdefault(whose, set()).add(case)
                self._spans[whose] = max(self._spans.get(whose, (0, 0)), (at, until))
            elif what == Said.ALSO:
                self._mains.setdefault((agencies[record], node), set()).add(case)
                self._also.setdefault(whose, set()).add(node)

    def served(self, terms: Terms, now_ms: int) -> Iterator[tuple[str, str, int]]:
        """Agency, main number and end of each case that an authority serves: what ``rights.serving`` calls in scope.

        A case of the agency that registered it by any of its numbers, another agency's by its main one alone.
        """
        owner = terms.name.partition("/")[0]
        for text in sorted(terms.scope):
            number, _, at = text.partition("@")
            agency = at or owner
            for main in self._mains.get((self._token("AGENCY", agency), self._token("CASE", number)), ()):
                case = self._texts[main]
                until_ms = self._until_ms(agency, case, now_ms)
                if until_ms is not None and (agency == owner or case == number):
                    yield agency, case, until_ms

    def numbers(self, scope: Scope, now_ms: int) -> frozenset[str]:
        """Every number of the scope's case; none where its agency works on no such case now."""
        if self._until_ms(scope.agency, scope.case, now_ms) is None:
            return frozenset()
        whose = self._token("AGENCY", scope.agency), self._token("CASE", scope.case)
        return frozenset({scope.case} | {self._texts[token] for token in self._also.get(whose, ())})

    def _until_ms(self, agency: str, case: str, now_ms: int) -> int | None:
        """0 of a case, the end of an operation that is approved for now; None of what is not worked on."""
        whose = self._token("AGENCY", agency), self._token("CASE", case)
        register = case.partition(":")[0]
        if whose not in self._spans or register not in WORKED_ON:
            return None
        if register != OPERATION:
            return 0
        since, until = self._spans[whose]
        fit = 0 < since <= now_ms // 1000 < until and until - since <= LONGEST_S
        return until * 1000 if fit else None


def texts_of(seal: Seal, pages: Iterable[Page], tokens: set[int], kind: str) -> Mapping[int, str]:
    """What some tokens of one kind stand for."""
    found = {}
    for page in pages:
        for token in tokens & page.names.keys():
            said, _, text = seal.id(page.names[token]).partition(" ")
            if said == kind:
                found[token] = text
    return found
