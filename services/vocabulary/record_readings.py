"""What is said of a record's steps, lists and orders, in English and in Urdu. Tables only. Pure."""

from __future__ import annotations

from typing import Final

from services.vocabulary.readings import Both
from services.vocabulary.steps import EventType

EVENTS: Final[dict[str, Both]] = {
    EventType.ENQUIRY: ("enquiry opened", "انکوائری شروع"),
    EventType.FIR: ("FIR registered (s. 154)", "ایف آئی آر درج (دفعہ 154)"),
    EventType.TRANSFER: ("investigation or case transferred", "تفتیش یا مقدمہ منتقل"),
    EventType.SECTION_ADDED: ("section added", "دفعہ کا اضافہ"),
    EventType.SECTION_DELETED: ("section deleted", "دفعہ حذف"),
    EventType.RELEASE_169: ("released by police for want of evidence (s. 169)", "ثبوت نہ ہونے پر رہا (دفعہ 169)"),
    EventType.NOT_SENT_UP: ("not sent up, column 2 of the challan (s. 173)", "خانہ 2 میں، چالان نہیں ہوا (دفعہ 173)"),
    EventType.CANCELLATION_REPORT: ("police report of cancellation, no order yet", "اخراج رپورٹ، حکم باقی"),
    EventType.UNTRACED_REPORT: ("police report of untraced, no order yet", "عدم پتہ رپورٹ، حکم باقی"),
    EventType.CANCELLATION_ORDERED: ("cancelled by the Magistrate's order", "مجسٹریٹ کے حکم سے خارج"),
    EventType.CANCELLATION_REFUSED: ("Magistrate refused cancellation", "مجسٹریٹ نے اخراج مسترد کیا"),
    EventType.CHALLAN_INTERIM: ("interim challan (s. 173)", "عبوری چالان (دفعہ 173)"),
    EventType.CHALLAN_FINAL: ("challan (s. 173)", "چالان (دفعہ 173)"),
    EventType.CHALLAN_SUPPLEMENTARY: ("supplementary challan (s. 173)", "ضمنی چالان (دفعہ 173)"),
    EventType.COGNIZANCE: ("court took cognizance (s. 190)", "عدالت نے نوٹس لیا (دفعہ 190)"),
    EventType.CHARGE_FRAMED: ("charge framed", "فردِ جرم عائد"),
    EventType.DISCHARGE: ("discharged, not an acquittal", "ڈسچارج، بریت نہیں"),
    EventType.ACQUITTAL_245: ("acquitted (s. 245)", "بری (دفعہ 245)"),
    EventType.CONVICTION_245: ("convicted (s. 245)", "سزا یافتہ (دفعہ 245)"),
    EventType.ACQUITTAL_247: ("acquitted, complainant absent (s. 247)", "بری، مستغیث غیر حاضر (دفعہ 247)"),
    EventType.STOPPED_249: ("proceedings stopped (s. 249), not an acquittal", "کارروائی رکی (دفعہ 249)، بریت نہیں"),
    EventType.ACQUITTAL_249A: ("acquitted (s. 249-A)", "بری (دفعہ 249-A)"),
    EventType.ACQUITTAL_265K: ("acquitted (s. 265-K)", "بری (دفعہ 265-K)"),
    EventType.COMPOUNDED_345: (
        "compounded, has the effect of acquittal (s. 345(6))",
        "صلح، بریت کے برابر (دفعہ 345(6))",
    ),
    EventType.WITHDRAWN_494: ("prosecution withdrawn (s. 494)", "استغاثہ واپس (دفعہ 494)"),
    EventType.DIVERTED: ("diverted (JJSA s. 9)", "ڈائیورژن (JJSA دفعہ 9)"),
    EventType.ABSENT_512: ("absent, evidence recorded (s. 512)", "غیر حاضر، شہادت قلمبند (دفعہ 512)"),
    EventType.QUASHED_561A: ("quashed by the High Court (s. 561-A)", "ہائی کورٹ نے کالعدم کیا (دفعہ 561-A)"),
    EventType.ABATED: (
        "abated by death (s. 431, K; courts differ where a convict's appeal was pending)",
        "وفات پر کارروائی ختم (دفعہ 431، K؛ سزا یافتہ کی اپیل باقی ہو تو عدالتوں کی رائے مختلف ہے)",
    ),
    EventType.CONVICTION: ("convicted", "سزا یافتہ"),
    EventType.ACQUITTAL: ("acquitted", "بری"),
    EventType.SENTENCE: ("sentenced", "سزا سنائی گئی"),
    EventType.SENTENCE_SUSPENDED: (
        "sentence suspended (s. 426), conviction stands",
        "سزا معطل (دفعہ 426)، جرم ثابت برقرار",
    ),
    EventType.APPEAL_FILED: ("appeal filed", "اپیل دائر"),
    EventType.APPEAL_DISMISSED: ("appeal dismissed", "اپیل خارج"),
    EventType.SET_ASIDE: ("judgment set aside on appeal", "اپیل پر فیصلہ کالعدم"),
    EventType.RETRIAL_ORDERED: ("retrial ordered", "ازسرِنو سماعت کا حکم"),
    EventType.APPEAL_TIME_LAPSED: ("time for appeal over", "اپیل کی میعاد ختم"),
    EventType.INVESTIGATION_BY_POLICE: ("investigated by police", "پولیس نے تفتیش کی"),
    EventType.AGE_DETERMINED: ("age determined by the court (JJSA s. 8)", "عدالت نے عمر کا تعین کیا (JJSA دفعہ 8)"),
    EventType.ZARRA_TOLD: ("ZARRA told of the missing child", "زارا کو اطلاع دی گئی"),
}

