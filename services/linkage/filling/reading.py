"""What a scope may read: decided by the same rules as a question of an officer who works on the case.

The officer who is asked for is nobody: one of the scope's agency, of clearance 2, trained, assigned to the case, with a
court's order, and without kin. What such an officer would not be shown in full is not in the snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from services.access.caller import Caller, CaseFacts
from services.access.decision import Level
from services.access.engine import PolicyEngine
from services.access.trail import Inquiry, Trail
from services.linkage.carrying import carrying
from services.linkage.classes import AtomicClass
from services.linkage.filling.cases import CaseFiles, texts_of
from services.linkage.filling.columns import FED, SAID, Said
from services.linkage.filling.filler import Filler
from services.linkage.filling.folder import Page
from services.linkage.filling.read import Read
from services.linkage.kept import Known, ends
from services.linkage.rights import Ask, decide
from services.linkage.snapshot.columns import Flags, Table
from services.linkage.snapshot_ports import Scope, Tokens
from services.values.network import LinkDecision
from services.vocabulary.access import AgencyKind, CaseState, LegalBasis, Purpose, QueryClass

CLEARANCE: Final = 2
_FAR_MS: Final = 1 << 62
_NUMBERED: Final = (Said.BEARS, Said.INVOLVED)
KindOf = Callable[[str], str | None]
"""Kind of an agency by its id, None of one that is no member."""


class Reading:
    """Over the files as they are. ``engine``: the rules. Methods raise StorageUnavailable, OSError, PagesDamaged."""

    def __init__(self, filler: Filler, engine: PolicyEngine, kind_of: KindOf) -> None:
        self._filler, self._engine, self._kind_of = filler, engine, kind_of
        self._links = filler.links

    async def scopes(self, now_ms: int) -> list[Scope]:
        """Each case and operation that an authority in force serves, of a member that works on it."""
        known = await self._links.classes.known()
        files = CaseFiles(self._filler.tokens, self._filler.seal, self._pages("c"))
        found: dict[tuple[str, str, int], set[str]] = {}
        for each in known.authorities.values():
            if each.retain_until_ms <= now_ms:
                continue
            for agency, case, until_ms in files.served(each, now_ms):
                if self._kind_of(agency) is not None:
                    found.setdefault((agency, case, until_ms), set()).add(each.name)
        return sorted(
            Scope(agency, case, tuple(sorted(names)), until) for (agency, case, until), names in found.items()
        )

    async def read(self, scope: Scope, now_ms: int, *, of_others: bool = False) -> Read:
        """All of the scope. Nothing where its agency is no member, or it works on no such case any more.

        ``of_others``: without what the scope's own agency gave, and without people's decisions.
        """
        known = await self._links.classes.known()
        files = CaseFiles(self._filler.tokens, self._filler.seal, self._pages("c"))
        cited = files.numbers(scope, now_ms)
        ask = self._ask(scope, now_ms, cited)
        allowed = _Allowed(self._filler, ask, known, without=scope.agency if of_others else "")
        fed, places = await self._fed(scope, allowed) if cited else (np.zeros(0, dtype=FED), [])
        standing = [] if of_others else carrying(await self._links.decisions.all_standing(), scope.agency)
        said = await self._said(scope, allowed, fed, standing) if cited else np.zeros(0, dtype=SAID)
        retain = tuple([(await self._filler.window(name)).retain_until_ms for name in scope.authorities])
        subjects = _subjects(fed, said)
        between = [(each, *self._between(each)) for each in standing]
        inside = [each for each in between if each[1] in subjects and each[2] in subjects]
        inside.sort(key=lambda each: (each[0].decided_ms, each[0].id))
        classes = {number: allowed.classes[number] for number in _numbers(fed, said)}
        return Read(fed, np.array(places, dtype=np.int64), said, classes, retain, inside)

    def _ask(self, scope: Scope, now_ms: int, cited: frozenset[str]) -> Ask:
        kind = self._kind_of(scope.agency) or ""
        inquiry = Inquiry(officer_of(scope, kind), now_ms, self._engine, Trail())
        return Ask(inquiry, CaseFacts(CaseState.RESOLVED, True), cited, frozenset(), False, frozenset({scope.case}))

    def _pages(self, form: str) -> Iterator[Page]:
        for group, names in sorted(self._filler.folder.held().groups.items()):
            if group.startswith(form):
                yield from (self._filler.folder.page(name, SAID) for name in names)

    def _between(self, decision: LinkDecision) -> tuple[int, int]:
        """Tokens of the two Subjects of a decision."""
        one, other = ends(decision)
        return self._filler.tokens.node("SUBJECT", one), self._filler.tokens.node("SUBJECT", other)

    async def _fed(self, scope: Scope, allowed: _Allowed) -> tuple[Table, list[int]]:
        groups = self._filler.folder.held().groups
        found, places = [np.zeros(0, dtype=FED)], []
        for place, name in enumerate(scope.authorities):
            for page in groups.get(self._filler.group(name), []):
                rows = self._filler.folder.page(page, FED).table
                rows = rows[await allowed.rows(rows)]
                found.append(rows)
                places += [place] * len(rows)
        return np.concatenate(found), places

    async def _said(self, scope: Scope, allowed: _Allowed, fed: Table, standing: Iterable[LinkDecision]) -> Table:
        """What records of the case say, and records that bear a number or person of the feeds or of these."""
        token = self._filler.tokens.node
        cited = _tokens(token("CASE", case) for case in allowed.ask.cited)
        of_case = await self._whole(allowed, lambda rows: among(rows["case"], cited))
        allowed.accuse(await self._accused(scope, of_case, allowed))
        near = np.unique(np.concatenate((fed["start"], fed["end"], of_case["person"], of_case["node"])))
        pairs = [self._between(each) for each in standing]
        inside = set(near.tolist())
        near = np.union1d(near, _tokens(end for pair in pairs if inside & set(pair) for end in pair))
        near = near[near != 0]
        chosen = await self._whole(
            allowed,
            lambda rows: (
                among(rows["case"], cited)
                | (np.isin(rows["what"], _NUMBERED) & among(rows["node"], near))
                | among(rows["person"], near)
            ),
        )
        cases = np.unique(chosen["case"][chosen["what"] == Said.ACCUSED])
        filed = await self._whole(allowed, lambda rows: (rows["what"] == Said.FILED) & among(rows["case"], cases), "c")
        every = np.concatenate((chosen, filed))
        return every[np.unique(every["row"], return_index=True)[1]]

    async def _whole(self, allowed: _Allowed, chosen: Callable[[Table], Flags], form: str = "") -> Table:
        """Every row that the scope may read of the records that have a chosen one."""
        found = [np.zeros(0, dtype=SAID)]
        for each in form or "rc":
            for page in self._pages(each):
                records = np.unique(page.table["record"][chosen(page.table)])
                rows = page.table[among(page.table["record"], records)]
                found.append(rows[await allowed.rows(rows)])
        return np.concatenate(found)

    async def _accused(self, scope: Scope, of_case: Table, allowed: _Allowed) -> frozenset[str]:
        """Documents of those whom the agency's own records in the case accuse."""
        own = np.array([allowed.classes[int(klass)].klass.owner == scope.agency for klass in of_case["klass"]], bool)
        people = of_case["person"][own & (of_case["what"] == Said.ACCUSED)] if len(of_case) else of_case["person"]
        papers = (of_case["what"] == Said.BEARS) & of_case["flag"] & np.isin(of_case["person"], people)
        wanted = {int(token) for token in of_case["node"][papers]}
        return frozenset(texts_of(self._filler.seal, self._pages("r"), wanted, "DOCUMENT").values())


