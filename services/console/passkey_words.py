"""What the way into an agency's console says: login, touches of a passkey, enrolment; English, then Urdu."""

from __future__ import annotations

from typing import Final

PASSKEY_TEXTS: Final = {
    "login": ("Log in", "لاگ اِن"),
    "login.id": ("Your officer's id", "آپ کی افسر شناخت"),
    "login.next": ("Go on to the passkey", "پاس کی کی طرف بڑھیں"),
    "login.before": (
        "Say who you are and why you ask. Your passkey then answers for exactly this purpose, legal basis and case.",
        "بتائیں کہ آپ کون ہیں اور کیوں پوچھ رہے ہیں۔ آپ کی پاس کی صرف اسی مقصد، قانونی بنیاد اور مقدمے پر جواب دے گی۔",
    ),
    "login.officer": ("This is no officer's id.", "یہ کسی افسر کی شناخت نہیں۔"),
    "account.done": ("You are signed in with your account", "آپ اپنے اکاؤنٹ سے داخل ہیں"),
    "error.account": (
        "Your agency's account names no officer to this browser: begin the login again.",
        "آپ کے ادارے کا اکاؤنٹ اس براؤزر کے لیے کسی افسر کا نام نہیں دیتا: لاگ اِن دوبارہ شروع کریں۔",
    ),
    "touch": ("Touch your passkey", "اپنی پاس کی چھوئیں"),
    "touch.for": ("You touch it for exactly this:", "آپ اسے صرف اس کے لیے چھو رہے ہیں:"),
    "touch.class": ("Class of questions", "سوالات کی قسم"),
    "touch.minute": (
        "It counts for a minute, once. What it opens ends after a quarter of an hour.",
        "یہ ایک منٹ کے لیے اور ایک ہی بار معتبر ہے۔ اس سے ملنے والی رسائی پندرہ منٹ بعد ختم ہو جاتی ہے۔",
    ),
    "touch.now": ("Touch", "چھوئیں"),
    "touch.failed": (
        "The passkey gave no answer. Try again, or ask your administrator.",
        "پاس کی نے جواب نہیں دیا۔ دوبارہ کوشش کریں یا اپنے منتظم سے پوچھیں۔",
    ),
    "touch.script": (
        "A passkey is asked by a script, and this browser runs none. Everything after it works without.",
        "پاس کی اسکرپٹ سے پوچھی جاتی ہے اور یہ براؤزر اسکرپٹ نہیں چلاتا۔ اس کے بعد سب کچھ بغیر اسکرپٹ چلتا ہے۔",
    ),
    "touch.taken": ("The touch counts.", "لمس قبول ہوا۔"),
    "touch.on": ("Go on", "آگے بڑھیں"),
    "enrol": ("Enrol a passkey", "پاس کی کا اندراج"),
    "enrol.before": (
        "Your administrator gave you a code. It is good once, for half an hour.",
        "آپ کے منتظم نے آپ کو کوڈ دیا ہے۔ یہ ایک بار اور آدھے گھنٹے کے لیے معتبر ہے۔",
    ),
    "enrol.code": ("Code", "کوڈ"),
    "enrol.next": ("Go on", "آگے بڑھیں"),
    "enrol.device": (
        "Use a passkey that stays on its device, such as a security key: one that can be copied is refused.",
        "ایسی پاس کی استعمال کریں جو اپنے آلے پر رہے، جیسے سکیورٹی کی: جو آلات کے درمیان نقل ہو وہ قبول نہیں۔",
    ),
    "enrol.make": ("Make the passkey", "پاس کی بنائیں"),
    "enrol.made": ("The passkey is made", "پاس کی بن گئی"),
    "enrol.tell": (
        "Read this to your administrator, face to face: they compare it before the passkey is put on the roster.",
        "یہ اپنے منتظم کو روبرو پڑھ کر سنائیں: وہ فہرست میں درج کرنے سے پہلے اس کا موازنہ کریں گے۔",
    ),
    "enrol.fingerprint": ("Fingerprint of the passkey", "پاس کی کا نشان"),
    "enrol.waits": (
        "It opens nothing before the signed roster lists it.",
        "دستخط شدہ فہرست میں درج ہونے سے پہلے یہ کچھ نہیں کھولتی۔",
    ),
    "enrol.second": (
        "{second} confirms it from their own login, where the same fingerprint stands: read it to them too.",
        "{second} اپنے لاگ اِن سے اس کی تصدیق کریں گے، جہاں یہی نشان لکھا ہے: انہیں بھی پڑھ کر سنائیں۔",
    ),
    "confirm": ("Passkeys that wait for you", "پاس کی جو آپ کی تصدیق کی منتظر ہیں"),
    "confirm.says": (
        "You were named as the second person for these. Have the officer beside you read the fingerprint from the "
        "screen on which they made it, and compare each digit: without your touch no row is proposed.",
        "آپ ان کے لیے دوسرے افسر ہیں۔ افسر آپ کے سامنے اُس سکرین سے نشان پڑھے جس پر پاس کی بنائی، اور ہر ہندسہ ملائیں: "
        "آپ کے لمس کے بغیر کوئی اندراج تجویز نہیں ہوتا۔",
    ),
    "confirm.none": ("None waits for you.", "آپ کی منتظر کوئی نہیں۔"),
    "confirm.when": ("Made", "کب بنی"),
    "confirm.one": ("Confirm this passkey", "اس پاس کی کی تصدیق کریں"),
    "error.enrol.code": (
        "No such code waits for this officer: it was used, or its time is over. Ask your administrator for another.",
        "اس افسر کے لیے ایسا کوئی کوڈ نہیں: استعمال ہو چکا یا وقت گزر گیا۔ منتظم سے نیا کوڈ لیں۔",
    ),
    "error.enrol.unfit": (
        "This passkey is not taken: it must be bound to its device, and ask for its user's PIN or finger.",
        "یہ پاس کی قبول نہیں: لازم ہے کہ آلے سے بندھی ہو اور صارف کا پن یا انگلی مانگے۔",
    ),
    "error.many": (
        "Too many attempts from this place: wait a minute.",
        "اس جگہ سے بہت زیادہ کوششیں ہوئیں: ایک منٹ انتظار کریں۔",
    ),
}
"""Sentences and labels by key."""
