"""One consolidated timeline over all agencies, composed from the versions that a caller may see.

What may be seen was decided before (``view.py``); composing holds two locks of its own. A record any version of
which is expunged is left out whatever the as-of time. An answer shows the offender's side or the protected side,
never both: a man accused in one case and complainant in another is not shown to be one man.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from services.records.authority.speaker import Speaker
from services.records.law import juvenile, ruling
from services.records.law.cases import Case, group
from services.records.law.rule import Dossier
from services.records.law.standing import judge
from services.records.law.verdict import Verdict
from services.records.protection import bearers
from services.records.protection.misuse import NOTE
from services.records.timeline import conflicts
from services.records.timeline.banners import banners, with_codes
from services.records.timeline.lines import UNCONFIRMED_MISUSE, line_of
from services.records.timeline.seen import Seen, see
from services.records.timeline.texts_in_force import act_days, doubt_of
from services.records.words import isolate
from services.values.dates import span
from services.values.records import (
    CaseStanding,
    Conflict,
    Flag,
    History,
    Hit,
    Identifier,
    ListEntry,
    Party,
    RecordVersion,
    SignedPageHeader,
    SignedVersion,
    TimelineEntry,
    VisibleVersion,
)
from services.vocabulary.protection import OFFENDER_ROLES, PROTECTED_ROLES, Side, is_numbers_of_case, side_of
from services.vocabulary.records import PartyRole, RecordKind, RecordStatus


def compose(
    versions: Sequence[VisibleVersion],
    hits: Sequence[Hit] = (),
    pages: Mapping[bytes, SignedPageHeader] | None = None,
    *,
    now_ms: int,
    as_of_valid: str = "",
    as_of_recorded_ms: int = 0,
    selector: Identifier | None = None,
    side: str = "",
    reader: str = "",
    unverified: bool = False,
) -> History:
    """The history over ``versions``: of each record the newest that was known at ``as_of_recorded_ms`` (0: now).

    ``as_of_valid``: only what had happened by then, and standing as it was then (ISO 8601, raises ``ValueError``
    when malformed). ``pages``: page headers by SHA-256. ``side``: OFFENDER or PROTECTED; empty shows the
    offender's where there is any. ``hits`` pass through. ``reader``: agency that reads; of cases that it owns it is
    also told which duties nothing shows to be done. ``unverified``: the identity registry's word on the number asked
    for is not held. A note of misused identity, or a stranger's list entry, is a line and makes no case.
    """
    chosen = one_side(in_force(versions, as_of_recorded_ms), side)
    lines = sorted((see(version) for version in chosen), key=lambda line: line.order)
    if as_of_valid:
        until = span(as_of_valid).last_ms
        lines = [line for line in lines if line.when is None or line.when.first_ms <= until]
        now_ms = min(now_ms, until)
    shown = _compose(lines, tuple(hits), pages or {}, now_ms, selector, reader)
    return replace(shown, banners=with_codes(shown.banners, "identity-unverified")) if unverified else shown


def next_clock(versions: Iterable[VisibleVersion], now_ms: int, reader: str) -> int | None:
    """When, in Unix milliseconds, the history may say more to its reader by time alone; None for never."""
    records = [version.record for version in in_force(versions)]
    if all(record.agency != reader for record in records):
        return None
    dossiers = (Dossier([records[i] for i in case.members], now_ms) for case in group(records))
    return min((at for dossier in dossiers if (at := ruling.next_clock(dossier, reader)) is not None), default=None)


def in_force(versions: Iterable[VisibleVersion], as_of_recorded_ms: int = 0) -> list[VisibleVersion]:
    """Of each record the newest version known then; none of a record that is expunged now or protects somebody now."""
    heads: dict[tuple[str, str], VisibleVersion] = {}
    known: dict[tuple[str, str], VisibleVersion] = {}
    for version in versions:
        key = version.record.agency, version.record.record_id
        _keep_newest(heads, key, version)
        if not as_of_recorded_ms or version.recorded_ms <= as_of_recorded_ms:
            _keep_newest(known, key, version)
    return [version for key, version in known.items() if _still(version, heads[key])]


def _keep_newest(newest: dict[tuple[str, str], VisibleVersion], key: tuple[str, str], version: VisibleVersion) -> None:
    held = newest.get(key)
    if held is None or held.record.version < version.record.version:
        newest[key] = version


def _still(version: VisibleVersion, head: VisibleVersion) -> bool:
    if head.record.status == RecordStatus.EXPUNGED:
        return False
    return head.record.role not in PROTECTED_ROLES or version.record.role in PROTECTED_ROLES


def one_side(versions: Sequence[VisibleVersion], side: str = "") -> list[VisibleVersion]:
    """The versions of one side, with the case-level ones of its cases; all of them where there is only one side."""
    sides = [side_of_record(v.record) for v in versions]
    if Side.PROTECTED not in sides or (Side.OFFENDER not in sides and not side):
        return list(versions)
    kept = side or Side.OFFENDER
    cases = group([v.record for v in versions])
    of_kept = {i for case in cases if any(sides[m] == kept for m in case.members) for i in case.members}
    return [v for i, v in enumerate(versions) if sides[i] == kept or (not sides[i] and (i in of_kept or v.record.role))]


def side_of_record(record: RecordVersion) -> str:
    """OFFENDER or PROTECTED, empty for a record of neither."""
    return side_of(record.role, record.kind, record.body.type if isinstance(record.body, ListEntry) else "")


class _Judged:
    """One case of the history: its lines, the person's standing in it, what it shows."""

    __slots__ = ("ageless", "authority", "case", "doubts", "flags", "lines", "role", "verdict")

    def __init__(self, case: Case, lines: list[Seen], now_ms: int, reader: str) -> None:
        self.case = case
        self.lines = lines
        self.role = _role(lines)
        dossier = _dossier(lines, now_ms, reader)
        self.authority = dossier.authority
        self.verdict = _verdict(dossier) if self.role in OFFENDER_ROLES else None
        duties = ruling.for_owner(dossier, reader)
        self.flags = [*ruling.on_read(dossier), *duties]
        self.ageless = any(flag.rule == "age-never-recorded" for flag in duties)
        days = {agency: act_days(dossier, agency) for agency in {line.record.agency for line in lines}}
        told = ((line.name, doubt_of(line.record, days[line.record.agency])) for line in lines)
        self.doubts = {name: doubt for name, doubt in told if doubt[0]}

    @property
    def is_founded(self) -> bool:
        """Whether more than a note of misused identity or a stranger's list entry places the person in the case.

        In a case that nobody owns there is no stranger: a warrant under the number of a register that no member keeps
        is the case as its writer has it.
        """
        of_person = [line.record for line in self.lines if line.record.role]
        return not of_person or not all(map(self._is_mere_name, of_person))

    def _is_mere_name(self, record: RecordVersion) -> bool:
        listed = record.kind == RecordKind.LIST_ENTRY and self.authority.speaker(record) is Speaker.STRANGER
        return record.kind == NOTE or (listed and bool(self.authority.owner))

    def standing(self) -> CaseStanding:
        verdict, owner = self.verdict, self.authority.owner or _owner(self.lines)
        if verdict is None:
            return CaseStanding(self.case.references, owner, self.role)
        return CaseStanding(
            self.case.references,
            owner,
            self.role,
            verdict.standing,
            verdict.finality,
            verdict.sections,
            verdict.outcome,
            verdict.offence,
            verdict.evidence,
            isolate(verdict.outcome_ur),
        )


