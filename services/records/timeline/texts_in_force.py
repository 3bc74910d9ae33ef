"""Which text of an Act was in force at the day of the act, told on lines that name its sections where it is not sure.

What is an offence and what it costs is judged at the day of the act (Constitution Art. 12, K). Where that day, or the
day of an amendment, is not known, every text that may have been in force is named with its days. Pure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from services.records.law.provisions import Version, certain, possible
from services.records.law.rule import Dossier
from services.records.words import isolate
from services.values.dates import day_text, span_or_none
from services.values.records import CaseFile, RecordVersion
from services.vocabulary.readings import Both

_LAWS: Final = {"PTPA": "PTPA 2018"}
"""Acts by the name that sections bear, of which several texts are kept."""
_NOTHING: Final = ("", "")


class ActDays(NamedTuple):
    """ISO days between which the act lies; ``first`` empty where no paper says since when."""

    first: str
    last: str


def act_days(dossier: Dossier, agency: str = "") -> ActDays | None:
    """As the owner of the case states them; an act that it does not date came before its report. None without a day.

    Where nobody owns the case, as the agency does whose paper is told of, or whose view the dossier has.
    """
    of = dossier.authority.owner or agency or dossier.view
    files = [r.body for r in dossier.of("CASE_FILE") if r.agency == of and isinstance(r.body, CaseFile)]
    dated = [span for body in files for text in (body.act_from, body.act_to) if (span := span_or_none(text))]
    if dated:
        return ActDays(day_text(min(span.first_day for span in dated)), day_text(max(span.last_day for span in dated)))
    told = [span.last_day for body in files if (span := span_or_none(body.reported))]
    return ActDays("", day_text(min(told))) if told else None


def doubt_of(record: RecordVersion, days: ActDays | None) -> Both:
    """What a line adds about the texts of the Acts whose sections it names; empty where one was surely in force.

    Without ``days`` the act came before the line's own day.
    """
    body: object = record.body
    named = {section.statute for section in getattr(body, "sections", ())}
    if named.isdisjoint(_LAWS):
        return _NOTHING
    at = span_or_none(record.valid_from)
    known = days or (ActDays("", day_text(at.last_day)) if at else None)
    found = [_doubt(law, known) for statute, law in _LAWS.items() if statute in named] if known else []
    return "".join(english for english, _ in found), "".join(urdu for _, urdu in found)


@lru_cache(maxsize=1024)
def _doubt(law: str, days: ActDays) -> Both:
    if certain(law, *days):
        return _NOTHING
    rows = possible(law, *days)
    span = days.last if days.first in ("", days.last) else f"{days.first} to {days.last}"
    before, before_ur = ("", "") if days.first else ("or before ", "یا اس سے پہلے ")
    if not rows:
        return f" - {law} was not in force on {before}{span}", isolate(f" - {law} {before_ur}{span} کو نافذ نہ تھا")
    texts, texts_ur = zip(*map(_told, rows), strict=True)
    return (
        f" - which text of {law} was in force on {before}{span} is not certain: {' or '.join(texts)}",
        isolate(f" - {law} کا کون سا متن {before_ur}{span} کو نافذ تھا یقینی نہیں: {' یا '.join(texts_ur)}"),
    )


def _told(row: Version) -> Both:
    since, until = _days(row.since), _days(row.until)
    english = f"{row.words[0]} (from {since[0]}" + (f" until {until[0]}" if until[0] else "") + f", {row.known.mark})"
    urdu = f"{row.words[1]} ({since[1]} سے" + (f" {until[1]} تک" if until[1] else "") + f"، {row.known.mark})"
    return english, urdu


def _days(ends: tuple[str, str]) -> Both:
    first, last = ends
    if not first:
        return "", ""
    return (f"{first} to {last}", f"{first} تا {last}") if last else (f"{first} at the earliest", f"کم از کم {first}")
