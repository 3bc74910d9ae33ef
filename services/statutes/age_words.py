"""An answer on an age in words, English and Urdu: the range of ages, the law's age, and what leaves it open. Pure."""

from __future__ import annotations

from typing import Final

from services.statutes.age_rows import AgeRow
from services.values.ages import Ages

_OPEN: Final = {
    "LAW": ("it is open whether this law held then", "یہ طے نہیں کہ اس وقت یہ قانون نافذ تھا"),
    "SEX": ("the law differs by sex, which is not known", "قانون جنس کے لحاظ سے مختلف ہے اور جنس معلوم نہیں"),
    "DAY": ("the day is not known", "دن معلوم نہیں"),
    "BIRTH": ("no birth is stated", "تاریخ پیدائش درج نہیں"),
    "UNDEFINED": ("the law defines no age", "قانون عمر متعین نہیں کرتا"),
    "AGE": ("the births that are stated leave it open", "درج تاریخ پیدائش سے طے نہیں ہوتا"),
}
_SAID: Final = {
    "YES": ("a child under this law", "اس قانون کے تحت بچہ"),
    "NO": ("no child under this law", "اس قانون کے تحت بچہ نہیں"),
    "CANNOT_TELL": ("cannot be told", "نہیں کہا جا سکتا"),
}


def reason_of(row: AgeRow, answer: str, why: str, ages: Ages | None) -> tuple[str, str]:
    """The reason in English and in Urdu, without the citation."""
    parts = [_SAID[answer]]
    if ages is not None:
        parts.append(_years(ages))
    if row.below is not None:
        parts.append((f"the law says below {row.below}", f"قانون: {row.below} سال سے کم"))
    if why:
        parts.append(_OPEN[why])
    if row.provision.note:
        parts.append((row.provision.note, ""))
    return "; ".join(each for each, _ in parts), "؛ ".join(each for _, each in parts if each)


def _years(ages: Ages) -> tuple[str, str]:
    if ages.oldest is None:
        return f"aged {ages.youngest} or more", f"عمر {ages.youngest} سال یا زیادہ"
    if ages.youngest == ages.oldest:
        return f"aged {ages.oldest}", f"عمر {ages.oldest} سال"
    return f"aged {ages.youngest} to {ages.oldest}", f"عمر {ages.youngest} سے {ages.oldest} سال"
