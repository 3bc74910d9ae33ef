"""What the pages about two records of one person say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

PAIR_TEXTS: Final = {
    "pairs": ("One person?", "ایک ہی شخص؟"),
    "pairs.scope": (
        "Pairs of records that may be one person's. Nothing is joined before somebody decides, and what is decided can "
        "be withdrawn. First come pairs with a record of your agency that another agency decided: state whether they "
        "are one person. A decision changes other agencies' answers once both owners agree, or an owner and oversight.",
        "اندراجات کے جوڑے جو ممکن ہے ایک ہی شخص کے ہوں۔ کسی کے فیصلے سے پہلے کچھ نہیں جوڑا جاتا، اور فیصلہ واپس لیا "
        "جا سکتا ہے۔ پہلے وہ جوڑے ہیں جن میں آپ کے ادارے کا اندراج ہے اور کسی اور ادارے نے فیصلہ کیا ہے: بتائیں کہ "
        "ایک ہی شخص ہے یا نہیں۔ فیصلہ دوسرے اداروں کے جواب تب بدلتا ہے جب دونوں مالک، یا ایک مالک اور نگران، متفق ہوں۔",
    ),
    "pairs.look": ("Look at the pair", "جوڑا دیکھیں"),
    "pairs.like": ("Who else may be this person", "اور کون یہی شخص ہو سکتا ہے"),
    "pair": ("Two records", "دو اندراجات"),
    "pair.nothing": (
        "Your agency decided nothing about them, and no decision holds for every agency.",
        "آپ کے ادارے نے ان کے بارے میں فیصلہ نہیں کیا، اور سب کے لیے کوئی فیصلہ نافذ نہیں۔",
    ),
    "pair.decide": ("Decide", "فیصلہ کریں"),
    "pair.decide.says": (
        "A wrong decision lays one person's cases on another. A number that agrees decides nothing by itself; of a "
        "child or a protected person a second person must approve, by `rabta link decide --approver-profile`.",
        "غلط فیصلہ ایک شخص کے مقدمات دوسرے پر ڈال دیتا ہے۔ صرف نمبر کا ملنا کوئی فیصلہ نہیں؛ بچے یا محفوظ شخص کے لیے "
        "دوسرے افسر کی منظوری لازم ہے: `rabta link decide --approver-profile`۔",
    ),
    "pair.sign": ("They are", "یہ ہیں"),
    "pair.sign.SAME": ("one person", "ایک ہی شخص"),
    "pair.sign.DIFFERENT": ("two persons", "دو اشخاص"),
    "pair.sign.UNSURE": ("not decided: looked at", "غیر فیصل: دیکھا گیا"),
    "pair.why": ("Why, in twenty letters or more that are kept", "وجہ، کم از کم بیس حروف میں، جو محفوظ رہے گی"),
    "pair.undo": ("Withdraw a decision", "فیصلہ واپس لیں"),
    "pair.undo.says": (
        "The records are as they were before it. The decision stays to be read, with who withdrew it.",
        "اندراجات پہلے کی طرح ہو جاتے ہیں۔ فیصلہ واپس لینے والے کے نام کے ساتھ پڑھا جا سکے گا۔",
    ),
    "pair.decision": ("Decision", "فیصلہ"),
    "pair.done": ("This is how the decision stands now.", "اب فیصلے کی صورت یہ ہے۔"),
    "asked.pairs": ("Which records may be one person's?", "کون سے اندراجات ایک ہی شخص کے ہو سکتے ہیں؟"),
    "asked.pairs.like": ("Who may be the person of {record}?", "{record} کا شخص اور کون ہو سکتا ہے؟"),
    "asked.pair": (
        "What was decided about {one} and {other}, and what speaks for it?",
        "{one} اور {other} کے بارے میں کیا فیصلہ ہوا، اور کس بنا پر؟",
    ),
    "asked.pair.decide": ("The decision about two records", "دو اندراجات کے بارے میں فیصلہ"),
    "asked.pair.undo": ("The withdrawal of a decision", "فیصلے کی واپسی"),
}
"""Sentences and labels by key, English then Urdu."""
