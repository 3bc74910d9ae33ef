"""What stands over and between what is shown of records and of the graph, on terminals and pages, in Urdu.

Closed words of records are in :mod:`services.vocabulary.readings` and :mod:`services.vocabulary.record_readings`.
"""

from __future__ import annotations

import re
from typing import Final

from services.draw.check_words import CHECK_TEXTS
from services.draw.direction import isolated
from services.draw.help_words import HELP_HEADINGS, HELP_TITLES, HELP_VALUES
from services.draw.list_words import LIST_HEADINGS, LIST_TITLES
from services.vocabulary.record_readings import EVENTS

TITLES: Final = {
    "Nodes": "نقاط",
    "Evidence": "شواہد",
    "Links exist through hidden records: ask their desk": "پوشیدہ ریکارڈ کے ذریعے تعلق موجود ہے: ان کے ڈیسک سے پوچھیں",
    "Next to it": "اس سے متصل",
    "Paths": "راستے",
    "Trails": "رقم کے سلسلے",
    "Chains": "رابطوں کے سلسلے",
    "Splits and merges": "رقم کی تقسیم اور یکجائی",
    "Transfers as they were reached": "منتقلیاں جس ترتیب سے ملیں",
    "Not followed": "جن سے آگے تلاش نہیں ہوئی",
    "Companions": "ہم سفر",
    "Shared": "مشترک",
    "Key players": "کلیدی افراد",
    "Decisions": "فیصلے",
    "Candidates": "ممکنہ مماثل",
    "Waiting for a decision": "فیصلے کے منتظر",
    "Grounds": "بنیادیں",
    "Cases": "مقدمات",
    "Timeline": "واقعات بہ ترتیبِ وقت",
    "Conflicts, side by side": "متضاد بیانات، ساتھ ساتھ",
    "Linked: what carries records of other numbers": "منسلک: دوسرے نمبروں کے اندراج کس بنا پر ہیں",
    "Released to you: shown until then, and no longer": "آپ کے لیے جاری کردہ: اُس وقت تک دکھایا جائے گا",
    "Held by others: ask their desk": "دوسروں کی تحویل میں: ان کے ڈیسک سے پوچھیں",
    "Disclosed": "ظاہر کردہ",
    "Persons who may be meant": "ممکنہ افراد",
    "Why each may be meant": "ہر ایک کی وجہ",
    "What each record says": "ہر اندراج کا بیان",
    "What joins them": "باہمی ربط",
}
HEADINGS: Final = {
    "": "",
    "kind": "نوع",
    "id": "شناخت",
    "label": "نام",
    "role": "حیثیت",
    "owner": "مالک ادارہ",
    "grade": "درجہ",
    "degree": "تعداد تعلقات",
    "player": "کلیدی فرد",
    "meaning": "مطلب",
    "own numbers": "اپنے نمبر",
    "person": "شخص",
    "when": "وقت",
    "until": "تک",
    "from": "از",
    "to": "بطرف",
    "amount": "رقم",
    "seconds": "سیکنڈ",
    "authority": "اختیار نامہ",
    "note": "نوٹ",
    "hidden": "پوشیدہ",
    "between": "مابین",
    "and": "اور",
    "held by": "تحویل",
    "desk": "ڈیسک",
    "phone": "فون",
    "edges": "تعلقات",
    "nodes": "نقاط",
    "length": "طوالت",
    "path": "راستہ",
    "trail": "سلسلہ",
    "account": "کھاتہ",
    "in": "آمد",
    "out": "روانگی",
    "sum in": "کل آمد",
    "sum out": "کل روانگی",
    "journeys": "سفر",
    "step": "قدم",
    "after step": "بعد از قدم",
    "hop": "مرحلہ",
    "at most": "زیادہ سے زیادہ",
    "order": "ترتیب",
    "transfers": "منتقلیاں",
    "since": "کیونکہ",
    "node": "نقطہ",
    "by": "متصل بہ",
    "sign": "فیصلہ",
    "one": "ایک",
    "other": "دوسرا",
    "decided by": "فیصلہ کنندہ",
    "second": "دوسرا افسر",
    "no": "نمبر",
    "why": "وجہ",
    "rule": "قاعدہ",
    "bits": "بِٹ",
    "model": "ماڈل",
    "proposed": "تجویز کا وقت",
    "withdrawn": "واپس لیا گیا",
    "by whom": "کس نے واپس لیا",
    "field": "خانہ",
    "agrees": "مطابقت",
    "subject": "فرد",
    "name": "نام",
    "grounds": "بنیادیں",
    "references": "حوالہ جات",
    "standing": "قانونی حیثیت",
    "finality": "حتمیت",
    "outcome": "نتیجہ",
    "counts as": "شمار",
    "date": "تاریخ",
    "what": "واقعہ",
    "flags": "نشان دہی",
    "status": "حالتِ اندراج",
    "recorded": "وقتِ اندراج",
    "value": "بیان",
    "version": "اندراج",
    "action": "کارروائی",
    "caution": "احتیاط",
    "birth": "پیدائش",
    "district": "ضلع",
    "case": "مقدمہ",
    "likeness": "مشابہت",
    "decision": "فیصلہ",
    "joined": "وقتِ ربط",
}
_TITLES: Final = TITLES | LIST_TITLES | HELP_TITLES
_HEADINGS: Final = HEADINGS | LIST_HEADINGS | HELP_HEADINGS
FIELDS: Final = {
    "name": "نام",
    "name_ur": "اردو نام",
    "father": "ولدیت",
    "number": "نمبر",
    "birth": "پیدائش",
    "gender": "جنس",
    "whereabouts": "موجودگی",
    "sentence": "سزا",
    "outcome": "نتیجہ",
    "date of FIR": "تاریخِ ایف آئی آر",
    "date of arrest": "تاریخِ گرفتاری",
}
"""What grounds of a decision and conflicts of a history are about."""
VALUES: Final = {
    "M": "مرد",
    "F": "عورت",
    "X": "دیگر",
    "ARREST": "گرفتار کریں",
    "CHILD": "بچہ",
    "MISUSE_CLAIMED": "شناخت کے غلط استعمال کا دعویٰ",
    "call the desk": "ڈیسک سے رابطہ کریں",
    "claims that the identity was misused: call the desk": "دعویٰ ہے کہ شناخت غلط استعمال ہوئی: ڈیسک سے رابطہ کریں",
    "SAME_NUMBER": "ایک ہی نمبر",
    "DECISION": "افسر کا فیصلہ",
    "REGISTRY_TOKEN": "شناختی رجسٹری",
    "PREVENT_EXIT": "روانگی روکیں",
    "PREVENT_ENTRY": "داخلہ روکیں",
    "SEIZE_DOCUMENT": "دستاویز ضبط کریں",
    "INFORM": "اطلاع دیں",
    "ARMED": "مسلح",
    "VIOLENT": "پُرتشدد",
}
"""Closed words of a conflict's side, of an action on hit and of its caution; what an agency wrote stands as it is."""
_RANGE: Final = re.compile(r"([0-9-]{4,10}) to ([0-9-]{4,10})")
_TEXTS: Final = CHECK_TEXTS | {
    "not agreed": ("by {agency}, not agreed", "{agency} کے مطابق، اتفاق نہیں ہوا"),
    "claimed": ("state whether they are one person", "بتائیں کہ ایک ہی شخص ہے یا نہیں"),
    "oversight": ("oversight", "نگران ادارہ"),
    "nothing": ("nothing that you may know of", "ایسا کچھ نہیں جس کا علم آپ کو ہو سکے"),
    "hidden": ("{n} hidden held by {owner}", "{n} پوشیدہ، تحویل {owner}"),
    "hub": ("hub", "مرکز"),
    "nothing.record": ("no record that you may know of", "ایسا کوئی اندراج نہیں جس کا علم آپ کو ہو سکے"),
    "to.add": ("to tell them apart, add: {fields}", "انہیں الگ کرنے کے لیے یہ بھی بتائیں: {fields}"),
    "braked": ("too common to find anybody by themselves: {words}", "اتنے عام کہ تنہا کسی کو نہیں ڈھونڈ سکتے: {words}"),
    "asked": ("the number asked for", "وہ نمبر جو پوچھا گیا"),
    "later": (
        "known today and not then, so left out here: {number} lines",
        "آج معلوم مگر اُس وقت نہیں، لہٰذا شامل نہیں: {number} اندراجات",
    ),
    "yes": ("yes", "ہاں"),
    "no": ("no", "نہیں"),
    "offence": ("offence", "جرم ثابت"),
    "no offence": ("no offence", "جرم نہیں"),
    "range": ("{first} to {last}", "{first} تا {last}"),
    "cases": ("cases: {n}", "مقدمات: {n}"),
    "lines": ("lines: {n}", "اندراجات: {n}"),
    "conflicts": ("conflicts: {n}", "متضاد بیانات: {n}"),
    "held": ("held by others: {n}", "دوسروں کی تحویل میں: {n}"),
    "first": (
        "{title}, the first {n} of {all} lines: --full shows all",
        "{title}: کل {all} میں سے پہلے {n}؛ سب کے لیے {full}",
    ),
    "newest": (
        "{title}, the newest {n} of {all} lines: --full shows all",
        "{title}: کل {all} میں سے تازہ ترین {n}؛ سب کے لیے {full}",
    ),
    "parted": (
        "without this one, {n} of {m} pairs of this network are no longer linked",
        "اس کے بغیر اس نیٹ ورک کے {m} جوڑوں میں سے {n} باہم مربوط نہیں رہتے",
    ),
    "parted.all": (
        "without all of them, {n} of {m} pairs of this network are no longer linked",
        "ان سب کے بغیر اس نیٹ ورک کے {m} جوڑوں میں سے {n} باہم مربوط نہیں رہتے",
    ),
    "tie": ("{n} rows since {since}", "{since} سے {n} اندراجات"),
    "tie.sum": ("{n} rows since {since}, in all {total}", "{since} سے {n} اندراجات، کل {total}"),
    "ties": (
        "where rows are counted, one line stands for all of them by its latest; `rabta net why A B` and "
        "`rabta net events NODE` list each",
        "جہاں اندراجات گنے گئے ہیں وہاں ایک سطر ان سب کی جگہ تازہ ترین دکھاتی ہے؛ ہر ایک کی فہرست: "
        "\u2066rabta net why A B\u2069، \u2066rabta net events NODE\u2069",
    ),
    "without": (
        "fragmentation without them {worth} (0: all are next to all, 1: none is linked); random sets {low} to {high}, "
        "median {median}",
        "ان کے بغیر انتشار {worth}؛ اتفاقی مجموعے {low} تا {high}، وسطانیہ {median}",
    ),
    "borne": ("{number} means the person who bears it: {who}", "{number} سے مراد اس کا حامل شخص ہے: {who}"),
    "borne.several": (
        "{number} is borne by {persons} persons; no decision makes them one, and the answer starts from each: {who}",
        "{number} کے {persons} حامل ہیں؛ کوئی فیصلہ انہیں ایک نہیں ٹھہراتا، جواب ہر ایک سے شروع ہوتا ہے: {who}",
    ),
    "cut": ("{what}: {shown} of {total} shown", "{what}: کل {total} میں سے {shown} دکھائے گئے"),
    "cut.time": (
        "not all was read in the time there was: ask for a shorter period, fewer steps or fewer nodes",
        "وقت ختم ہونے سے پہلے سب کچھ نہیں پڑھا گیا: کم مدت، کم قدم یا کم نقاط پوچھیں",
    ),
    "unordered": ("order within the day not known", "دن کے اندر ترتیب معلوم نہیں"),
    "loose": ("may lie further apart than asked", "درمیانی وقفہ پوچھے گئے سے زیادہ ہو سکتا ہے"),
    "marked": ("step {steps}: {what}", "قدم {steps}: {what}"),
    "HUB": ("too busy to be followed beyond", "بہت مصروف، آگے تلاش نہیں کی گئی"),
    "TIME": ("no time left", "وقت ختم"),
    "SIZE": ("as much was read as one question reads", "ایک سوال کی حد تک پڑھ لیا گیا"),
    "narrow": (
        "not all is shown: ask with a minimum amount (--min-amount), a shorter period (--from, --to) or fewer steps "
        "(--max-length); --limit shows more",
        "سب کچھ نہیں دکھایا گیا: کم از کم رقم (--min-amount)، کم مدت (--from, --to) یا کم مراحل (--max-length) پوچھیں",
    ),
    "cut.more": ("{what}: {shown} of {total} or more shown", "{what}: {total} یا زائد میں سے {shown} دکھائے گئے"),
}


