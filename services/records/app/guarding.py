"""Whether a prosecutor must look first at whom a case accuses, as another case names the same person as a victim.

Only here both are seen: all that stands under a number that names one person, whoever may read it. Nothing of it is
told but to the prosecutor of the case with a second person, and to the desks of the clock. What everybody else is
answered rests on none of it (``referring.py``).
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from services.access.decision import RecordClass
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.app.shown import texts_of
from services.records.authority.speaker import Speaker, case_authority
from services.records.codes import is_cited
from services.records.guard_port import Charged, GuardLaw, Victim
from services.records.law.cases import Case, group
from services.records.law.rule import Dossier
from services.records.ports import Snapshot
from services.records.protection.misuse import NOTE
from services.records.rows import NOW, Cited
from services.records.tokens import joining
from services.values.ages import child
from services.values.records import CaseFile, CaseReference, CustodyEvent, Party, RecordVersion, VisibleVersion
from services.vocabulary.protection import ACCUSED_ROLES, LIVE
from services.vocabulary.records import HandlingCode, PartyRole, RecordKind

ASK_FIRST: Final = ("BAR", "GUARD")
"""What a prosecutor is to look at before any further step; a note is to be known, and no more."""
_DECIDES: Final = frozenset({Speaker.COURT, Speaker.OWNER, Speaker.CUSTODIAN, Speaker.PROTECTOR})


class Guarded(NamedTuple):
    """One charge of the cited case against a possible victim. ``victim_case``: its numbers, none where they are hidden.

    ``since_ms``: when both were known; ``custody``: the person is held in the cited case. ``texts``: of the person's
    numbers, ``TYPE:canonical``. ``charged_in``: ``TYPE:KEY`` that the charge's case is called by; ``basis``: what a
    decision on it rests on. ``charged_case``: that case's numbers, none where they are hidden.
    """

    guard: str
    confirm_identity: bool
    victim_case: tuple[CaseReference, ...]
    since_ms: int
    custody: bool
    texts: frozenset[str]
    charged_in: str
    basis: str
    charged_case: tuple[CaseReference, ...]


def matter_of(context: Context, token: str, case: str) -> str:
    """By what a prosecutor names one of a person's matters, of the case that is called ``case``: it tells neither."""
    found = sha256(context.keys.index.token(f"MATTER:{token}:{case}").encode()).digest()
    return "M-" + b32encode(found)[:8].decode()


async def guards_under(
    context: Context, view: Snapshot, token: str, cited: Sequence[Cited], now_ms: int
) -> list[Guarded]:
    """Every pair of a charge in the cited case and a case of whose victim the number is. Raises StorageUnavailable.

    ``token``: of a number that names one person.
    """
    found = await _guards(
        context, view, token, cited, now_ms, lambda side, person: not side.accused.isdisjoint(person.cited)
    )
    return found or []


async def every_guard(context: Context, view: Snapshot, token: str, now_ms: int) -> list[Guarded] | None:
    """The same of all their cases; None where no case accuses whom another names. Raises StorageUnavailable."""
    return await _guards(context, view, token, (), now_ms, lambda _side, _person: True)


async def _guards(
    context: Context,
    view: Snapshot,
    token: str,
    cited: Sequence[Cited],
    now_ms: int,
    wanted: Callable[[_Side, _Person], bool],
) -> list[Guarded] | None:
    """Of the cases that accuse the person and are ``wanted``; None where no case accuses whom another names."""
    law, person = context.guard_law, await _person(context, view, token, cited, now_ms)
    if law is None or person is None:
        return None
    return _found(law, person, [side for side in person.sides if side.accused and wanted(side, person)])


async def has_both_sides(context: Context, view: Snapshot, token: str, now_ms: int) -> bool:
    """Whether one case accuses whom another names as a victim: no record is opened. Raises StorageUnavailable."""
    lines = await view.person_profile(token, NOW, (), now_ms)
    known = await context.classes.of(view, {line.klass for line in lines})
    return _both_sides(known[line.klass] for line in lines)


def _found(law: GuardLaw, person: _Person, accusing: Iterable[_Side]) -> list[Guarded]:
    found = []
    for charged in accusing:
        accused = charged.of(*ACCUSED_ROLES)
        for named in person.sides:
            victims, pair = named.of(PartyRole.VICTIM), (named.victim(), charged.charged(own=named is charged))
            said = law.guard(*pair, misused=person.misused)
            if victims and said is not None:
                shown = person.hidden.isdisjoint(each.record.name for each in victims)
                since = max(min(each.recorded_ms for each in side) for side in (accused, victims))
                numbers = named.case.references if shown else ()
                basis = f"{named.case.key} {law.basis(*pair)}"
                held = charged.custody()
                own = charged.case.references if person.hidden.isdisjoint(charged.accused) else ()
                found.append(Guarded(*said, numbers, since, held, person.texts, charged.case.key, basis, own))
    return found


