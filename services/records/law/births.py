"""What a version says of a birth: its days, whether a document shows it, its short form in a head's facts. Pure."""

from __future__ import annotations

import json
from json.encoder import encode_basestring_ascii
from typing import Final

from services.records.authority.voice import read_voice
from services.records.rows import HeadRow
from services.values.ages import coarse
from services.values.dates import span_or_none
from services.values.records import Birth, RecordVersion, Subject

_DOCUMENTS: Final = frozenset({"BIRTH_CERTIFICATE", "CRC", "EDUCATION", "OTHER_DOCUMENT", "MEDICAL"})
_SHOWN, _STATED = "SHOWN", "STATED"
"""What a birth rests on as it is kept here: a document, or another stated basis."""
UNKNOWN_FROM: Final = -1_000_000
UNKNOWN_TO: Final = 1_000_000
"""Day numbers that stand for an end that nobody stated."""
_text: Final = encode_basestring_ascii


def is_document(birth: Birth) -> bool:
    """Whether a birth rests on a document of which issuer, number and deposited copy are stated (JJSA s. 8)."""
    return birth.basis == _SHOWN or (birth.basis in _DOCUMENTS and bool(birth.issuer and birth.number and birth.sha256))


def pack_birth(birth: Birth) -> str:
    """As wide as what it rests on; of that only whether a document shows it, which is in the version alone."""
    wide = coarse(birth)
    rests = _SHOWN if is_document(birth) else _STATED if birth.basis else ""
    return f'"born":[{_text(wide.earliest)},{_text(wide.latest)}{f",{_text(rests)}" if rests else ""}]'


def stated(born: list[str] | None) -> Birth | None:
    """The birth that the short form gives: first day, last day, and what it rests on; None where none is."""
    if born is None:
        return None
    earliest, latest, *basis = born
    return Birth(earliest, latest, basis[0] if basis else "")


def birth_in(head: HeadRow) -> RecordVersion | None:
    """What a head says of a birth, as a version that says nothing else; None where it says nothing."""
    facts = json.loads(head.facts) if head.facts else {}
    if "born" not in facts:
        return None
    birth = stated(facts["born"])
    return RecordVersion(agency=head.agency, subject=Subject(birth=birth), voice=read_voice(facts.get("by", "")))


def birth_days(birth: Birth) -> tuple[int, int] | None:
    """First and last day of a birth; an end that is not stated lies far away. None where neither is."""
    birth = coarse(birth)
    first, last = span_or_none(birth.earliest), span_or_none(birth.latest)
    if first is None and last is None:
        return None
    return first.first_day if first else UNKNOWN_FROM, last.last_day if last else UNKNOWN_TO
