"""What `rabta net` writes over and between its figures, in Urdu. Words for kinds are those of the pictures."""

from __future__ import annotations

from typing import Final

from services.draw.direction import isolated

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
    "person": "شخص",
    "when": "وقت",
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
}
_TEXTS: Final = {
    "nothing": ("nothing that you may know of", "ایسا کچھ نہیں جس کا علم آپ کو ہو سکے"),
    "hidden": ("{n} hidden held by {owner}", "{n} پوشیدہ، تحویل {owner}"),
    "hub": ("hub", "مرکز"),
    "without": (
        "fragmentation without them {worth}; random sets {low} to {high}, median {median}",
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


def title(english: str, urdu: bool) -> str:
    """Over a table."""
    return TITLES[english] if urdu else english


def heading(english: str, urdu: bool) -> str:
    """Over a column."""
    return HEADINGS[english] if urdu else english


def cell(said: str, urdu: bool) -> str:
    """Figures and Latin words as they stand, whatever surrounds them."""
    return isolated(said) if urdu and said and not any("\u0600" <= letter <= "\u06ff" for letter in said) else said
