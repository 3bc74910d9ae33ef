"""The tables that may be published (LAW 2(j)): what each counts, its rows and its columns, in both languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from services.vocabulary.readings import Both

Labels = Mapping[str, Both]

PROVINCES: Final[Labels] = {
    "PB": ("Punjab", "پنجاب"),
    "SD": ("Sindh", "سندھ"),
    "KP": ("Khyber Pakhtunkhwa", "خیبر پختونخوا"),
    "BA": ("Balochistan", "بلوچستان"),
    "IS": ("Islamabad", "اسلام آباد"),
    "GB": ("Gilgit-Baltistan", "گلگت بلتستان"),
    "AJK": ("Azad Jammu and Kashmir", "آزاد جموں و کشمیر"),
    "OTHER": ("federal agencies, or not told", "وفاقی ادارے، یا معلوم نہیں"),
}
STATUTES: Final[Labels] = {
    "PTPA": ("PTPA", "PTPA"),
    "BOTH": ("PTPA and PPC", "PTPA اور PPC"),
    "PPC": ("PPC alone", "صرف PPC"),
    "BLSA": ("bonded labour", "جبری مشقت کا قانون"),
    "POSM": ("smuggling of migrants", "مہاجرین کی سمگلنگ"),
    "OTHER": ("another", "دیگر"),
}
SPECIAL: Final = (0, 1)
"""Columns of STATUTES with a section of the PTPA."""
FORMS: Final[Labels] = {
    "LABOUR": ("forced or bonded labour", "جبری یا بیگار مشقت"),
    "SEX": ("sexual exploitation", "جنسی استحصال"),
    "ORGANS": ("organs", "اعضا"),
    "MARRIAGE": ("forced marriage", "جبری شادی"),
    "SEVERAL": ("several", "ایک سے زیادہ"),
    "NOT_TOLD": ("not told by the sections", "دفعات سے ظاہر نہیں"),
}
BANDS: Final[Labels] = {
    "0-9": ("0 to 9", "0 تا 9"),
    "10-13": ("10 to 13", "10 تا 13"),
    "14-17": ("14 to 17", "14 تا 17"),
    "18+": ("18 or more", "18 یا زائد"),
    "NOT_KNOWN": ("not known", "معلوم نہیں"),
}
SEXES: Final[Labels] = {
    "F": ("female", "عورت"),
    "M": ("male", "مرد"),
    "OTHER": ("X or not known", "X یا معلوم نہیں"),
}
STAGES: Final[Labels] = {
    "INVESTIGATION": ("under investigation", "زیرِ تفتیش"),
    "SENT_UP": ("sent for trial", "چالان عدالت میں"),
    "CHARGED": ("before a court", "عدالت میں زیرِ سماعت"),
    "ENDED": ("over", "ختم"),
}
OUTCOMES: Final[Labels] = {
    "OPEN": ("not over", "جاری"),
    "CONVICTED": ("convicted", "سزا یافتہ"),
    "ACQUITTED": ("acquitted", "بری"),
    "COMPOUNDED": ("compounded", "صلح"),
    "DISCHARGED": ("discharged", "ڈسچارج"),
    "WITHDRAWN": ("withdrawn", "استغاثہ واپس"),
    "STOPPED": ("stopped", "کارروائی رکی"),
    "OTHER": ("quashed, cancelled, diverted or abated", "کالعدم، خارج، ڈائیورژن یا ختم"),
    "REPORTED": ("conviction without a court's record", "سزا جس کا عدالتی ریکارڈ نہیں"),
}
PUNISHMENTS: Final[Labels] = {
    "IMPRISONMENT": ("imprisonment", "قید"),
    "FINE": ("fine alone", "صرف جرمانہ"),
    "BOTH": ("imprisonment and fine", "قید اور جرمانہ"),
    "PROBATION": ("probation or admonition", "پروبیشن یا تنبیہ"),
    "NOT_TOLD": ("no sentence recorded", "سزا درج نہیں"),
}
VERSIONS: Final[Labels] = {
    "2018": ("PTPA as passed in 2018", "PTPA 2018 کا متن"),
    "2022": ("PTPA as amended in 2021 or 2022", "PTPA ترمیم شدہ 2021 یا 2022"),
    "2025": ("PTPA as amended in 2025", "PTPA ترمیم شدہ 2025"),
    "OPEN": ("one of two, it is open which", "دو میں سے ایک، معلوم نہیں کون سا"),
    "OTHER": ("another Act", "دوسرا قانون"),
}
POINTS: Final[Labels] = {
    "NONE": ("nothing to say", "کوئی بات نہیں"),
    "FINE_ONLY_ALLOWED": ("fine alone, which the law allowed", "صرف جرمانہ، قانون میں جائز تھا"),
    "FINE_ONLY_DOUBTFUL": ("fine alone, where the law asks imprisonment", "صرف جرمانہ، جبکہ قانون قید مانگتا ہے"),
    "BELOW_MINIMUM": ("below the least term", "کم از کم قید سے کم"),
    "PROBATION": ("probation or admonition", "پروبیشن یا تنبیہ"),
    "CANNOT_TELL": ("cannot be told", "کہا نہیں جا سکتا"),
}
HELP: Final[Labels] = {
    "SHELTER": ("shelter", "پناہ"),
    "MEDICAL": ("medical", "علاج"),
    "PSYCHOSOCIAL": ("psychosocial", "نفسیاتی مدد"),
    "LEGAL": ("legal", "قانونی مدد"),
    "EDUCATION": ("education", "تعلیم"),
    "REHAB_DRUG": ("drug rehabilitation", "نشے سے بحالی"),
    "INTERPRETER": ("interpreter", "مترجم"),
    "DOCUMENTS": ("documents", "دستاویزات"),
    "FAMILY_TRACING": ("tracing of family", "خاندان کی تلاش"),
    "LIVELIHOOD": ("livelihood", "روزگار"),
    "RETURN": ("return", "واپسی"),
}
ANSWERS: Final[Labels] = {
    "ACCEPTED": ("accepted", "قبول"),
    "REJECTED": ("rejected", "مسترد"),
    "EXPIRED": ("not answered in time", "وقت پر جواب نہیں"),
    "NO_BEARER": ("nobody gives it", "کوئی ادارہ نہیں"),
    "STOPPED": ("stopped", "روک دیا گیا"),
    "WAITING": ("not answered yet", "جواب باقی"),
}
CLAIMS: Final[Labels] = {
    "NOT_ASSESSED": ("not assessed", "تخمینہ باقی"),
    "ASSESSED": ("assessed", "تخمینہ ہو چکا"),
    "CLAIMED": ("claimed", "دعویٰ دائر"),
    "ORDERED": ("ordered", "حکم ہو چکا"),
    "REFUSED": ("refused", "مسترد"),
    "NO_SOURCE": ("no law pays", "کوئی قانون ادائیگی نہیں کرتا"),
    "DUE": ("due", "واجب الادا"),
    "PART_PAID": ("paid in part", "جزوی ادائیگی"),
    "PAID": ("paid", "ادا شدہ"),
    "DEFAULT": ("not paid", "ادا نہیں ہوا"),
    "RECOVERY": ("being recovered", "وصولی جاری"),
    "IRRECOVERABLE": ("could not be recovered", "ناقابلِ وصول"),
    "STAYED": ("stayed", "حکمِ امتناع"),
    "SET_ASIDE": ("order set aside", "حکم کالعدم"),
    "DECLINED": ("declined by the victim", "متاثرہ نے نہ لیا"),
}
REGISTRATIONS: Final[Labels] = {
    "OPEN": ("with a child-protection body", "تحفظِ اطفال ادارے کے پاس"),
    "SUBMITTED": ("submitted to the registry", "رجسٹری کو پیش"),
    "REGISTERED": ("registered", "رجسٹرڈ"),
    "REFUSED": ("refused by the registry", "رجسٹری نے انکار کیا"),
    "CLOSED": ("closed by the body", "ادارے نے بند کیا"),
}
CHILD_BANDS: Final[Labels] = {word: BANDS[word] for word in ("0-9", "10-13", "14-17", "NOT_KNOWN")}
YES_NO: Final[Labels] = {"YES": ("yes", "ہاں"), "NO": ("no", "نہیں")}
INVESTIGATORS: Final[Labels] = {
    "POLICE": ("police", "پولیس"),
    "FIA": ("FIA", "ایف آئی اے"),
    "OTHER": ("another", "دیگر"),
}
ENDS: Final[Labels] = {"ACQUITTED": ("acquitted", "بری"), "NOT": ("not acquitted", "بری نہیں")}
BAILS: Final[Labels] = {
    "NONE": ("no bail", "ضمانت نہیں"),
    "BEFORE": ("bail before", "ضمانت پہلے"),
    "AFTER": ("bail on the same day or after", "ضمانت اسی دن یا بعد"),
}
ALL: Final[Labels] = {"ALL": ("all", "تمام")}


class Layout(NamedTuple):
    """``counts``: a key of MIN_K of :mod:`services.statistics.plan`; ``by``: attributes, rows first."""

    counts: str
    by: tuple[str, ...]
    title: Both
    rows: Labels
    columns: Labels
    note: Both = ("", "")


_ORDER: Final = ("Order in time, not cause.", "وقت کی ترتیب ہے، وجہ نہیں۔")
_COURT: Final = ("By courts' own records alone.", "صرف عدالتوں کے اپنے ریکارڈ سے۔")
LAYOUTS: Final[Mapping[str, Layout]] = {
    "T1": Layout(
        "case", ("province",), ("Cases under the PTPA by province", "صوبہ وار PTPA کے مقدمات"), PROVINCES, ALL
    ),
    "T2": Layout(
        "victim", ("form", "age"), ("Victims by form and age", "متاثرین: استحصال کی قسم اور عمر"), FORMS, BANDS
    ),
    "T3": Layout(
        "victim", ("form", "sex"), ("Victims by form and sex", "متاثرین: استحصال کی قسم اور جنس"), FORMS, SEXES
    ),
    "T4": Layout(
        "case", ("province", "statute"), ("Cases by province and statute", "مقدمات: صوبہ اور قانون"), PROVINCES,
        STATUTES,
    ),
    "T5": Layout("accused", ("stage",), ("Accused by stage", "ملزمان: مرحلہ"), STAGES, ALL),
    "T6": Layout(
        "accused", ("outcome", "statute"), ("Accused by outcome and statute", "ملزمان: نتیجہ اور قانون"), OUTCOMES,
        STATUTES, _COURT,
    ),
    "T7": Layout(
        "convicted", ("form", "version"), ("Sentences by form and law", "سزائیں: قسم اور قانون کا متن"), PUNISHMENTS,
        VERSIONS, _COURT,
    ),
    "T8": Layout(
        "referral", ("help", "answer"), ("Referrals by help and answer", "ریفرل: مدد اور جواب"), HELP, ANSWERS
    ),
    "T9": Layout(
        "child", ("state", "age"),
        ("Children without documents by state of registration and age",
         "بے دستاویز بچے: اندراج کی صورت اور عمر"),
        REGISTRATIONS, CHILD_BANDS,
        ("By the registry's own node. Age as of the day on which a body took the child in; one child once.",
         "رجسٹری کے اپنے نوڈ سے۔ عمر اُس دن کی جب ادارے نے بچے کو درج کیا؛ ہر بچہ ایک بار۔"),
    ),
    "T10": Layout(
        "claim", ("state", "offender"),
        ("Claims to compensation by state and whether an offender is known",
         "معاوضے کے دعوے: صورت، اور ملزم معلوم ہے یا نہیں"),
        CLAIMS, YES_NO,
    ),
    "T11": Layout(
        "case", ("border", "investigator"), ("Cases over the border by investigator", "سرحد پار مقدمات: تفتیشی ادارہ"),
        YES_NO, INVESTIGATORS,
    ),
    "S1": Layout(
        "convicted", ("form", "point"), ("Sentences against the law of the day", "سزائیں: اس دن کے قانون کے مقابل"),
        PUNISHMENTS, POINTS, _COURT,
    ),
    "F1": Layout(
        "accused", ("changed", "end"),
        ("Accused whom a victim named before a court: statement changed, and acquitted after it",
         "وہ ملزمان جن کا نام متاثرہ نے عدالت میں لیا: بیان بدلا، اور پھر بری"),
        YES_NO, ENDS, _ORDER,
    ),
    "F2": Layout(
        "accused", ("bail",), ("Of those: bail and the change", "ان میں: ضمانت اور بیان کی تبدیلی"), BAILS, ALL, _ORDER
    ),
    "F3": Layout(
        "accused", ("protected",), ("Of those: a measure of protection that day", "ان میں: اس دن تحفظ کا حکم"),
        YES_NO, ALL, _ORDER,
    ),
}  # fmt: skip
OF_REGISTRY: Final = frozenset({"T9"})
"""Tables that an identity registry's own node counts, and no hub."""
OF_HUB: Final = LAYOUTS.keys() - OF_REGISTRY
UNSPOKEN: Final[Mapping[str, Both]] = {
    "T9": (
        "not in this release: the identity registry's own node counts children without documents, in one of its own",
        "اس اشاعت میں نہیں: بے دستاویز بچوں کو شناختی رجسٹری کا اپنا نوڈ گنتا اور الگ شائع کرتا ہے",
    ),
}
"""Tables that are released elsewhere, and where."""
