"""What each sign about a statement says in English and Urdu, with the law that it rests on, or policy (P). A table."""

from __future__ import annotations

from typing import Final

from services.statutes.statement_signals import Signal
from services.vocabulary.readings import Both

COMPOSITION: Final = "composition-not-open"
"""Code of a compromise where the law allows none."""

SIGNS: Final[dict[str, Both]] = {
    Signal.P1: (
        "The accused, their kin, an employer, a landlord or an elder was there. [P]",
        "ملزم، اس کے رشتہ دار، آجر، مالک مکان یا کوئی بزرگ موجود تھا۔ [P]",
    ),
    Signal.P2: (
        "Alone with police: no support person, no Magistrate, of a child no fit guardian. [P]",
        "پولیس کے ساتھ اکیلے: نہ معاون، نہ مجسٹریٹ، بچے کا موزوں سرپرست بھی نہیں۔ [P]",
    ),
    Signal.P3: (
        "Written in another language than the person speaks, without an interpreter. [P]",
        "ایسی زبان میں تحریر جو یہ شخص نہیں بولتا، مترجم کے بغیر۔ [P]",
    ),
    Signal.L1: (
        "In custody, or with the side of the accused, when it was made. [P]",
        "بیان کے وقت حراست میں، یا ملزم کے فریق کے پاس۔ [P]",
    ),
    Signal.L2: ("Left a shelter within 14 days before. [P]", "چودہ دن کے اندر پناہ گاہ سے گئے۔ [P]"),
    Signal.T1: (
        "Within 30 days after an accused was bailed or released. [P]",
        "ملزم کی ضمانت یا رہائی کے تیس دن کے اندر۔ [P]",
    ),
    Signal.T2: ("Made between 21:00 and 06:00. [P]", "رات نو بجے سے صبح چھ بجے کے درمیان۔ [P]"),
    Signal.X1: (
        "Nearly word for word as another person's retraction, or by the same drafter. [P]",
        "کسی اور کے انحراف سے تقریباً لفظ بہ لفظ مطابق، یا ایک ہی لکھنے والا۔ [P]",
    ),
    Signal.M1: (
        "Money came from the side of the accused within 30 days. [P]",
        "تیس دن میں ملزم کے فریق سے رقم آئی۔ [P]",
    ),
    Signal.G1: (
        "A measure of protection was ordered and not in force that day. [P]",
        "حفاظتی اقدام کا حکم تھا مگر اس دن نافذ نہ تھا۔ [P]",
    ),
    Signal.R1: (
        "A second s. 164 statement of a victim where one alone is allowed. [Anti-Rape Act 2021 s. 14, V]",
        "متاثرہ کا دوسرا بیان زیر دفعہ 164 جہاں صرف ایک کی اجازت ہے۔ [Anti-Rape Act 2021 s. 14, V]",
    ),
    COMPOSITION: (
        "A compromise in a case that cannot be compounded. [CrPC s. 345(7), V2; to be confirmed by counsel]",
        "ایسے مقدمے میں راضی نامہ جس میں صلح نہیں ہو سکتی۔ [CrPC s. 345(7), V2؛ وکیل سے تصدیق کریں]",
    ),
}