def text(key: str, urdu: bool, **figures: object) -> str:
    """A sentence with its figures, isolated in Urdu."""
    return _TEXTS[key][urdu].format(**{name: cell(str(value), urdu) for name, value in figures.items()})


def field(english: str, urdu: bool) -> str:
    """What a ground or a conflict is about; the day of a step by the step's own words."""
    if not urdu:
        return english
    steps = {f"date of {said[0]}": f"تاریخ: {said[1]}" for said in EVENTS.values()}
    return FIELDS.get(english) or steps.get(english, english)


def value(english: str, urdu: bool) -> str:
    """A closed word, several with commas between, or a range of days; anything else as it was written."""
    if not urdu:
        return english
    if days := _RANGE.fullmatch(english):
        return text("range", urdu, first=days[1], last=days[2])
    return VALUES.get(english) or _several(VALUES, english)


def helped(english: str, urdu: bool) -> str:
    """A closed word of a referral or a claim, or several with commas between; anything else as it was written."""
    return _several(HELP_VALUES, english) if urdu else english


def _several(words: dict[str, str], english: str) -> str:
    several = english.split(", ")
    return "، ".join(words[one] for one in several) if words.keys() >= set(several) else english


def title(english: str, urdu: bool) -> str:
    """What stands over a table; the English text where there is no other."""
    return _TITLES.get(english, english) if urdu else english


def heading(english: str, urdu: bool) -> str:
    """What stands over a column. Raises KeyError."""
    return _HEADINGS[english] if urdu else english


def cell(said: str, urdu: bool) -> str:
    """Figures and Latin words as they stand, whatever surrounds them."""
    return isolated(said) if urdu and said and not any("\u0600" <= letter <= "\u06ff" for letter in said) else said