class _Person(NamedTuple):
    """All that stands under one number, by case. ``cited``, ``hidden``: names of versions in the cited case, and of
    those whose case is not named. ``texts``: of the person's numbers."""

    sides: Sequence[_Side]
    cited: frozenset[str]
    hidden: frozenset[str]
    misused: bool
    texts: frozenset[str]


async def _person(context: Context, view: Snapshot, token: str, cited: Sequence[Cited], now_ms: int) -> _Person | None:
    """None where no case accuses whom another names as a victim."""
    lines = await view.person_profile(token, NOW, cited, now_ms)
    known = await context.classes.of(view, {line.klass for line in lines})
    classes = {line.code: known[line.klass] for line in lines}
    if not _both_sides(classes.values()):
        return None
    rows = await view.person_rows(token, NOW, cited, now_ms, sorted(classes))
    numbers = {number.partition(":")[2] for row in rows for number in joining(row.cases)}
    files = [row for row in await view.case_members(sorted(numbers), now_ms) if row.kind == RecordKind.CASE_FILE]
    opened = (await open_versions(context, view, [row.seq for row in (*rows, *files)])).versions
    names = {row.seq: opened[row.seq].record.name for row in rows}
    versions = [each for row in (*rows, *files) if (each := opened[row.seq]).record.status in LIVE]
    records = [each.record for each in versions]
    return _Person(
        [_Side(case, [versions[index] for index in case.members], now_ms) for case in group(records)],
        frozenset(names[row.seq] for row in rows if is_cited(row.code)),
        frozenset(names[row.seq] for row in rows if _is_hidden(classes[row.code])),
        any(record.kind == NOTE for record in records),
        frozenset(texts_of(records)),
    )


def _both_sides(classes: Iterable[RecordClass]) -> bool:
    """Whether somebody is accused by some of their records and a victim by others."""
    roles = {klass.role for klass in classes}
    return PartyRole.VICTIM in roles and not ACCUSED_ROLES.isdisjoint(roles)


def _is_hidden(klass: RecordClass) -> bool:
    """Whether even the prosecutor of another case is not to know which case a record is of."""
    ordered = klass.sealed or klass.own_sealed or klass.protected_person or klass.pseudonym
    return ordered or klass.str_derived or klass.handling == HandlingCode.ORCON


class _Side(NamedTuple):
    """One case with what is held of the person in it, and its files."""

    case: Case
    versions: Sequence[VisibleVersion]
    now_ms: int

    @property
    def records(self) -> list[RecordVersion]:
        return [each.record for each in self.versions]

    @property
    def accused(self) -> frozenset[str]:
        """Names of the versions that accuse the person."""
        return frozenset(each.record.name for each in self.of(*ACCUSED_ROLES))

    def of(self, *roles: str) -> list[VisibleVersion]:
        return [each for each in self.versions if each.record.role in roles]

    def act(self) -> tuple[str, str]:
        files = Dossier(self.records, self.now_ms).at_home(RecordKind.CASE_FILE)
        bodies = [each.body for each in files if isinstance(each.body, CaseFile) and each.body.act_from]
        return (bodies[0].act_from, bodies[0].act_to) if bodies else ("", "")

    def victim(self) -> Victim:
        """As the case's owner, its court or who protects says; a stranger's word makes somebody a possible one."""
        records = [each.record for each in self.of(PartyRole.VICTIM)]
        authority = case_authority(self.records)
        stated = [(r, r.body) for r in records if isinstance(r.body, Party) and r.body.victim_status]
        counted = [(record, body) for record, body in stated if authority.speaker(record) in _DECIDES]
        births = [r.subject.birth for r in records if r.subject is not None and r.subject.birth is not None]
        age, sections = child(births, *self.act()), Dossier(self.records, self.now_ms).sections()
        if counted:
            body = max(counted, key=lambda each: (each[0].valid_from, each[0].name))[1]
            return Victim(body.victim_status, body.exploited_from, body.exploited_to, age, sections)
        claimed = any(body.victim_status != "REJECTED" for _, body in stated)
        return Victim("POSSIBLE" if claimed else "", "", "", age, sections)

    def charged(self, *, own: bool) -> Charged:
        records = self.records
        bodies = [r.body for r in records if r.role in ACCUSED_ROLES]
        stated = tuple(dict.fromkeys(s for body in bodies for s in getattr(body, "sections", ())))
        return Charged(stated or Dossier(records, self.now_ms).sections(), *self.act(), own)

    def custody(self) -> bool:
        events = [r.body for r in self.records if isinstance(r.body, CustodyEvent) and r.role in ACCUSED_ROLES]
        last = max(events, key=lambda body: body.at, default=None)
        return last is not None and last.type != "RELEASE"
