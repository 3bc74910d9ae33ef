"""What a page says of a number that breaks a rule of its register, by the rule (:mod:`services.tables.numbers`)."""

from __future__ import annotations

from typing import Final

NUMBER_TEXTS: Final = {
    "rule.cnic-digits": (
        "A CNIC holds digits and dashes alone. Type it again.",
        "شناختی کارڈ نمبر میں صرف ہندسے اور ڈیش ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.cnic-length": (
        "A CNIC has 13 digits. Count those that you typed.",
        "شناختی کارڈ نمبر میں 13 ہندسے ہوتے ہیں۔ اپنے لکھے ہندسے گن لیں۔",
    ),
    "rule.cnic-region": (
        "No CNIC begins with 0. Look at the card again.",
        "کوئی شناختی کارڈ نمبر 0 سے شروع نہیں ہوتا۔ کارڈ دوبارہ دیکھیں۔",
    ),
    "rule.iban-characters": (
        "An IBAN holds letters and digits alone. Type it again.",
        "آئی بین میں صرف حروف اور ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.iban-check": (
        "The check digits of this IBAN do not fit: a character is wrong. Compare it with the statement.",
        "اس آئی بین کے جانچ کے ہندسے درست نہیں: کوئی حرف غلط ہے۔ گوشوارے سے ملائیں۔",
    ),
    "rule.iban-length": (
        "A Pakistani IBAN is PK and 22 characters, four of them the letters of the bank.",
        "پاکستانی آئی بین PK اور 22 حروف پر مشتمل ہے، جن میں چار بینک کے حروف ہیں۔",
    ),
    "rule.iban-pattern": (
        "An IBAN begins with the country and two check digits, such as PK36.",
        "آئی بین ملک اور جانچ کے دو ہندسوں سے شروع ہوتا ہے، جیسے PK36۔",
    ),
    "rule.identifier-country": (
        "Only a passport has an issuing country. Leave the country empty.",
        "جاری کرنے والا ملک صرف پاسپورٹ کا ہوتا ہے۔ ملک کا خانہ خالی چھوڑیں۔",
    ),
    "rule.identifier-text": (
        "This is too long for a number, or holds signs that cannot be seen. Type it again.",
        "یہ نمبر کے لیے بہت لمبا ہے، یا اس میں نظر نہ آنے والے نشان ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.identifier-type": (
        "This is no type of number that is known here. Choose one of the list.",
        "اس قسم کا نمبر یہاں معلوم نہیں۔ فہرست میں سے چنیں۔",
    ),
    "rule.imei-check": (
        "The last digit of this IMEI does not fit: a digit is wrong. Compare it with the handset.",
        "اس آئی ایم ای آئی کا آخری ہندسہ درست نہیں: کوئی ہندسہ غلط ہے۔ فون سے ملائیں۔",
    ),
    "rule.imei-digits": (
        "An IMEI holds digits alone. Type it again.",
        "آئی ایم ای آئی میں صرف ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.imei-length": (
        "An IMEI has 14 to 16 digits. Count those that you typed.",
        "آئی ایم ای آئی میں 14 سے 16 ہندسے ہوتے ہیں۔ اپنے لکھے ہندسے گن لیں۔",
    ),
    "rule.imsi-country": (
        "An IMSI begins with the code of a country, such as 410 of Pakistan.",
        "آئی ایم ایس آئی ملک کے کوڈ سے شروع ہوتا ہے، جیسے پاکستان کا 410۔",
    ),
    "rule.imsi-digits": (
        "An IMSI holds digits alone. Type it again.",
        "آئی ایم ایس آئی میں صرف ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.imsi-length": (
        "An IMSI has 14 or 15 digits. Count those that you typed.",
        "آئی ایم ایس آئی میں 14 یا 15 ہندسے ہوتے ہیں۔ اپنے لکھے ہندسے گن لیں۔",
    ),
    "rule.name-key": (
        "Give the name and the father's name; the district helps.",
        "نام اور ولدیت لکھیں؛ ضلع بھی مددگار ہے۔",
    ),
    "rule.ntn-digits": (
        "A tax number holds digits alone. Type it again.",
        "ٹیکس نمبر میں صرف ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.ntn-length": (
        "A tax number has 7, 8 or 13 digits. Count those that you typed.",
        "ٹیکس نمبر میں 7، 8 یا 13 ہندسے ہوتے ہیں۔ اپنے لکھے ہندسے گن لیں۔",
    ),
    "rule.office-number-pattern": (
        "This number is groups of letters and digits, with / or - between them.",
        "یہ نمبر حروف اور ہندسوں کے حصوں پر مشتمل ہے، بیچ میں / یا -۔",
    ),
    "rule.old-nic-digits": (
        "An old identity card number holds digits and dashes alone. Type it again.",
        "پرانے شناختی کارڈ نمبر میں صرف ہندسے اور ڈیش ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.old-nic-length": (
        "An old identity card number has 11 digits. Count those that you typed.",
        "پرانے شناختی کارڈ نمبر میں 11 ہندسے ہوتے ہیں۔ اپنے لکھے ہندسے گن لیں۔",
    ),
    "rule.passport-characters": (
        "A passport number holds letters and digits alone. Type it again.",
        "پاسپورٹ نمبر میں صرف حروف اور ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.passport-country": (
        "A passport needs its issuing country, two letters, such as PK.",
        "پاسپورٹ کے ساتھ جاری کرنے والے ملک کے دو حروف درکار ہیں، جیسے PK۔",
    ),
    "rule.passport-pattern": (
        "That country's passports are not numbered so. Look at the passport and its country again.",
        "اس ملک کے پاسپورٹ نمبر ایسے نہیں ہوتے۔ پاسپورٹ اور ملک دوبارہ دیکھیں۔",
    ),
    "rule.phone-digits": (
        "A phone number holds digits, with + before the country. Type it again.",
        "فون نمبر میں ہندسے ہوتے ہیں، ملک سے پہلے +۔ دوبارہ لکھیں۔",
    ),
    "rule.phone-length": (
        "This phone number has too few or too many digits. Count those that you typed.",
        "اس فون نمبر میں ہندسے کم یا زیادہ ہیں۔ اپنے لکھے ہندسے گن لیں۔",
    ),
    "rule.phone-pattern": (
        "Give a Pakistani number, or one of abroad with + or 00 before the country.",
        "پاکستانی نمبر لکھیں، یا بیرونِ ملک کا نمبر جس میں ملک سے پہلے + یا 00 ہو۔",
    ),
    "rule.refugee-card-characters": (
        "The number of a refugee's card holds letters and digits alone. Type it again.",
        "پناہ گزین کارڈ کے نمبر میں صرف حروف اور ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.refugee-card-length": (
        "The number of a refugee's card has 6 to 16 letters and digits, at least six of them digits.",
        "پناہ گزین کارڈ کے نمبر میں 6 سے 16 حروف اور ہندسے ہوتے ہیں، کم از کم چھ ہندسے۔",
    ),
    "rule.spreadsheet-exponent": (
        "A spreadsheet rounded this number, and its digits are lost. Take it from the paper.",
        "اسپریڈ شیٹ نے یہ نمبر گول کر دیا اور ہندسے ضائع ہو گئے۔ کاغذ سے دیکھ کر لکھیں۔",
    ),
    "rule.tazkira-digits": (
        "A tazkira number is digits, or volume/page/registration. Type it again.",
        "تذکرہ نمبر ہندسے ہیں، یا جلد/صفحہ/اندراج۔ دوبارہ لکھیں۔",
    ),
    "rule.tazkira-pattern": (
        "A tazkira number has 13 digits, or is volume/page/registration.",
        "تذکرہ نمبر میں 13 ہندسے ہوتے ہیں، یا یہ جلد/صفحہ/اندراج ہے۔",
    ),
    "rule.vehicle-characters": (
        "A registration mark holds letters and digits alone. Type it again.",
        "گاڑی کے نمبر میں صرف حروف اور ہندسے ہوتے ہیں۔ دوبارہ لکھیں۔",
    ),
    "rule.vehicle-pattern": (
        "This is no registration mark of letters and digits, such as LEA-1234.",
        "یہ گاڑی کا نمبر نہیں، جو حروف اور ہندسوں کا ہوتا ہے، جیسے LEA-1234۔",
    ),
}
"""Sentences by key, English then Urdu: what such a number is, and what to do."""
