"""What the pages of oversight say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

OVERSIGHT_TEXTS: Final = {
    "oversight": ("Oversight", "نگرانی و احتساب"),
    "oversight.scope": (
        "What the log tells of the use that was made of records. Looking is itself an entry of the log. Others see "
        "what concerns their own agency, or are refused.",
        "ریکارڈ کے استعمال کے بارے میں لاگ کیا بتاتا ہے۔ دیکھنا خود لاگ کا اندراج ہے۔ دوسرے صرف اپنے ادارے سے متعلق "
        "دیکھتے ہیں، یا انکار ہوتا ہے۔",
    ),
    "oversight.glass": ("Broken glass", "ہنگامی رسائی"),
    "oversight.withheld": ("What was withheld", "جو ظاہر نہیں کیا گیا"),
    "oversight.sample": ("A sample for review", "جائزے کے لیے نمونہ"),
    "oversight.seed": (
        "Seed of an earlier sample, to draw the same again",
        "پہلے نمونے کا بیج، وہی دوبارہ نکالنے کے لیے",
    ),
    "oversight.seed.drawn": (
        "Drawn by chance with the seed {seed}: whoever has it draws the same calls.",
        "بیج {seed} سے قرعہ اندازی: جس کے پاس یہ ہو وہی سوالات نکالے گا۔",
    ),
    "oversight.busiest": ("Who asks most", "سب سے زیادہ پوچھنے والے"),
    "oversight.issuers": ("What issuers refused", "ٹوکن جاری کنندگان کے انکار"),
    "oversight.more": (
        "There are more calls than this page adds up: ask for a shorter period.",
        "سوالات اس صفحے کی گنجائش سے زیادہ ہیں: کم مدت پوچھیں۔",
    ),
    "oversight.agency": ("Of this agency, or all", "اس ادارے کا، یا سب"),
    "oversight.by_refused": ("Those first whom the hub refused most", "پہلے وہ جنہیں سب سے زیادہ انکار ہوا"),
    "oversight.review": ("Review a session", "ہنگامی رسائی کا جائزہ لیں"),
    "oversight.review.says": (
        "Another person than the one who opened it reviews it, and it has one review.",
        "جائزہ کھولنے والے کے سوا کوئی اور لیتا ہے، اور ایک ہی بار۔",
    ),
    "oversight.session": ("Session", "ہنگامی رسائی نمبر"),
    "oversight.verdict": ("It was", "یہ تھی"),
    "oversight.verdict.JUSTIFIED": ("justified", "جائز"),
    "oversight.verdict.NOT_JUSTIFIED": ("not justified", "ناجائز"),
    "oversight.comment": ("Why, in words that are kept", "وجہ، جو محفوظ رہے گی"),
    "oversight.done": ("This is how the session stands now.", "اب صورت یہ ہے۔"),
    "asked.oversight": ("What the log tells: {list}", "لاگ کیا بتاتا ہے: {list}"),
    "asked.oversight.review": ("The review of {session}", "{session} کا جائزہ"),
}
"""Sentences and labels by key, English then Urdu."""