CUSTODY: Final[dict[str, Both]] = {
    "ARREST": ("arrested", "گرفتار"),
    "PRODUCTION": ("produced before a Magistrate (s. 61)", "مجسٹریٹ کے سامنے پیش (دفعہ 61)"),
    "POLICE_REMAND": ("police remand (s. 167)", "جسمانی ریمانڈ (دفعہ 167)"),
    "JUDICIAL_REMAND": ("judicial remand", "جوڈیشل ریمانڈ"),
    "ADMISSION": ("admitted to prison", "جیل میں داخل"),
    "TRANSFER": ("transferred to another prison", "دوسری جیل منتقل"),
    "REMISSION": ("remission", "سزا میں معافی"),
    "PAROLE": ("parole", "پیرول"),
    "PROBATION": ("probation", "پروبیشن"),
    "ESCAPE": ("escaped", "فرار"),
    "RECAPTURE": ("recaptured", "دوبارہ گرفتار"),
    "RELEASE": ("released", "رہا"),
    "DEATH": ("died in custody", "حراست میں وفات"),
}

RELEASES: Final[dict[str, Both]] = {
    "BAIL": ("on bail", "ضمانت پر"),
    "ACQUITTED": ("on acquittal", "بریت پر"),
    "SENTENCE_SERVED": ("sentence served", "سزا پوری"),
    "SENTENCE_SUSPENDED": ("sentence suspended", "سزا معطل"),
    "DISCHARGED": ("on discharge", "ڈسچارج پر"),
    "COURT_ORDER": ("by court's order", "عدالتی حکم سے"),
    "REMISSION": ("after remission", "معافی کے بعد"),
    "DIVERTED": ("on diversion", "ڈائیورژن پر"),
    "OTHER": ("for another reason", "دیگر وجہ سے"),
}

BAIL: Final[dict[str, Both]] = {
    "PRE_ARREST_INTERIM": ("interim pre-arrest bail", "عبوری ضمانت قبل از گرفتاری"),
    "PRE_ARREST_CONFIRMED": ("pre-arrest bail confirmed", "ضمانت قبل از گرفتاری منظور"),
    "POST_ARREST": ("bail after arrest", "ضمانت بعد از گرفتاری"),
    "PROTECTIVE": ("protective bail", "حفاظتی ضمانت"),
    "REFUSED": ("bail refused", "ضمانت مسترد"),
    "CANCELLED": ("bail cancelled", "ضمانت منسوخ"),
    "FORFEITED": ("bail bond forfeited (s. 514)", "مچلکہ ضبط (دفعہ 514)"),
}

LISTS: Final[dict[str, Both]] = {
    "WARRANT_BAILABLE": ("bailable warrant", "قابلِ ضمانت وارنٹ"),
    "WARRANT_NON_BAILABLE": ("non-bailable warrant", "ناقابلِ ضمانت وارنٹ"),
    "ECL": ("Exit Control List", "ایگزٹ کنٹرول لسٹ"),
    "PNIL": ("Provisional National Identification List (no statute)", "عارضی قومی شناختی فہرست (قانون نہیں)"),
    "BLACKLIST": ("passport blacklist", "پاسپورٹ بلیک لسٹ"),
    "WATCH": ("watch list", "نگرانی فہرست"),
    "LOST_DOCUMENT": ("lost document", "گمشدہ دستاویز"),
    "CHILD_ALERT": ("child alert", "بچے کا الرٹ"),
}

