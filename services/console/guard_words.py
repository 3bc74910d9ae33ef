"""What the prosecutor's queue says, in English and in Urdu."""

from __future__ import annotations

from typing import Final

GUARD_TEXTS: Final = {
    "guards": ("Prosecution looks first", "استغاثہ پہلے دیکھے"),
    "guards.scope": (
        "Whom the cited case accuses though another case names them as a victim. Nothing here decides whether somebody "
        "is a victim. Only the prosecutor of the case is answered, with a second person.",
        "جن پر اس مقدمے میں الزام ہے مگر کوئی اور مقدمہ انہیں متاثرہ بتاتا ہے۔ یہاں یہ طے نہیں ہوتا کہ کوئی متاثرہ ہے۔ "
        "جواب صرف مقدمے کے استغاثہ کو، دوسرے افسر کی منظوری سے ملتا ہے۔",
    ),
    "guards.none": ("Nothing waits in this case.", "اس مقدمے میں کچھ منتظر نہیں۔"),
    "guards.clock": (
        "Unless somebody decides, the prosecutor of the case is told after 72 hours, or 24 where the person is in "
        "custody, the district prosecutor after 7 days and oversight after 14 (P).",
        "فیصلہ نہ ہو تو مقدمے کے استغاثہ کو 72 گھنٹے بعد، زیرِ حراست ہو تو 24 گھنٹے بعد، ضلعی استغاثہ کو 7 دن بعد اور "
        "نگران ادارے کو 14 دن بعد اطلاع دی جاتی ہے (P)۔",
    ),
    "guards.read": ("Read the list", "فہرست دیکھیں"),
    "guards.decide": ("Decide on a charge", "الزام پر فیصلہ کریں"),
    "guards.decide.says": (
        "A decision moves no standing and takes away no banner; it stands until status or charge change.",
        "فیصلے سے قانونی حیثیت یا تنبیہ تبدیل نہیں ہوتی؛ حیثیت یا الزام بدلنے تک برقرار رہتا ہے۔",
    ),
    "guards.outcome": ("What is decided", "کیا فیصلہ ہوا"),
    "guards.reason": ("Why", "وجہ"),
    "guards.second": ("Id of the second person", "دوسرے افسر کی شناخت"),
    "guards.second.says": (
        "The second person, {officer} of {agency}, reads what stands above and writes their id: they approve this "
        "question alone, and their own issuer is asked for it.",
        "دوسرا افسر {officer}، ادارہ {agency}، اوپر لکھا پڑھ کر اپنی شناخت درج کرے: منظوری صرف اسی سوال کی ہے، اور "
        "ان کے اپنے ٹوکن جاری کنندہ سے لی جاتی ہے۔",
    ),
    "guards.terminal": (
        "This console was started without a second person's profile, so nothing is asked here. An officer's own "
        "console is started with one like this:",
        "یہ کنسول دوسرے افسر کی پروفائل کے بغیر چلایا گیا، اس لیے یہاں کچھ نہیں پوچھا جاتا۔ افسر کا اپنا کنسول "
        "دوسرے افسر کے ساتھ یوں چلتا ہے:",
    ),
    "guards.told": ("What nobody decided in time", "جن پر بروقت فیصلہ نہ ہوا"),
    "guards.told.scope": (
        "Charges against possible victims of which your desk was told, in all cases and not the cited one alone: a "
        "district's prosecution after 7 days, oversight after 14 (P). Both are answered with a second person, "
        "oversight without the case that names a victim. Who prosecutes each case decides there.",
        "ممکنہ متاثرین پر الزامات جن کی اطلاع آپ کے ڈیسک کو دی گئی، صرف اس مقدمے کے نہیں بلکہ تمام مقدمات کے: ضلعی "
        "استغاثہ کو 7 دن بعد، نگران ادارے کو 14 دن بعد (P)۔ جواب دوسرے افسر کی منظوری سے ملتا ہے، نگران ادارے کو "
        "متاثرہ کا مقدمہ بتائے بغیر۔ فیصلہ ہر مقدمے کا استغاثہ خود کرتا ہے۔",
    ),
    "guards.told.none": ("Your desk was told of nothing that waits.", "آپ کے ڈیسک کو کسی منتظر امر کی اطلاع نہیں۔"),
    "guards.told.more": (
        "There are more: these were told last.",
        "مزید بھی ہیں: یہ وہ ہیں جن کی اطلاع آخر میں دی گئی۔",
    ),
    "asked.guards.told": (
        "Of which guards was this desk told as nobody had decided?",
        "اس ڈیسک کو کن کی اطلاع دی گئی جن پر کسی نے فیصلہ نہیں کیا؟",
    ),
    "asked.guards": ("Who is to be looked at first in the case {case}?", "مقدمہ {case} میں پہلے کسے دیکھنا ہے؟"),
    "asked.guard.decide": ("What is decided on {reference}?", "{reference} پر کیا فیصلہ ہوا؟"),
    "desk.directions": ("Directions of the prosecution", "استغاثہ کی ہدایات"),
    "directions.scope": (
        "Under each accused stands a reference. By it the prosecution may be asked and may direct. Each query is "
        "answered “noted”, at one time and whoever the accused is; a direction has no reason.",
        "ہر ملزم کے نیچے ایک حوالہ ہوتا ہے۔ اسی حوالے سے استغاثہ سے پوچھا جاتا ہے اور وہ ہدایت دیتا ہے۔ "
        "ہر سوال کا جواب ایک ہی وقت پر ”نوٹ کیا گیا“ ہوتا ہے، ملزم کوئی بھی ہو؛ ہدایت کی وجہ نہیں بتائی جاتی۔",
    ),
    "directions.more": ("There are more than are shown.", "دکھائی گئی سے زیادہ موجود ہیں۔"),
    "directions.reference": ("Reference of the accused, as R-AAAAAAAA", "ملزم کا حوالہ، جیسے R-AAAAAAAA"),
    "directions.put": ("Ask the prosecution", "استغاثہ سے پوچھیں"),
    "directions.give": ("Give a direction", "ہدایت دیں"),
    "directions.give.says": (
        "It replaces what was directed before. A second person of another agency or of oversight approves it.",
        "یہ پہلی ہدایت کی جگہ لیتی ہے۔ دوسرے ادارے یا نگران ادارے کا افسر اس کی منظوری دیتا ہے۔",
    ),
    "directions.kind": ("What is directed", "کیا ہدایت ہے"),
    "directions.kind.PROCEED": ("go on", "کارروائی جاری رکھیں"),
    "directions.kind.CONSULT_FIRST": (
        "speak with the prosecution before the next step",
        "اگلے قدم سے پہلے استغاثہ سے مشورہ کریں",
    ),
    "directions.kind.SEND_FILE": ("send the papers of the case", "مقدمے کی فائل بھیجیں"),
    "directions.kind.WAIT": ("no further step until directed otherwise", "نئی ہدایت تک کوئی قدم نہ اٹھائیں"),
    "asked.directions": (
        "What was asked and directed on accused of {case}?",
        "{case} کے ملزمان پر کیا پوچھا گیا اور کیا ہدایت ہوئی؟",
    ),
    "asked.directions.put": (
        "The accused of {reference}, put before the prosecution",
        "{reference} کا ملزم، استغاثہ کے سامنے",
    ),
    "asked.directions.give": ("A direction on {reference}", "{reference} پر ہدایت"),
}
"""Sentences and labels by key, English then Urdu."""
