"""What a picture says besides its data, in English and in Urdu. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NODES: Final = {
    "SUBJECT": ("Person", "شخص"),
    "ACCOUNT": ("Account", "کھاتہ"),
    "PHONE": ("Phone", "فون"),
    "DEVICE": ("Device", "آلہ"),
    "DOCUMENT": ("Document", "دستاویز"),
    "CASE": ("Case", "مقدمہ"),
    "PLACE": ("Place", "مقام"),
    "JOURNEY": ("Journey", "سفر"),
    "ORGANISATION": ("Organisation", "ادارہ"),
    "LOAN": ("Loan", "قرض"),
    "VEHICLE": ("Vehicle", "گاڑی"),
}
_EDGES: Final = {
    "PARTY_TO": ("party to", "فریقِ مقدمہ"),
    "IDENTIFIED_BY": ("identified by", "شناخت"),
    "LIVES_AT": ("lives at", "رہائش"),
    "CO_ARRESTED": ("accused together", "شریک ملزم"),
    "TRAVELLED": ("travelled", "سفر کیا"),
    "REFERS_TO": ("refers to", "حوالہ"),
    "PHONE_REGISTERED_TO": ("registered to", "رجسٹرڈ بنام"),
    "PHONE_USED_BY": ("used by", "زیرِ استعمال"),
    "PHONE_FOUND_WITH": ("found with", "برآمد از"),
    "CO_LOCATED": ("same cell", "ایک ہی مقام پر"),
    "ACCOUNT_HELD_BY": ("held by", "کھاتہ دار"),
    "ACCOUNT_USED_BY": ("used by", "زیرِ استعمال"),
    "DEVICE_USED_BY": ("used by", "زیرِ استعمال"),
    "VEHICLE_USED_BY": ("used by", "زیرِ استعمال"),
    "TRANSFERRED": ("transferred", "رقم منتقل"),
    "WITHDREW": ("withdrew", "رقم نکلوائی"),
    "CALLED": ("called", "کال"),
    "USED_DEVICE": ("used device", "آلہ استعمال"),
    "CAMPED_AT": ("camped at", "ٹاور"),
    "SIGNED_IN": ("signed in", "لاگ اِن"),
    "ACCOUNT_OF": ("account of", "کھاتہ برائے"),
    "OFFICER_OF": ("officer of", "عہدے دار"),
    "INVESTED_IN": ("invested in", "سرمایہ کاری"),
    "COMPANY_INVESTED_IN": ("invested in", "سرمایہ کاری"),
    "GUARANTEED": ("guaranteed", "ضمانت"),
    "COMPANY_GUARANTEED": ("guaranteed", "ضمانت"),
    "APPLIED_FOR": ("applied for", "درخواست"),
    "COMPANY_APPLIED_FOR": ("applied for", "درخواست"),
    "PAID_OUT": ("paid out", "ادائیگی"),
    "REPAID": ("repaid", "واپسی"),
    "SAME_PERSON": ("one person?", "ایک ہی شخص؟"),
}
_ROLES: Final = {
    "SUSPECT": ("suspect", "مشتبہ"),
    "ACCUSED": ("accused", "ملزم"),
    "VICTIM": ("victim", "متاثرہ"),
    "WITNESS": ("witness", "گواہ"),
    "COMPLAINANT": ("complainant", "مستغیث"),
    "LISTED": ("listed", "فہرست میں"),
}
_QUESTIONS: Final = {
    "Expand": ("What is next to it", "اس سے متصل"),
    "ShortestPaths": ("How they are connected", "ان کا باہمی تعلق"),
    "TraceMoney": ("Money through time", "رقم کا سراغ"),
    "ContactChain": ("Calls through time", "رابطوں کا سلسلہ"),
    "CoTravel": ("Who travelled together", "ہم سفر"),
    "CommonNeighbours": ("What they share", "مشترک تعلقات"),
    "KeyPlayers": ("Key players", "کلیدی افراد"),
    "WhyLinked": ("Why they are linked", "تعلق کی وجہ"),
    "Timeline": ("Events in order of time", "واقعات بہ ترتیبِ وقت"),
}
_PURPOSES: Final = {
    "INVESTIGATE_CASE": ("investigation of a case", "مقدمے کی تفتیش"),
    "PRELIMINARY_ENQUIRY": ("preliminary enquiry", "ابتدائی انکوائری"),
    "ANALYSE_NETWORK": ("analysis of a network", "نیٹ ورک کا تجزیہ"),
    "CHECKPOINT": ("checkpoint", "ناکہ"),
    "CUSTODY": ("custody", "حراست"),
    "TRIAL": ("trial", "عدالتی کارروائی"),
    "SUPERVISE_OFFENDER": ("supervision of an offender", "مجرم کی نگرانی"),
    "JUVENILE_JUSTICE": ("juvenile justice", "بچوں کا انصاف"),
    "PROTECT_VICTIM": ("protection of a victim", "متاثرہ کا تحفظ"),
    "FIND_MISSING_CHILD": ("search for a missing child", "گمشدہ بچے کی تلاش"),
    "FOREIGN_ASSISTANCE": ("assistance to a foreign state", "بیرونی ریاست کی معاونت"),
    "RECORD_UPKEEP": ("upkeep of records", "ریکارڈ کی درستی"),
    "OVERSIGHT": ("oversight", "نگرانی و جانچ"),
    "STATISTICS": ("statistics", "اعداد و شمار"),
    "SUBJECT_ACCESS": ("access to one's own record", "اپنے ریکارڈ تک رسائی"),
}
_WORDS: Final = {
    "stub": ("Link through {n} hidden records", "{n} پوشیدہ ریکارڈ کے ذریعے تعلق"),
    "stub.one": ("Link through 1 hidden record", "{n} پوشیدہ ریکارڈ کے ذریعے تعلق"),
    "held": ("held by {owner}", "تحویل: {owner}"),
    "desk": ("ask their desk", "ان کے ڈیسک سے پوچھیں"),
    "hub": ("hub", "مرکز"),
    "hub.legend": ("hub: too busy to follow beyond", "مرکز: آگے تلاش نہیں کی گئی"),
    "cash": ("Cash at this account", "نقد از کھاتہ"),
    "kinds": ("Kinds", "اقسام"),
    "sources": ("Sources", "ماخذ"),
    "grade": ("grade {grade}", "درجہ {grade}"),
    "cut": ("Shown {shown} of {total} {what}", "{what}: کل {total} میں سے {shown} دکھائے گئے"),
    "cut.more": ("Shown {shown} of {total} or more {what}", "{what}: {total} یا زائد میں سے {shown} دکھائے گئے"),
    "dated": (
        "A transfer with a date alone has no time: its order within the day is not known",
        "جس منتقلی کے ساتھ صرف تاریخ ہے اس کا وقت معلوم نہیں: دن کے اندر اس کی ترتیب معلوم نہیں",
    ),
    "unordered": (
        "Some transfers of the trails lie on one day: their order within the day is not known",
        "سلسلوں کی بعض منتقلیاں ایک ہی دن کی ہیں: دن کے اندر ان کی ترتیب معلوم نہیں",
    ),
    "accounts": ("accounts not followed", "کھاتے جن سے آگے تلاش نہیں ہوئی"),
    "cut.time": ("Not all was read in the time there was", "وقت ختم ہونے سے پہلے سب کچھ نہیں پڑھا گیا"),
    "nodes": ("nodes", "نقاط"),
    "edges": ("links", "تعلقات"),
    "paths": ("paths", "راستے"),
    "pictures": ("pictures", "تصاویر"),
    "officer": ("Officer", "افسر"),
    "agency": ("Agency", "ادارہ"),
    "time": ("Time", "وقت"),
    "purpose": ("Purpose", "مقصد"),
    "case": ("Case", "مقدمہ"),
    "question": ("Question", "سوال"),
    "as_of": ("Only what the hub knew on {time}", "صرف وہ جو {time} تک مرکز کے علم میں تھا"),
    "since": ("Nothing that ended before {time}", "{time} سے پہلے ختم ہونے والا کچھ شامل نہیں"),
    "until": ("Nothing from {time} on", "{time} اور اس کے بعد کا کچھ شامل نہیں"),
    "about": ("About", "بابت"),
    "page": ("Page {n} of {all}", "صفحہ {n} از {all}"),
    "part": ("Part {n}", "حصہ {n}"),
    "also": ("also in part {parts}", "حصہ {parts} میں بھی"),
    "zone": ("All times Asia/Karachi (UTC+05:00)", "تمام اوقات پاکستان کے معیاری وقت میں"),
    "stated": ("stated by {by}", "بقول {by}"),
    "rows": ("{n} rows", "{n} اندراجات"),
    "currencies": ("and {n} more currencies", "اور {n} مزید کرنسیاں"),
    "total": ("total {sum}", "کل {sum}"),
    "empty": ("Nothing to show", "دکھانے کو کچھ نہیں"),
    "linked": ("A picture shows links, not guilt.", "یہ تصویر تعلق دکھاتی ہے، جرم ثابت نہیں کرتی۔"),
    "authority": ("Under authority", "اختیار نامہ"),
}


def is_urdu(language: str) -> bool:
    """Whether ``language`` (BCP 47, such as ``ur`` or ``ur-PK``) asks for Urdu."""
    return language.lower().split("-")[0] == "ur"


def _of(table: Mapping[str, tuple[str, str]], key: str, language: str) -> str:
    both = table.get(key)
    return key.replace("_", " ").lower() if both is None else both[is_urdu(language)]


def node_word(kind: str, language: str) -> str:
    """What a node kind is called; an unknown kind by its own name."""
    return _of(_NODES, kind, language)


def edge_word(kind: str, language: str) -> str:
    """What an edge kind is called; an unknown kind by its own name."""
    return _of(_EDGES, kind, language)


def role_word(role: str, language: str) -> str:
    """What a person is in a case; an unknown role by its own name."""
    return _of(_ROLES, role, language)


def question_word(question: str, language: str) -> str:
    """The title of an answer, by the name of its method; an unknown name as it is."""
    return _of(_QUESTIONS, question, language) if question in _QUESTIONS else question


def purpose_word(purpose: str, language: str) -> str:
    """Why something was asked; an unknown purpose by its own name."""
    return _of(_PURPOSES, purpose, language)


def word(key: str, language: str) -> str:
    """Any other word; one with fields in braces is for :meth:`str.format`."""
    return _of(_WORDS, key, language)