PROCLAMATIONS: Final[dict[str, Both]] = {
    "87": ("proclaimed (s. 87)", "اشتہاری (دفعہ 87)"),
    "88_ATTACHMENT": ("property attached (s. 88)", "جائیداد قرق (دفعہ 88)"),
    "512": ("absconder, evidence recorded (s. 512)", "مفرور، شہادت قلمبند (دفعہ 512)"),
}

PROTECTIONS: Final[dict[str, Both]] = {
    "SEALED": ("sealed by court", "عدالت نے سربمہر کیا"),
    "PSEUDONYM": ("pseudonym ordered", "فرضی نام کا حکم"),
    "PROTECTED_PERSON": ("protected person", "زیرِ تحفظ شخص"),
    "MEASURES": ("measures while the person speaks ordered", "بیان کے دوران حفاظتی اقدامات کا حکم"),
}

VERDICTS: Final[dict[str, Both]] = {
    "APPLIED": ("claim answered: applied", "دعوے کا جواب: عمل ہوا"),
    "REFUSED": ("claim answered: refused", "دعوے کا جواب: انکار"),
    "ASKED_COURT": ("claim answered: the court is asked", "دعوے کا جواب: عدالت سے رجوع"),
}

FOREIGN: Final[dict[str, Both]] = {
    EventType.CONVICTION: ("convicted abroad", "بیرونِ ملک سزا"),
    EventType.ACQUITTAL: ("acquitted abroad", "بیرونِ ملک بری"),
    "CHARGE": ("charged abroad", "بیرونِ ملک الزام"),
    "DEPORTATION": ("deported, not a conviction", "ملک بدر، سزا نہیں"),
}

REGISTERS: Final[dict[str, Both]] = {
    "FIR": ("FIR", "ایف آئی آر"),
    "ENQUIRY": ("enquiry", "انکوائری"),
    "COMPLAINT": ("private complaint", "استغاثہ"),
    "MISSING_CHILD": ("missing-child report", "گمشدہ بچے کی رپورٹ"),
    "COURT_CASE": ("court case", "عدالتی مقدمہ"),
    "CHALLAN": ("challan", "چالان"),
    "APPEAL": ("appeal", "اپیل"),
    "PRISON_UNDER_TRIAL": ("under-trial no.", "حوالاتی نمبر"),
    "PRISON_CONVICT": ("convict no.", "قیدی نمبر"),
    "ARREST": ("arrest", "گرفتاری"),
    "CRO": ("criminal record office no.", "سی آر او نمبر"),
    "FINGERPRINT": ("fingerprint no.", "فنگر پرنٹ نمبر"),
    "OPERATION": ("operation", "آپریشن"),
    "MOVEMENT": ("movement", "نقل و حرکت"),
    "ORDER": ("order", "حکم"),
    "REFERRAL": ("referral", "مدد کے لیے حوالگی"),
    "MLA": ("mutual legal assistance", "باہمی قانونی معاونت"),
    "RECORD": ("record", "ریکارڈ"),
    "REVIEW": ("review", "نظرِثانی"),
    "RELEASE_PLAN": ("plan of a release", "اشاعت کا منصوبہ"),
    "APPLICATION": ("application", "درخواست"),
}
"""Where a number stands that a case is cited by: each type of case."""

STATEMENTS: Final[dict[str, Both]] = {
    "COURT": ("in court", "عدالت میں"),
    "AFFIDAVIT": ("affidavit", "بیانِ حلفی"),
    "COMPROMISE": ("compromise", "راضی نامہ"),
    "CHILD_INTERVIEW": ("interview of a child", "بچے کا انٹرویو"),
}
"""Statements that bear no section."""

RELATIONS: Final[dict[str, Both]] = {
    "CONFIRMS": ("confirms an earlier one", "سابقہ بیان کی تصدیق"),
    "ADDS": ("adds to an earlier one", "سابقہ بیان میں اضافہ"),
    "MODIFIES": ("differs from an earlier one", "سابقہ بیان سے اختلاف"),
    "RETRACTS": ("retracts an earlier one", "سابقہ بیان سے انحراف"),
}
"""How a statement stands to earlier ones."""
