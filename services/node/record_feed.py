"""The records room's changes as the link room reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from services.linkage.facts import CrossingFacts, RecordChange, RecordFacts
from services.records.app.changes import Changed, Follow
from services.records.law.births import birth_days, is_document
from services.records.tokens import filed_under
from services.tables.zone import PAKISTAN
from services.values import identifiers
from services.values.case_references import main_reference, text_form
from services.values.dates import span_or_none
from services.values.records import (
    BorderCrossing,
    CaseFile,
    Charge,
    CustodyEvent,
    Party,
    RecordVersion,
    Statement,
    Subject,
)
from services.values.sections import provision_key

DEVICES: Final = frozenset({"IMEI", "IMSI"})
"""What call data knows a handset by: its IMEI, or the IMSI in it where a row has no IMEI."""
NO_DOCUMENT: Final = DEVICES | {"PHONE", "IBAN", "VEHICLE", "NAME_KEY"}
LATIN: Final = "Latn"


class RecordFeed:
    """Changes of the store of records; see :class:`services.linkage.ports.RecordFeed`."""

    def __init__(self, follow: Follow) -> None:
        self._follow = follow

    async def changes(self, after: int, limit: int) -> list[RecordChange]:
        """As facts of the graph, in the order of their numbers; see the port."""
        return [RecordChange(each.number, facts_of(each)) for each in await self._follow.changes(after, limit)]

    async def head(self) -> int:
        """Number of the last change of the store; see the port."""
        return await self._follow.head()


def facts_of(changed: Changed) -> RecordFacts:
    """What the projection needs of a version."""
    version = changed.version
    who = version.subject or Subject()
    numbers = who.identifiers
    return RecordFacts(
        record=version.record_name,
        version=version.name,
        agency=version.agency,
        kind=version.kind,
        status=version.status,
        klass=changed.klass,
        role=version.role,
        about_person=version.subject is not None,
        label=_name(who, "OWN", latin=True),
        label_ur=_name(who, "OWN", latin=False),
        father=_name(who, "FATHER", latin=True) or _name(who, "FATHER", latin=False),
        documents=_once(filed_under(each) for each in numbers if each.type not in NO_DOCUMENT),
        phones=_once(each.value for each in numbers if each.type == "PHONE"),
        accounts=_once(identifiers.key(each) for each in numbers if each.type == "IBAN"),
        devices=_once(identifiers.key(each) for each in numbers if each.type in DEVICES),
        vehicles=_once(each.value for each in numbers if each.type == "VEHICLE"),
        district=who.district,
        address=who.address,
        cases=_cases(version),
        crossing=_crossing(version),
        custody=version.body.type if isinstance(version.body, CustodyEvent) else "",
        grade=version.grade,
        handling=version.handling,
        known_ms=changed.recorded_ms,
        held_until_ms=changed.held_until_ms,
        at_ms=_first_ms(str(getattr(version.body, "at", "")) or version.valid_from),
        until_ms=_last_ms(version.valid_to),
        closed=isinstance(version.body, CaseFile) and version.body.closed,
        retracts=isinstance(version.body, Statement) and version.body.takes_back,
        sections=_sections(version),
        born=_born(who),
    )


def _name(who: Subject, kind: str, *, latin: bool) -> str:
    return next((name.text for name in who.names if name.type == kind and (name.script == LATIN) is latin), "")


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _cases(version: RecordVersion) -> tuple[str, ...]:
    main = main_reference(version.case_references)
    return _once(text_form(each) for each in ((main,) if main else ()) + version.case_references)


def _crossing(version: RecordVersion) -> CrossingFacts | None:
    """Times without a zone are read as of Asia/Karachi; a day alone as its begin."""
    body = version.body
    if not isinstance(body, BorderCrossing) or not body.at:
        return None
    at = datetime.fromisoformat(body.at)
    at = (at if at.tzinfo else at.replace(tzinfo=PAKISTAN)).astimezone(UTC)
    day = at.astimezone(PAKISTAN).date().isoformat()
    return CrossingFacts(body.direction, int(at.timestamp() * 1000), day, body.post, body.carrier)


def _first_ms(text: str) -> int:
    found = span_or_none(text)
    return found.first_ms if found else 0


def _last_ms(text: str) -> int:
    found = span_or_none(text)
    return found.last_ms if found else 0


def _sections(version: RecordVersion) -> tuple[str, ...]:
    body = version.body
    charged = body.sections if isinstance(body, (CaseFile, Party, Charge)) else ()
    return _once(provision_key(each.statute, each.provision) for each in charged)


def _born(who: Subject) -> tuple[int, int, bool] | None:
    days = birth_days(who.birth) if who.birth else None
    return (*days, is_document(who.birth)) if who.birth and days else None
