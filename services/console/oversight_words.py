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
        "Oversight alone reviews a session, once, and the review ends it.",
        "جائزہ صرف نگران ادارہ لیتا ہے، ایک ہی بار، اور اس سے رسائی ختم ہو جاتی ہے۔",
    ),
    "oversight.consent": ("Consent to a session", "ہنگامی رسائی کی رضامندی دیں"),
    "oversight.consent.says": (
        "These sessions wait for oversight, or for a second person. Whoever consents is the second person.",
        "یہ رسائیاں نگران ادارے یا دوسرے فرد کی منتظر ہیں۔ رضامندی دینے والا دوسرا فرد ہوتا ہے۔",
    ),
    "oversight.chief": (
        "No second person joined these sessions within an hour: call oversight's chief. {sessions}",
        "ان رسائیوں میں ایک گھنٹے میں کوئی دوسرا فرد شامل نہیں ہوا: نگران ادارے کے سربراہ کو فون کریں۔ {sessions}",
    ),
    "oversight.session": ("Session", "ہنگامی رسائی نمبر"),
    "oversight.verdict": ("It was", "یہ تھی"),
    "oversight.verdict.JUSTIFIED": ("justified", "جائز"),
    "oversight.verdict.NOT_JUSTIFIED": ("not justified", "ناجائز"),
    "oversight.comment": ("Why, in words that are kept", "وجہ، جو محفوظ رہے گی"),
    "oversight.done": ("This is how the session stands now.", "اب صورت یہ ہے۔"),
    "entries": ("Entries of the log", "لاگ کے اندراجات"),
    "entries.scope": (
        "The log as it stands, entry by entry: of each a line of its open part, which the caller's own agency can read "
        "too. Each entry is held against the log's tree and the witnesses' signatures. Reading is itself an entry.",
        "لاگ جیسا ہے، اندراج بہ اندراج: ہر ایک کے کھلے حصے کی ایک سطر، جسے پوچھنے والے کا اپنا ادارہ بھی پڑھ سکتا ہے۔ "
        "ہر اندراج لاگ کے درخت اور گواہوں کے دستخطوں سے ملایا جاتا ہے۔ یہ دیکھنا خود درج ہوتا ہے۔",
    ),
    "entries.start": ("First entry, by its index", "پہلا اندراج، نمبر شمار"),
    "entries.count": ("How many", "کتنے"),
    "entries.bare": (
        "A line without a kind stands for no call, such as a version of the registry, or its month key is gone.",
        "جس سطر میں نوع نہیں وہ کسی سوال کا اندراج نہیں، مثلاً رجسٹری کا نسخہ، یا اس مہینے کی کلید ختم ہو چکی ہے۔",
    ),
    "entries.opened": (
        "Oversight's own key opens each of these entries to what is shown.",
        "نگران ادارے کی اپنی کلید ان سب اندراجات کو کھولتی ہے، اور وہی نکلتا ہے جو دکھایا گیا۔",
    ),
    "entries.unopened": (
        "Whether oversight's own key opens these entries was not checked: this console holds none.",
        "نگران ادارے کی اپنی کلید انہیں کھولتی ہے یا نہیں، یہ نہیں جانچا گیا: اس کنسول کے پاس کلید نہیں۔",
    ),
    "entries.one": ("One entry, with its sealed part", "ایک اندراج، مہربند حصے سمیت"),
    "entries.sealed": (
        "The sealed part is oversight's alone: what was withheld from the caller, which policies decided, what is to "
        "be looked at, and from which address the call came.",
        "مہربند حصہ صرف نگران ادارے کے لیے ہے: پوچھنے والے سے کیا روکا گیا، کن پالیسیوں نے فیصلہ کیا، کیا دیکھنے کے "
        "لائق ہے، اور سوال کس پتے سے آیا۔",
    ),
    "asked.entries": (
        "Entries of the log from {start}, {count} at most",
        "لاگ کے اندراجات {start} سے، زیادہ سے زیادہ {count}",
    ),
    "asked.entry": ("Entry {index} of the log, whole", "لاگ کا اندراج {index}، مکمل"),
    "asked.oversight": ("What the log tells: {list}", "لاگ کیا بتاتا ہے: {list}"),
    "asked.oversight.consent": ("Consent to the session {session}", "ہنگامی رسائی {session} کی رضامندی"),
    "asked.oversight.review": ("The review of {session}", "{session} کا جائزہ"),
}
"""Sentences and labels by key, English then Urdu."""