def _compose(
    lines: Sequence[Seen],
    hits: tuple[Hit, ...],
    pages: Mapping[bytes, SignedPageHeader],
    now_ms: int,
    selector: Identifier | None,
    reader: str,
) -> History:
    cases = [_Judged(c, [lines[i] for i in c.members], now_ms, reader) for c in group([line.record for line in lines])]
    case_of: dict[str, _Judged] = {}
    for judged in sorted(cases, key=lambda each: not each.is_founded):
        for line in judged.lines:
            case_of.setdefault(line.name, judged)
    lines = [line for line in lines if line.record.role or line.name not in case_of or case_of[line.name].is_founded]
    cases = [each for each in cases if each.is_founded]
    flags = _flags(cases, [line for line in lines if line.name not in case_of], now_ms)
    told = [judged.verdict for judged in cases if judged.verdict is not None]
    differing = _conflicts(lines, cases)
    reported = any(
        j.verdict and not j.verdict.favourable and any(conflicts.says_ended(line, j.verdict) for line in j.lines)
        for j in cases
    )
    young = any(j.verdict and juvenile.of_case((line.record for line in j.lines), j.authority) != "NO" for j in cases)
    used = dict.fromkeys(line.version.proof.page_sha256 for line in lines if line.version.raw)
    return History(
        cases=tuple(judged.standing() for judged in cases),
        timeline=tuple(_line(line, case_of.get(line.name), flags) for line in lines),
        conflicts=differing,
        banners=banners(
            lines,
            told,
            misused=any(_is_note(line) and not line.version.claimed for line in lines),
            juvenile=young,
            conflicting=bool(differing),
            acquittal_reported=reported,
            age_unknown=any(judged.ageless for judged in cases),
            text_uncertain=any(judged.doubts for judged in cases),
            of_many=bearers.at_least(bearers.bearer_of(line.record) for line in lines) > bearers.MAX_BEARERS,
            selector=selector,
        ),
        hits=hits,
        versions=tuple(_signed(line.version) for line in lines),
        pages=tuple(pages[digest] for digest in used if digest in pages),
    )


