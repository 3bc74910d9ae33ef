"""What the page says on which an officer states why the general law alone is charged, in English and in Urdu."""

from __future__ import annotations

from typing import Final

CHARGE_TEXTS: Final = {
    "charge.reason": ("Why the general law alone", "صرف عام قانون کیوں"),
    "charge.scope": (
        "Where an offence of trafficking fits and the general law alone is charged, an officer of the case's owner "
        "states why. Its prosecutor sees it with the officer and the day. It charges nobody and takes no section away.",
        "جہاں انسانی سمگلنگ کا جرم مطابقت رکھے اور صرف عام قانون کی دفعات لگی ہوں، مقدمے کے مالک ادارے کا افسر "
        "وجہ بتاتا ہے۔ استغاثہ اسے افسر اور تاریخ سمیت دیکھتا ہے۔ اس سے نہ کوئی الزام لگتا ہے نہ کوئی دفعہ ہٹتی ہے۔",
    ),
    "charge.holds": (
        "It holds for {days} days (P), and ends with the report under s. 173. A later one takes its place.",
        "یہ {days} دن تک معتبر ہے (P)، اور دفعہ 173 کی رپورٹ پر ختم ہوتی ہے۔ نئی وجہ پرانی کی جگہ لیتی ہے۔",
    ),
    "charge.kind": ("Which reason", "کون سی وجہ"),
    "charge.words": (
        "Which element, whose advice, which order; for another reason the reason itself, {least} characters at least",
        "کون سا جزو، کس کا مشورہ، کون سا حکم؛ کوئی اور وجہ ہو تو خود وجہ، کم از کم {least} حروف",
    ),
    "charge.unfit": (
        "The reason lacks what it must say, or is too long. Nothing was sent.",
        "وجہ میں ضروری بات نہیں، یا بہت طویل ہے۔ کچھ نہیں بھیجا گیا۔",
    ),
    "charge.state": ("State the reason", "وجہ درج کریں"),
    "charge.kept": ("This is how it is kept.", "یہ یوں محفوظ ہے۔"),
    "asked.charge": ("Why the general law alone is charged in {case}", "مقدمہ {case} میں صرف عام قانون کیوں"),
}
"""Sentences and labels by key, English then Urdu."""
