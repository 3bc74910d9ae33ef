"""What the agencies' issuers refused, told by them day by day: so that fishing is seen that never reaches the hub.

An agency's systems bring the statements of its own issuer; oversight reads all, others those of their own. The hub
judges form, chain, key and time; what is told is the agency's word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.access.claims import OFFICER_ID
from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.purpose import well_formed
from services.access.trail import Inquiry, Trail
from services.membership.registry import Registry
from services.oversight.app.admit import admit
from services.oversight.errors import (
    NotOwner,
    StatementAltered,
    StatementInvalid,
    StoreUnavailable,
)
from services.oversight.ports import RefusalsTold, Standing, Statement
from services.signing.es256 import BadSignature
from services.signing.header import SKEW_MS
from services.signing.refusals import (
    RefusalDay,
    SignedRefusals,
    StatementError,
    date_of,
    day_of,
    digest_of,
    ends_ms,
    parse_day,
    verify_day,
)
from services.signing.sealing import SealBroken, Sealer
from services.vocabulary.access import AgencyKind, Permission

FEED: Final = "refusals"
ALARM: Final = "refusals-altered"
PAGE_BYTES: Final = 1 << 20
GRACE_MS: Final = 6 * 3_600_000
OLDEST_DAYS: Final = 40
"""Before its first statement an issuer may have been silent so long; older days cannot be told first."""
_OFFICER: Final = re.compile(OFFICER_ID, re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)


class Sought(NamedTuple):
    """``agency``: empty for all that the caller may know of; days (UTC) both included, empty for no bound."""

    agency: str
    from_day: str
    to_day: str


class Told(NamedTuple):
    """An agency's standing, with whether the newest day that it should have told is missing."""

    standing: Standing
    late: bool


class RefusalPage(NamedTuple):
    """``more``: token of the next page, empty for none."""

    statements: tuple[Statement, ...]
    more: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class RefusalReports:
    """The use cases. ``tokens`` seals page tokens."""

    store: RefusalsTold
    tokens: Sealer

    async def submit(
        self, agency: str, registry: Registry, now_ms: int, signed: SignedRefusals, trail: Trail
    ) -> Statement:
        """Keep one day that ``agency`` brings, or find that it is kept; the alarm of an altered one goes to the log.

        Raises NotOwner, StatementInvalid, StatementOutOfOrder, StatementAltered, StoreUnavailable.
        """
        said = _verified(agency, registry, now_ms, signed)
        raw = signed.SerializeToString(deterministic=True)
        digest = digest_of(signed.payload)
        trail.feed, trail.feed_page, trail.feed_chain_sha256 = FEED, said.number, digest
        one = Statement(agency, said.number, said.day, digest, now_ms, raw)
        try:
            await self.store.take(one, said.previous_sha256)
        except StatementAltered:
            trail.alarms.append(ALARM)
            raise
        return one

    async def find(self, inquiry: Inquiry, registry: Registry, sought: Sought, token: str, asked: int) -> RefusalPage:
        """One page. Raises InvalidArgument, PolicyDenied, PageTokenInvalid, StoreUnavailable."""
        admit(inquiry, Permission.NOTICE_READ)
        caller, size = inquiry.caller, page_size(asked)
        _check(sought)
        oversight = caller.agency_kind == AgencyKind.OVERSIGHT
        agency = sought.agency or ("" if oversight else caller.agency)
        if not oversight and agency != caller.agency:
            raise PolicyDenied
        binding = Binding("FindRefusals", caller, json.dumps(sought), registry.version)
        place = open_place(self.tokens, binding, token)
        after = (str(place[0]), int(place[1])) if place else ("", 0)
        try:
            days = (sought.from_day, sought.to_day)
            found = await self.store.find(agency, after, days, size, PAGE_BYTES)
            last = (found[-1].agency, found[-1].number) if found else after
            rest = await self.store.find(agency, last, days, 1, 1) if found else []
            told = tuple(standings(await self.store.standings(), registry, inquiry.now_ms, agency))
        except SealBroken:
            raise StoreUnavailable from None
        return RefusalPage(tuple(found), seal_place(self.tokens, binding, *last) if rest else "", told)


def standings(known: Mapping[str, Standing], registry: Registry, now_ms: int, only: str = "") -> list[Told]:
    """Every agency that told, or has a token key in force and should; by name. ``only``: of this one."""
    should = {row.agency for row in registry.keys.values() if row.use == "TOKEN" and row.in_force(now_ms)}
    names = sorted((should | known.keys()) & {only} if only else should | known.keys())
    due = day_of(now_ms - GRACE_MS - 86_400_000).isoformat()
    found = [(name, known.get(name, Standing(name, 0, "", 0, 0))) for name in names]
    return [Told(one, name in should and one.last_day < due) for name, one in found]


def _verified(agency: str, registry: Registry, now_ms: int, signed: SignedRefusals) -> RefusalDay:
    try:
        said = parse_day(signed.payload)
    except StatementError as error:
        raise StatementInvalid(_violation(error.field, "form")) from None
    if said.agency != agency:
        raise NotOwner
    if said.federation_id != registry.federation_id or said.audience != registry.hub:
        raise StatementInvalid(_violation("audience", "addressee"))
    key = registry.key(signed.kid, "TOKEN")
    if key is None or key.agency != agency or key.revoked_ms:
        raise StatementInvalid(Violation("statement.kid", "key", "is not a token key of the agency, unrevoked"))
    if not (key.in_force(now_ms) or key.in_force(said.time_ms)):
        raise StatementInvalid(
            Violation("statement.kid", "key", "is not good now, nor was when the statement was made")
        )
    if said.time_ms > now_ms + SKEW_MS or ends_ms(date_of(said)) > now_ms + SKEW_MS:
        raise StatementInvalid(_violation("day", "future"))
    if said.number == 1 and (day_of(now_ms) - date_of(said)).days > OLDEST_DAYS:
        raise StatementInvalid(_violation("day", "too-old"))
    try:
        verify_day(key.public, signed)
    except BadSignature:
        raise StatementInvalid(Violation("statement.signature", "signature", "does not hold")) from None
    _check_words(said)
    return said


def _check_words(said: RefusalDay) -> None:
    """Officers as tokens name them and numbers of cases alone: no name finds its way in."""
    for place, one in enumerate(said.counts):
        if one.officer and not _OFFICER.fullmatch(one.officer):
            raise StatementInvalid(_violation(f"counts[{place}].officer", "form"))
        kind, _, key = one.case_reference.partition(":")
        if one.case_reference and not well_formed(kind, key):
            raise StatementInvalid(_violation(f"counts[{place}].case_reference", "form"))


def _violation(field: str, rule: str) -> Violation:
    return Violation(f"statement.payload.{field}" if field else "statement.payload", rule, "breaks the format")


def _check(sought: Sought) -> None:
    for field in ("from_day", "to_day"):
        text = getattr(sought, field)
        if text and not _DAY.fullmatch(text):
            raise InvalidArgument(Violation(field, "day", "must be YYYY-MM-DD"))
