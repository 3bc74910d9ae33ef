"""The voice of a version, read off the registry when it is written, and its one text form in the store."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

from services.membership.jurisdiction import in_districts
from services.membership.registry import Registry
from services.values.records import SILENT, CaseReference, RecordVersion, Voice
from services.vocabulary.access import AgencyKind

_MAX_VOICES: Final = 16384


class Voices:
    """Voices by one registry version on one day; ``day`` is an ISO 8601 date."""

    def __init__(self, registry: Registry, day: str) -> None:
        self._jurisdiction = registry.jurisdiction
        self._agencies = registry.agencies
        self._day = day
        self.holder = lru_cache(maxsize=_MAX_VOICES)(self._holder)
        self._cached = lru_cache(maxsize=_MAX_VOICES)(self._voice)

    def of(self, record: RecordVersion) -> Voice:
        """What the registry says of a version; of its numbers in the clear.

        A version without the name of a court is that of the only one which speaks through its writer.
        """
        return self._cached(record.agency, record.case_references, getattr(record.body, "court", ""))

    def _holder(self, reference: CaseReference) -> str:
        return self._jurisdiction.holder(reference.type, reference.key, self._day)

    def _voice(self, agency: str, references: tuple[CaseReference, ...], named: str) -> Voice:
        row = self._agencies.get(agency)
        if row is None:
            return SILENT
        voice = Voice(
            kind=row.kind,
            holders=tuple(map(self.holder, references)),
            protects=tuple(sorted({each.act for each in self._jurisdiction.protects(agency, self._day)})),
        )
        if row.kind == AgencyKind.PROSECUTION:
            voice = voice._replace(pleads=tuple(sorted(self._jurisdiction.codes(agency, self._day))))
        if named:
            court = self._jurisdiction.court(agency, named, self._day)
            if row.kind == AgencyKind.PRISON:
                voice = voice._replace(through=self._jurisdiction.court_agency(named, self._day))
        else:
            court = self._jurisdiction.only_court(agency, self._day) if row.kind == AgencyKind.COURT else None
        if court is None:
            return voice
        return voice._replace(
            court=court.code,
            tier=court.tier,
            above=self._jurisdiction.courts_above(court.code, self._day),
            tries=tuple(in_districts(each.key, court.districts) for each in references),
            acts=tuple(sorted(court.acts)),
        )


@lru_cache(maxsize=_MAX_VOICES)
def voice_text(voice: Voice) -> str:
    """A voice as it is kept; empty for none."""
    if voice == SILENT:
        return ""
    return json.dumps({name: value for name, value in voice._asdict().items() if value}, separators=(",", ":"))


@lru_cache(maxsize=_MAX_VOICES)
def read_voice(text: str) -> Voice:
    """The voice of a text that :func:`voice_text` made."""
    if not text:
        return SILENT
    values: dict[str, Any] = json.loads(text)
    for name, value in values.items():
        values[name] = tuple(value) if isinstance(value, list) else value
    return Voice(**values)
