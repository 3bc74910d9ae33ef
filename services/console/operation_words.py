"""What the pages of operations say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

OPERATION_TEXTS: Final = {
    "operations": ("Operations", "نظام کی حالت"),
    "operations.scope": (
        "Read from the node's folder on this machine. Nothing is asked of the hub.",
        "اسی مشین پر نوڈ کے فولڈر سے پڑھا گیا۔ مرکز سے کچھ نہیں پوچھا جاتا۔",
    ),
    "operations.health": ("Health, and what runs out", "صحت، اور جس کی میعاد ختم ہو رہی ہے"),
    "operations.copies": ("Copies and their lag", "نقول اور ان کی تاخیر"),
    "operations.quarantine": ("Kept aside, and stopped feeds", "الگ رکھا گیا، اور رکی ہوئی فیڈ"),
    "quarantine.retry": ("Ask the peers again", "دوبارہ مانگیں"),
    "quarantine.retry.says": (
        "This node asks for each record by its name. What may be held now is taken, and what is settled by that is no "
        "longer kept aside.",
        "یہ نوڈ ہر اندراج اس کے نام سے مانگتا ہے۔ جو اب رکھا جا سکتا ہے لے لیا جاتا ہے، اور طے شدہ الگ نہیں رہتا۔",
    ),
    "quarantine.every": ("every peer", "سب ادارے"),
    "quarantine.peer": ("Whose", "کس ادارے کا"),
    "quarantine.go-on": ("Let a stopped feed go on", "رکی ہوئی فیڈ کو چلنے دیں"),
    "quarantine.go-on.says": (
        "The next page is taken, however much of it is unfit: look at why the feed was stopped first.",
        "اگلا صفحہ لے لیا جائے گا، چاہے اس میں کتنا بھی نادرست ہو: پہلے دیکھیں کہ فیڈ کیوں رکی تھی۔",
    ),
    "quarantine.forget": ("Erase what is kept aside", "الگ رکھا ہوا مٹا دیں"),
    "quarantine.forget.says": (
        "The bytes go, and nothing brings them back. Two versions under one number prove what a peer did: they are the "
        "only proof.",
        "محفوظ بائٹ مٹ جاتے ہیں اور واپس نہیں آ سکتے۔ ایک ہی نمبر کے دو نسخے ثابت کرتے ہیں کہ ادارے نے کیا کیا: یہی "
        "واحد ثبوت ہیں۔",
    ),
    "quarantine.item": ("Peer, and number in its feed", "ادارہ، اور اس کی فیڈ میں نمبر"),
    "quarantine.sure": ("I mean to erase it", "یہی مٹانا مقصود ہے"),
    "quarantine.became": ("What came of it", "نتیجہ"),
    "asked.quarantine.retry": ("Asked again for what is kept aside", "الگ رکھے گئے اندراج دوبارہ مانگے گئے"),
    "asked.quarantine.go-on": ("Stopped feeds were let go on", "رکی ہوئی فیڈ کو چلنے دیا گیا"),
    "asked.quarantine.forget": ("What was kept aside was erased", "الگ رکھا ہوا مٹا دیا گیا"),
    "error.quarantine": (
        "It was not done: the peer did not answer, or the node's store or log hindered it. What is kept aside stays. "
        "The command says what hinders it.",
        "یہ نہ ہو سکا: ادارے نے جواب نہیں دیا، یا نوڈ کے ذخیرے یا لاگ نے روکا۔ الگ رکھا ہوا ویسا ہی ہے۔ کمانڈ بتائے گی "
        "کہ رکاوٹ کیا ہے۔",
    ),
    "asked.operations": ("How does the node stand: {list}", "نوڈ کی حالت: {list}"),
    "error.operations": (
        "The folder holds no such node, or one that this account may not read. The command says what hinders it.",
        "فولڈر میں ایسا نوڈ نہیں، یا یہ اکاؤنٹ اسے پڑھ نہیں سکتا۔ کمانڈ بتائے گی کہ رکاوٹ کیا ہے۔",
    ),
}
"""Sentences and labels by key, English then Urdu."""
