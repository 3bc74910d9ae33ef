"""What a picture says besides its data, in English and in Urdu; kinds and roles as everybody calls them. Pure."""

from __future__ import annotations

from typing import Final

from services.vocabulary.readings import EDGES, NODES, PURPOSES, ROLES, Readings, is_urdu, reading

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
    "GetAlert": ("Rows behind an alert", "اطلاع کی بنیاد بننے والی سطور"),
}
_WORDS: Final = {
    "stub": ("Link through {n} hidden records", "{n} پوشیدہ ریکارڈ کے ذریعے تعلق"),
    "stub.one": ("Link through 1 hidden record", "{n} پوشیدہ ریکارڈ کے ذریعے تعلق"),
    "held": ("held by {owner}", "تحویل: {owner}"),
    "desk": ("ask their desk", "ان کے ڈیسک سے پوچھیں"),
    "hub": ("hub", "مرکز"),
    "hub.legend": ("hub: too busy to follow beyond", "مرکز: آگے تلاش نہیں کی گئی"),
    "cash": ("Cash at this account", "نقد از کھاتہ"),
    "unstated": ("Counterparty not stated", "دوسرا فریق درج نہیں"),
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
    "parted": (
        "Without {who}, {n} of {m} pairs of this network are no longer linked",
        "{who} کے بغیر اس نیٹ ورک کے {m} جوڑوں میں سے {n} باہم مربوط نہیں رہتے",
    ),
    "currencies": ("and {n} more currencies", "اور {n} مزید کرنسیاں"),
    "total": ("total {sum}", "کل {sum}"),
    "empty": ("Nothing to show", "دکھانے کو کچھ نہیں"),
    "linked": ("A picture shows links, not guilt.", "یہ تصویر تعلق دکھاتی ہے، جرم ثابت نہیں کرتی۔"),
    "authority": ("Under authority", "اختیار نامہ"),
    "dossier": ("Evidence rows and their sources", "شواہد کے اندراجات اور ان کے ماخذ"),
    "dossier.digest": ("SHA-256 of these rows: {digest}", "ان اندراجات کا SHA-256: {digest}"),
}

PARTS: Final = ("nodes", "edges", "paths", "pictures", "accounts")
"""Parts of an answer that can be cut, as :func:`word` knows them."""


def _of(table: Readings, key: str, language: str) -> str:
    return reading(table, key, urdu=is_urdu(language))


def node_word(kind: str, language: str) -> str:
    """What a node kind is called; an unknown kind by its own name."""
    return _of(NODES, kind, language)


def edge_word(kind: str, language: str) -> str:
    """What an edge kind is called; an unknown kind by its own name."""
    return _of(EDGES, kind, language)


def role_word(role: str, language: str) -> str:
    """What a person is in a case; an unknown role by its own name."""
    return _of(ROLES, role, language)


def question_word(question: str, language: str) -> str:
    """The title of an answer, by the name of its method; an unknown name as it is."""
    return _of(_QUESTIONS, question, language) if question in _QUESTIONS else question


def purpose_word(purpose: str, language: str) -> str:
    """Why something was asked; an unknown purpose by its own name."""
    return _of(PURPOSES, purpose, language)


def word(key: str, language: str) -> str:
    """Any other word; one with fields in braces is for :meth:`str.format`."""
    return _of(_WORDS, key, language)
