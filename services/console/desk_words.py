"""What the pages of a desk say, and those about who looked, in English and in Urdu."""

from __future__ import annotations

from typing import Final

DESK_TEXTS: Final = {
    "desk": ("Desk", "ڈیسک"),
    "desk.scope": (
        "What waits for the agency under the purpose of record upkeep, else what was asked in the cited case.",
        "ریکارڈ کی نگہداشت کے مقصد سے ادارے کے منتظر امور، ورنہ مذکورہ مقدمے میں پوچھے گئے سوالات۔",
    ),
    "desk.hits": ("Questions about hits, and releases", "ہٹ کے بارے میں سوالات اور اجرا"),
    "desk.corrections": ("Corrections that were proposed", "تجویز کردہ تصحیحات"),
    "desk.claims": ("Claims and notices", "دعوے اور نوٹس"),
    "claims.overdue": ("Only what is past its clock and not answered", "صرف وہ جن کی مدت گزر گئی اور جواب نہیں آیا"),
    "claims.all": ("All claims and notices", "تمام دعوے اور نوٹس"),
    "claims.decide": ("Decide on a claim that nobody answered", "ایسے دعوے کا فیصلہ جس کا جواب نہیں آیا"),
    "claims.decide.says": (
        "Two officers of oversight decide. What they uphold works at once, for a time. An owner answers a claim by a "
        "record of its own, in an import.",
        "فیصلہ نگران ادارے کے دو افسر کرتے ہیں۔ جسے وہ برقرار رکھیں وہ فوراً اثر کرتا ہے، ایک مدت کے لیے۔ مالک ادارہ "
        "دعوے کا جواب اپنے اندراج سے دیتا ہے، جو درآمد میں آتا ہے۔",
    ),
    "claims.holds": ("The claim", "دعویٰ"),
    "claims.decision.UPHELD": ("holds, for a time", "درست ہے، ایک مدت کے لیے"),
    "claims.decision.REJECTED": ("does not hold", "درست نہیں"),
    "claims.why": ("Why, in words that are kept", "وجہ، جو محفوظ رہے گی"),
    "claims.application": (
        "Number of the application to court, where a protecting body's word is to go on",
        "عدالت میں درخواست کا نمبر، جہاں تحفظ کے ادارے کی بات برقرار رہنی ہو",
    ),
    "asked.claims.decide": ("The decision on {claim}", "{claim} کا فیصلہ"),
    "desk.watches": ("Watches", "نگرانیاں"),
    "desk.told": ("What watches told", "نگرانیوں نے کیا بتایا"),
    "desk.answered": ("Also what waits no more", "وہ بھی جن کا انتظار ختم ہوا"),
    "desk.none": ("Nothing waits.", "کچھ منتظر نہیں۔"),
    "desk.done": ("This is how it stands now.", "اب صورتِ حال یہ ہے۔"),
    "desk.answer": ("Answer for a record of the agency", "ادارے کے اندراج کے لیے جواب"),
    "desk.answer.says": ("The owner says", "مالک ادارہ کہتا ہے"),
    "desk.answer.VALID": ("it holds", "درست ہے"),
    "desk.answer.NOT_VALID": ("it does not hold", "درست نہیں"),
    "desk.answer.NOT_THIS_PERSON": ("it is another person", "یہ کوئی اور شخص ہے"),
    "desk.answer.NEEDS_TIME": ("the owner needs time", "مالک کو وقت درکار ہے"),
    "desk.answer.CLEARED": ("it is cleared", "اندراج صاف کر دیا گیا"),
    "desk.release": ("Decide on a release", "اجرا کا فیصلہ"),
    "desk.release.GRANTED": ("shown until", "اس وقت تک دکھایا جائے"),
    "desk.release.REFUSED": ("not shown, or no longer", "نہ دکھایا جائے، یا اب نہیں"),
    "release.ask": (
        "Ask its owner to show it for this case",
        "مالک ادارے سے اسے اس مقدمے کے لیے دکھانے کی درخواست کریں",
    ),
    "release.of": ("A record that is a bare hit here, held by", "وہ اندراج جو یہاں صرف ہٹ ہے، بحوالہ ادارہ"),
    "release.urgency": ("How soon", "کتنی جلدی"),
    "release.urgency.ROUTINE": ("within 12 hours", "12 گھنٹے میں"),
    "release.urgency.PRIORITY": ("within an hour", "ایک گھنٹے میں"),
    "release.urgency.IMMEDIATE": ("within 10 minutes", "10 منٹ میں"),
    "release.elsewhere": (
        "This node answers out of copies. A release is asked for at the hub alone: ask there. What is released shows "
        "here too, once this node has heard of it.",
        "یہ نوڈ نقول سے جواب دیتا ہے۔ اجرا کی درخواست صرف مرکز پر ہوتی ہے: وہاں پوچھیں۔ "
        "جو جاری ہو، اس نوڈ کو اطلاع ملنے پر یہاں بھی دکھایا جاتا ہے۔",
    ),
    "asked.desk.release": ("The owner is asked to show one record", "مالک ادارے سے ایک اندراج دکھانے کی درخواست"),
    "desk.correct": ("Decide on a correction", "تصحیح کا فیصلہ"),
    "desk.correct.ACCEPTED": ("right: a new version is owed", "درست: نیا نسخہ واجب ہے"),
    "desk.correct.CORRECTED": ("right: a version answers it", "درست: ایک نسخہ اس کا جواب ہے"),
    "desk.correct.REJECTED": ("wrong: the record stands", "غلط: اندراج برقرار ہے"),
    "desk.because": ("Why it stands", "کیوں برقرار ہے"),
    "desk.because.SOURCE_AGREES": ("the source says so", "ماخذ یہی کہتا ہے"),
    "desk.because.NOT_PROVEN": ("what is said is not proven", "جو کہا گیا ثابت نہیں"),
    "desk.because.FOR_A_COURT": ("a court is to say so", "یہ عدالت کا کام ہے"),
    "desk.because.OTHER_RECORD": ("it is about another record", "یہ کسی اور اندراج کے بارے میں ہے"),
    "desk.because.ALREADY_SO": ("the record says so already", "اندراج پہلے ہی یہ کہتا ہے"),
    "desk.which": ("Which", "کون سا"),
    "desk.until": ("Until, a date or time", "کب تک، تاریخ یا وقت"),
    "desk.collector": ("Who collects the person", "شخص کو کون لے گا"),
    "desk.version": ("Number of the version", "نسخے کا نمبر"),
    "desk.give": ("Give the answer", "جواب دیں"),
    "looked": ("Who looked", "کس نے دیکھا"),
    "looked.scope": (
        "Calls of the agency's own officers, as the log has them; of all agencies for oversight. What others were "
        "shown of the agency's records is one count a year, and never below ten.",
        "ادارے کے اپنے افسران کے سوالات، جیسا لاگ میں ہے؛ نگران ادارے کے لیے سب کے۔ ادارے کے اندراجات میں سے "
        "دوسروں کو جو دکھایا گیا وہ سال میں ایک بار صرف تعداد ہے، اور دس سے کم کبھی نہیں۔",
    ),
    "looked.record": ("Record by its name, or all", "اندراج کا نام، یا سب"),
    "looked.officer": ("Agency and officer, or all", "ادارہ اور افسر، یا سب"),
    "looked.refused": ("Refusals alone", "صرف انکار"),
    "looked.from": ("Since", "کب سے"),
    "looked.to": ("Up to", "کب تک"),
    "looked.through": (
        "Looked through {seen} of the {size} entries of the log that witnesses have seen. Newer calls follow.",
        "لاگ کے {size} اندراجات، جو گواہ دیکھ چکے ہیں، ان میں سے {seen} دیکھے گئے۔ نئے سوالات بعد میں آئیں گے۔",
    ),
    "asked.desk": ("What waits: {list}", "کیا منتظر ہے: {list}"),
    "asked.desk.answer": ("The answer to {request}", "{request} کا جواب"),
    "asked.looked": ("Who was shown records?", "کس کو اندراجات دکھائے گئے؟"),
    "asked.looked.refused": ("Who was refused?", "کس کو انکار ہوا؟"),
}
"""Sentences and labels by key, English then Urdu."""
