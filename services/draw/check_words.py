"""What a check of a traveller says at a post, in English and Urdu."""

from __future__ import annotations

from typing import Final

CHECK_TEXTS: Final = {
    "check.hit": ("HIT: {do}", "اندراج ملا: {do}"),
    "check.none": ("NO HIT", "کوئی اندراج نہیں ملا"),
    "check.not.searched": (
        "NOT SEARCHED: too many people have this name, year of birth and sex; add the father's name (d/o, s/o) or ask "
        "for a document",
        "تلاش نہیں ہوئی: یہ نام، سنِ پیدائش اور جنس بہت سے لوگوں کی ہے؛ والد کا نام شامل کریں یا دستاویز طلب کریں",
    ),
    "check.child.alerts": (
        "alerts for children were searched: {none}",
        "بچوں کے الرٹ تلاش کیے گئے: {none}",
    ),
    "check.call": ("call the desk", "ڈیسک سے رابطہ کریں"),
    "check.until": ("until {day}", "{day} تک"),
    "check.data": ("out of copies as of {time}", "نقول سے، بمطابق {time}"),
    "check.more": (
        "more owners hold somebody of such a name: ask for a document",
        "ایسے نام کا اندراج مزید اداروں کے پاس ہے: دستاویز طلب کریں",
    ),
}
