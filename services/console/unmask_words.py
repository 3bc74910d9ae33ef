"""What the page that shows a protected person says, in English and in Urdu."""

from __future__ import annotations

from typing import Final

UNMASK_TEXTS: Final = {
    "unmask": ("Show who this is", "دکھائیں کہ یہ کون ہے"),
    "unmask.says": (
        "A victim, witness or complainant, or somebody one with them, stands behind this code. Showing them is a "
        "question of its own: the hub decides it, enters it in the log with the record, and the chart keeps its code.",
        "اس کوڈ کے پیچھے متاثرہ، گواہ یا شکایت کنندہ ہے، یا وہی شخص۔ انہیں دکھانا الگ سوال ہے: فیصلہ مرکز کرتا ہے، "
        "ریکارڈ سمیت لاگ میں درج ہوتا ہے، اور چارٹ پر کوڈ ہی رہتا ہے۔",
    ),
    "unmask.second": (
        "Id of the second person, where the law wants one; empty else",
        "دوسرے افسر کی شناخت، جہاں قانون چاہے؛ ورنہ خالی",
    ),
    "unmask.shown": (
        "Shown once, on this page alone. Whoever learns it must not pass it on.",
        "صرف ایک بار، اسی صفحے پر۔ جاننے والا اسے آگے نہ بتائے۔",
    ),
    "unmask.hidden": (
        "Policy shows that the record is there, and nothing of it.",
        "پالیسی صرف یہ بتاتی ہے کہ ریکارڈ موجود ہے، اس میں سے کچھ نہیں۔",
    ),
    "unmask.role": ("Role in the record", "ریکارڈ میں حیثیت"),
    "asked.unmask": ("Who stands behind {code}?", "{code} کے پیچھے کون ہے؟"),
}
"""Sentences and labels by key, English then Urdu."""
