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
    "pairs.overseen": (
        "Pairs of records that another agency decided and an owner is to state, those whose time ends first come "
        "first. One officer of oversight decides together with an owner; two of oversight decide alone. Never over "
        "two cards and two births.",
        "اندراجات کے وہ جوڑے جن پر کسی اور ادارے نے فیصلہ کیا اور جن پر مالک کو بتانا ہے، پہلے وہ جن کی مدت پہلے ختم "
        "ہوتی ہے۔ نگرانی کا ایک افسر کسی مالک کے ساتھ مل کر فیصلہ کرتا ہے؛ نگرانی کے دو افسر خود۔ دو کارڈوں اور دو "
        "پیدائشوں پر کبھی نہیں۔",
    ),
    "pairs.overseen.none": ("No pair waits for an owner.", "کوئی جوڑا کسی مالک کا منتظر نہیں۔"),
    "pairs.others": ("Any other two records", "کوئی اور دو اندراجات"),
    "pairs.one": ("Name of one record", "ایک اندراج کا نام"),
    "pairs.other": ("Name of the other record", "دوسرے اندراج کا نام"),
    "pairs.second": ("Id of the second person, where there is one", "دوسرے افسر کی شناخت، اگر ہو"),
    "pairs.alone": (
        "This console was started without a second person's profile: a withdrawal of what others decided, and a "
        "decision about a child or a protected person, are refused. With one it is started like this:",
        "یہ کنسول دوسرے افسر کی پروفائل کے بغیر چلایا گیا: دوسروں کے فیصلے کی واپسی، اور بچے یا محفوظ شخص پر فیصلہ، "
        "نامنظور ہوگا۔ دوسرے افسر کے ساتھ یہ یوں چلتا ہے:",
    ),
    "pair.overseen.none": (
        "No owner is to state this on this page of the list, and oversight is told of no other decision about the two.",
        "فہرست کے اس صفحے پر کسی مالک کو یہ نہیں بتانا، اور نگرانی کو ان دونوں کے کسی اور فیصلے کا نہیں بتایا جاتا۔",
    ),
    "pair.reading": (
        "Each record is read under the review, with a second person",
        "ہر اندراج جائزے کے تحت دوسرے افسر کے ساتھ پڑھا جاتا ہے",
    ),
    "pair.decide.two": (
        "A wrong decision lays one person's cases on another. The second person of oversight counts as another officer "
        "of it, so that both together decide for every agency; of a child or a protected person one is needed.",
        "غلط فیصلہ ایک شخص کے مقدمات دوسرے پر ڈال دیتا ہے۔ نگرانی کا دوسرا افسر اس کا ایک اور افسر شمار ہوتا ہے، اس "
        "لیے دونوں مل کر سب اداروں کے لیے فیصلہ کرتے ہیں؛ بچے یا محفوظ شخص کے لیے دوسرا افسر لازم ہے۔",
    ),
    "pair.undo.two": (
        "What others decided is withdrawn with a second person of oversight.",
        "دوسروں کا فیصلہ نگرانی کے دوسرے افسر کے ساتھ واپس لیا جاتا ہے۔",
    ),
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
    "asked.pairs.overseen": (
        "Which pairs of records is an owner to state?",
        "کن جوڑوں پر کسی مالک کو بتانا ہے؟",
    ),
    "asked.pair.overseen": (
        "Who is to state whether {one} and {other} are one person, and who decided what?",
        "{one} اور {other} ایک ہی شخص ہیں یا نہیں، یہ کسے بتانا ہے، اور کس نے کیا فیصلہ کیا؟",
    ),
    "asked.pairs.like": ("Who may be the person of {record}?", "{record} کا شخص اور کون ہو سکتا ہے؟"),
    "asked.pair": (
        "What was decided about {one} and {other}, and what speaks for it?",
        "{one} اور {other} کے بارے میں کیا فیصلہ ہوا، اور کس بنا پر؟",
    ),
    "asked.pair.decide": ("The decision about two records", "دو اندراجات کے بارے میں فیصلہ"),
    "asked.pair.undo": ("The withdrawal of a decision", "فیصلے کی واپسی"),
}
"""Sentences and labels by key, English then Urdu."""
