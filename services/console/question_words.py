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
    "questions.delete": ("Delete it", "حذف کریں"),
    "error.question.absent": (
        "There is no such kept question, or it is not yours to open.",
        "ایسا کوئی محفوظ سوال نہیں، یا اسے کھولنا آپ کے اختیار میں نہیں۔",
    ),
}
"""Sentences and labels by key, English then Urdu."""
