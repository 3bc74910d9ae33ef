"""What pages of kept questions say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

QUESTION_TEXTS: Final = {
    "questions": ("Kept questions", "محفوظ سوالات"),
    "questions.says": (
        "A kept question holds what was asked and no answer. Each opening asks anew, in your name, for the purpose "
        "that you state then.",
        "محفوظ سوال میں صرف سوال ہوتا ہے، جواب نہیں۔ ہر بار آپ کے نام سے، اُس وقت بتائے گئے مقصد کے لیے، نئے سرے سے "
        "پوچھا جاتا ہے۔",
    ),
    "questions.how": (
        "To keep one, ask on its page: the form is at its end.",
        "محفوظ کرنے کے لیے اس کے صفحے پر سوال پوچھیں: فارم صفحے کے آخر میں ہے۔",
    ),
    "questions.none": ("No question is kept that you may open.", "ایسا کوئی محفوظ سوال نہیں جو آپ کھول سکیں۔"),
    "questions.words": ("Part of a name or of a tag", "نام یا ٹیگ کا حصہ"),
    "questions.find": ("Find", "ڈھونڈیں"),
    "questions.keep": ("Keep this question", "یہ سوال محفوظ کریں"),
    "questions.name": ("Name of the question", "سوال کا نام"),
    "questions.tags": ("Tags, with commas between", "ٹیگ، درمیان میں کوما"),
    "questions.bare": (
        "Without what was filled in: whoever opens it fills it in",
        "جو بھرا گیا اس کے بغیر: جو کھولے گا وہ بھرے گا",
    ),
    "questions.of": ("What it asks", "کیا پوچھتا ہے"),
    "questions.owner": ("Kept by", "کس نے محفوظ کیا"),
    "questions.kept": ("Kept on", "کب محفوظ ہوا"),
    "questions.shared": ("May be opened by", "کون کھول سکتا ہے"),
    "questions.share": ("Let another officer open it", "دوسرے افسر کو کھولنے دیں"),
    "questions.officer": ("Id of the officer", "افسر کی شناخت"),
    "questions.everybody": ("Every officer of this console", "اس کنسول کا ہر افسر"),
    "questions.role": ("Or every officer in a role", "یا کسی ایک کردار کا ہر افسر"),
    "questions.role.none": ("no role", "کوئی کردار نہیں"),
    "questions.from": ("Shared with", "کس کے ساتھ شریک ہے"),
    "questions.take_back": ("Take it back", "واپس لیں"),
    "questions.untouched": (
        "What is shared with a role of yours is shown while a touch of your passkey holds: ask, and come back.",
        "جو آپ کے کسی کردار کے ساتھ شریک ہے وہ تب دکھتا ہے جب پاس کی سے آپ کی تصدیق باقی ہو: کوئی سوال پوچھیں اور "
        "واپس آئیں۔",
    ),
    "questions.delete": ("Delete it", "حذف کریں"),
    "error.question.absent": (
        "There is no such kept question, or it is not yours to open.",
        "ایسا کوئی محفوظ سوال نہیں، یا اسے کھولنا آپ کے اختیار میں نہیں۔",
    ),
} | {
    f"questions.role.{role}": words
    for role, words in {
        "INVESTIGATOR": ("investigator", "تفتیشی افسر"),
        "ANALYST": ("analyst", "تجزیہ کار"),
        "CHECKPOINT_OFFICER": ("officer at a checkpoint", "چیک پوسٹ افسر"),
        "CUSTODY_OFFICER": ("officer of custody", "افسرِ حراست"),
        "PROSECUTOR": ("prosecutor", "پراسیکیوٹر"),
        "JUDGE": ("judge", "جج"),
        "PROBATION_OFFICER": ("probation officer", "پروبیشن افسر"),
        "JUVENILE_JUSTICE": ("juvenile justice", "نظامِ انصافِ اطفال"),
        "PROTECTION_OFFICER": ("protection officer", "افسرِ تحفظ"),
        "RECORD_OFFICER": ("record officer", "افسرِ ریکارڈ"),
        "RELEASE_OFFICER": ("officer of releases", "افسرِ اجراء"),
        "FMU_ANALYST": ("analyst of the FMU", "ایف ایم یو کا تجزیہ کار"),
        "CENTRAL_AUTHORITY": ("central authority", "مرکزی اتھارٹی"),
        "OVERSIGHT": ("oversight", "نگرانی"),
        "STATISTICIAN": ("statistician", "شماریات دان"),
        "SUBJECT_ACCESS": ("access of who a record is about", "صاحبِ اندراج کی رسائی"),
        "BREAK_GLASS": ("may break the glass", "ہنگامی رسائی کا مجاز"),
        "PROTECTION_UNIT": ("protection unit", "حفاظتی یونٹ"),
    }.items()
}
"""Sentences and labels by key, English then Urdu."""