class _Allowed:
    """Decides classes by their numbers, each once. ``classes``: by number, of all that were decided.

    ``without``: an agency of which nothing is allowed, empty for none.
    """

    def __init__(self, filler: Filler, ask: Ask, known: Known, without: str = "") -> None:
        self.ask, self.classes, self._without = ask, dict[int, AtomicClass](), without
        self._table, self._known = filler.links.classes, known
        self._decided: dict[int, bool] = {}

    def accuse(self, documents: frozenset[str]) -> None:
        """Whom the case accuses: what was not allowed may be now."""
        self.ask = replace(self.ask, accused=documents)
        self._decided = {number: True for number, yes in self._decided.items() if yes}

    async def rows(self, rows: Table) -> Flags:
        """Of each row, whether the scope may read it."""
        numbers = np.unique(rows["klass"])
        for number in numbers.tolist():
            if number not in self._decided:
                self._decided[number] = await self._decide(number)
        allowed = [number for number in numbers.tolist() if self._decided[number]]
        return np.isin(rows["klass"], np.array(allowed, dtype=np.int64))

    async def _decide(self, number: int) -> bool:
        (atomic,) = await self._table.parts(number)
        self.classes[number] = atomic
        return atomic.klass.owner != self._without and decide(self.ask, atomic, self._known).level == Level.DISCLOSED


def among(tokens: Tokens, ordered: Tokens) -> Flags:
    """Of each token, whether it is one of others, which ascend: cheap for a page, however many others there are."""
    if not len(ordered):
        return np.zeros(len(tokens), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, tokens), len(ordered) - 1)
    return np.asarray(ordered[place] == tokens)


def officer_of(scope: Scope, kind: str) -> Caller:
    """The officer as whom a scope reads. ``kind``: of the agency."""
    register, _, key = scope.case.partition(":")
    analyst = register == "OPERATION"
    role = ("FMU_ANALYST" if kind == AgencyKind.FMU else "ANALYST") if analyst else "INVESTIGATOR"
    purpose = Purpose.ANALYSE_NETWORK if analyst else Purpose.INVESTIGATE_CASE
    basis = LegalBasis.TIP_SOM if analyst else LegalBasis.CRPC_CASE
    return Caller(
        agency=scope.agency, agency_kind=kind, system="detector", officer="", roles=frozenset({role}),
        clearance=CLEARANCE, jurisdictions=frozenset(), trained_until_ms=_FAR_MS, undertaking_signed=True,
        suspended=False, superiors=frozenset(), purpose=purpose, legal_basis=basis,
        second_basis=LegalBasis.COURT_ORDER, query_class=QueryClass.COMMS_MONEY, case_type=register, case_key=key,
        token_id="", token_sha256=b"", token_expires_ms=_FAR_MS, own_and_kin=frozenset(), approver=None,
    )  # fmt: skip


def _subjects(fed: Table, said: Table) -> set[int]:
    return {int(token) for token in np.unique(np.concatenate((fed["start"], fed["end"], said["person"])))} - {0}


def _numbers(fed: Table, said: Table) -> list[int]:
    return [int(number) for number in np.unique(np.concatenate((fed["klass"], said["klass"])))]


def _tokens(some: Iterable[int]) -> Tokens:
    return np.unique(np.fromiter(some, dtype=np.uint64))
