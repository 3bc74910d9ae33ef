"""Titles and headings of the lists of a desk and of the log, in Urdu; :mod:`services.draw.table_words` reads them."""

from __future__ import annotations

from typing import Final

LIST_TITLES: Final = {
    "Requests": "ہٹ کے بارے میں سوالات",
    "Corrections": "تصحیحات",
    "Watches": "نگرانیاں",
    "Told of watches": "نگرانیوں کی اطلاعات",
    "Claims": "دعوے اور نوٹس",
    "Rejects": "رد شدہ سطریں",
    "Left out of this file": "اس فائل میں شامل نہیں",
    "Calls": "سوالات جو پوچھے گئے",
}
LIST_HEADINGS: Final = {
    "request": "درخواست",
    "asked by": "پوچھنے والا",
    "state": "حالت",
    "due": "آخری وقت",
    "call": "رابطہ",
    "collects": "کون لے گا",
    "correction": "تصحیح",
    "proposed by": "تجویز کنندہ",
    "reads": "درج ہے",
    "should read": "ہونا چاہیے",
    "watch": "نگرانی",
    "of": "کس کی",
    "no.": "نمبر",
    "told": "اطلاع",
    "handle": "حوالہ",
    "claim": "دعویٰ",
    "fact": "امر",
    "to do": "کرنا ہے",
    "court": "عدالت",
    "speaker": "بیان کنندہ",
    "agency": "ادارہ",
    "officer": "افسر",
    "method": "سوال",
    "purpose": "مقصد",
    "law": "قانونی بنیاد",
    "refused for": "انکار کی وجہ",
    "records": "اندراجات",
    "entry": "لاگ کا اندراج",
    "record": "اندراج",
    "row": "سطر",
    "column": "کالم",
    "shape": "صورت",
    "reason": "وجہ",
    "text": "تفصیل",
    "found by": "کس نے پایا",
}
"""Of columns of :mod:`services.listing`."""