def _line(line: Seen, judged: _Judged | None, flags: Mapping[str, list[Flag]]) -> TimelineEntry:
    told = tuple(flags.get(line.name, ()))
    doubt = judged.doubts.get(line.name, ("", "")) if judged else ("", "")
    if _is_note(line) and line.version.claimed:
        doubt = UNCONFIRMED_MISUSE
    return line_of(line, judged.verdict if judged else None, judged.case.key if judged else "", told, doubt)


def _is_note(line: Seen) -> bool:
    return line.record.kind == NOTE and line.record.status != RecordStatus.WITHDRAWN


def _conflicts(lines: Sequence[Seen], cases: Iterable[_Judged]) -> tuple[Conflict, ...]:
    counted = [line for line in lines if line.record.status != RecordStatus.WITHDRAWN]
    found = conflicts.of_person(counted)
    for judged in cases:
        if judged.verdict is not None:
            found += conflicts.of_case(
                [j for j in judged.lines if j.record.status != RecordStatus.WITHDRAWN], judged.verdict
            )
    return tuple(found)


def _flags(cases: Iterable[_Judged], loose: Sequence[Seen], now_ms: int) -> dict[str, list[Flag]]:
    flags: dict[str, list[Flag]] = {}
    of_cases = [flag for judged in cases for flag in judged.flags]
    for flag in dict.fromkeys([*of_cases, *ruling.on_read(Dossier([line.record for line in loose], now_ms))]):
        flags.setdefault(flag.version, []).append(flag)
    return flags


def _dossier(lines: Sequence[Seen], now_ms: int, reader: str) -> Dossier:
    """A case as its reader has it: where nobody owns it and the reader wrote in it, by the reader's steps."""
    confirmed = frozenset(line.name for line in lines if line.version.confirmed)
    view = reader if any(line.record.agency == reader for line in lines) else None
    return Dossier([line.record for line in lines], now_ms, confirmed=confirmed, view=view)


def _verdict(dossier: Dossier) -> Verdict:
    charged = [s for r in dossier.at_home("PARTY") if isinstance(r.body, Party) for s in r.body.sections]
    return judge(dossier.all_events, charged)


def _role(lines: Iterable[Seen]) -> str:
    """What the person is in the case; empty where only numbers of the case stand there."""
    roles = {line.record.role for line in lines if not is_numbers_of_case(line.record.role, line.record.kind)}
    for role in (
        PartyRole.ACCUSED,
        PartyRole.SUSPECT,
        PartyRole.LISTED,
        PartyRole.VICTIM,
        PartyRole.WITNESS,
        PartyRole.COMPLAINANT,
    ):
        if role in roles:
            return role
    return ""


def _owner(lines: Sequence[Seen]) -> str:
    return next(
        (line.record.agency for line in lines if line.record.kind == RecordKind.CASE_FILE), lines[0].record.agency
    )


def _signed(version: VisibleVersion) -> SignedVersion:
    return SignedVersion(version.raw, version.proof if version.raw else None, version.recorded_ms)
