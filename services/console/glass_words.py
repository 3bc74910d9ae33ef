"""What the pages of broken glass say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

GLASS_TEXTS: Final = {
    "glass": ("Life at risk", "جان کو خطرہ"),
    "glass.scope": (
        "Where life is at risk and there is no time for the ordinary way, an officer with the role for it breaks the "
        "glass: reading in a case that is not theirs, for four hours at most. It opens nothing that protects children, "
        "victims, witnesses or their statements. Oversight is told at once and reviews it, and an officer of another "
        "agency joins within an hour. The third session of an officer within a day waits for oversight's consent.",
        "جہاں جان کو خطرہ ہو اور معمول کے طریقے کا وقت نہ ہو، اس کا مجاز افسر ہنگامی رسائی کھولتا ہے: کسی اور کے مقدمے "
        "میں دیکھنا، زیادہ سے زیادہ چار گھنٹے۔ بچوں، متاثرین، گواہوں اور ان کے بیانات کا تحفظ اس سے ختم نہیں ہوتا۔ "
        "نگران ادارے کو فوراً اطلاع ہوتی ہے اور وہی جائزہ لیتا ہے، اور ایک گھنٹے میں کسی اور ادارے کا افسر شامل "
        "ہوتا ہے۔ ایک دن میں افسر کی تیسری رسائی نگران ادارے کی رضامندی کی منتظر رہتی ہے۔",
    ),
    "glass.break": ("Break the glass", "ہنگامی رسائی کھولیں"),
    "glass.words": (
        "Why life is at risk, in words that are kept: 20 to 2000 characters.",
        "جان کو کیا خطرہ ہے، ان الفاظ میں جو محفوظ رہیں گے: 20 سے 2000 حروف۔",
    ),
    "glass.justification": ("Why life is at risk", "جان کو کیا خطرہ ہے"),
    "glass.opened": (
        "It is open. What you read from now on cites it, and will be reviewed.",
        "ہنگامی رسائی کھلی ہے۔ اب آپ جو دیکھیں گے اس میں درج ہو گا، اور جائزہ لیا جائے گا۔",
    ),
    "glass.waits": (
        "It waits for oversight's consent, and nothing can be read under it yet. Call oversight, then send this form "
        "again as it is: the answer says how it stands.",
        "یہ نگران ادارے کی رضامندی کی منتظر ہے، ابھی اس کے تحت کچھ نہیں دیکھا جا سکتا۔ نگران ادارے کو فون کریں، پھر "
        "یہی فارم جوں کا توں دوبارہ بھیجیں: جواب صورتِ حال بتائے گا۔",
    ),
    "glass.second": ("Another agency's session", "کسی اور ادارے کی ہنگامی رسائی"),
    "glass.second.says": (
        "An officer of another agency who broke the glass gives you its number by telephone. You join it as its second "
        "person, and it is written down. You are shown nothing of it.",
        "ہنگامی رسائی کھولنے والا کسی اور ادارے کا افسر فون پر آپ کو نمبر دیتا ہے۔ آپ دوسرے فرد کے طور پر شامل "
        "ہوتے ہیں، اور یہ درج ہوتا ہے۔ آپ کو اس میں سے کچھ نہیں دکھایا جاتا۔",
    ),
    "glass.second.join": ("Join it", "شامل ہوں"),
    "glass.second.missing": (
        "It ends in {minutes} min unless an officer of another agency joins it: give them its number by telephone.",
        "{minutes} منٹ میں ختم ہو جائے گی جب تک کسی اور ادارے کا افسر شامل نہ ہو: اسے فون پر نمبر دیں۔",
    ),
    "asked.glass.second": ("Second person of the session {session}", "ہنگامی رسائی {session} کا دوسرا فرد"),
    "glass.on": ("Go on", "آگے بڑھیں"),
    "glass.elsewhere": ("Opened elsewhere, or before this login", "کہیں اور، یا اس لاگ اِن سے پہلے کھولی گئی"),
    "glass.elsewhere.says": (
        "One session at a time is open for an officer. Whoever has its number goes on with it here, for the purpose "
        "that is stated.",
        "ایک افسر کی ایک وقت میں ایک ہی ہنگامی رسائی کھلی ہوتی ہے۔ جس کے پاس نمبر ہو وہ بتائے گئے مقصد کے لیے یہاں "
        "جاری رکھ سکتا ہے۔",
    ),
    "glass.number": ("Number of the session", "ہنگامی رسائی نمبر"),
    "glass.take": ("Cite it from now on", "اب سے اس کا حوالہ دیں"),
    "glass.offer": (
        "If life is at risk and there is no time to have the case assigned, this can be lifted:",
        "اگر جان کو خطرہ ہو اور مقدمہ سپرد ہونے کا وقت نہ ہو تو یہ رکاوٹ ہٹ سکتی ہے:",
    ),
    "glass.open": ("The glass is broken", "ہنگامی رسائی کھلی ہے"),
    "glass.left": ("{minutes} min left.", "{minutes} منٹ باقی۔"),
    "glass.unknown": ("The hub knows how long.", "مدت مرکز کو معلوم ہے۔"),
    "glass.cited": ("Everything that is read cites it.", "جو دیکھا جائے اس میں درج ہوتا ہے۔"),
    "glass.uncited": (
        "Nothing cites it now: it was put aside, or another purpose or case is stated.",
        "اس وقت کہیں درج نہیں ہو رہا: الگ رکھا گیا ہے، یا کوئی اور مقصد یا مقدمہ بتایا گیا ہے۔",
    ),
    "glass.aside": ("Put it aside", "الگ رکھیں"),
    "glass.again": ("Cite it again", "دوبارہ حوالہ دیں"),
    "glass.aside.says": (
        "What is put aside is cited no longer by this console. At the hub it stands until its time is over or "
        "oversight reviews it.",
        "الگ رکھنے کے بعد یہ کنسول اس کا حوالہ نہیں دیتا۔ مرکز میں یہ اپنی مدت یا جائزے تک قائم رہتی ہے۔",
    ),
    "asked.glass": ("Break the glass for the case {case}", "مقدمہ {case} کے لیے ہنگامی رسائی"),
}
"""Sentences and labels by key, English then Urdu."""
