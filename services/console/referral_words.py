"""What pages of referrals say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

REFERRAL_TEXTS: Final = {
    "referrals": ("Referrals", "مدد کے لیے بھیجنا"),
    "referrals.scope": (
        "What this body sent, and what it is asked to take. Whose turn is over or has not come is told nothing. "
        "A list has no word of what a person needs: open one to read it.",
        "جو اس ادارے نے بھیجا، اور جو اس سے قبول کرنے کو کہا گیا۔ جس کی باری گزر گئی یا ابھی نہیں آئی اسے کچھ نہیں "
        "بتایا جاتا۔ "
        "فہرست میں یہ نہیں ہوتا کہ شخص کو کیا چاہیے: پڑھنے کے لیے ایک کو کھولیں۔",
    ),
    "referrals.asked": ("Waits for this body's answer", "اس ادارے کے جواب کا منتظر"),
    "referrals.taken": ("Taken by this body", "اس ادارے نے قبول کیا"),
    "referrals.sent": ("With other bodies", "دوسرے اداروں کے پاس"),
    "referrals.nobody": ("Nobody is left to ask", "پوچھنے کو کوئی ادارہ باقی نہیں"),
    "referrals.over": ("Over", "ختم ہو چکے"),
    "referrals.found": ("Missing children who were found", "گمشدہ بچے جو مل گئے"),
    "referrals.found.says": (
        "Nothing follows by itself. Who refers such a child names the proposal in the file; it then leaves the list.",
        "خود بخود کچھ نہیں ہوتا۔ جو ایسے بچے کو بھیجے وہ فائل میں تجویز کا نمبر لکھے؛ تب یہ فہرستوں سے نکل جاتا ہے۔",
    ),
    "referrals.none": ("There is none that you may know of.", "ایسا کوئی نہیں جس کا علم آپ کو ہو سکے۔"),
    "referrals.clock": (
        "A body has 2 hours to answer what is needed now, 12 for the day and 72 for the week (P). Whoever rejects "
        "it or "
        "lets that time pass hands it to the next body; the time by which somebody is to answer does not move.",
        "فوری ضرورت کا جواب 2 گھنٹے میں، دن کی ضرورت کا 12 اور ہفتے کی ضرورت کا 72 گھنٹے میں دینا ہے (P)۔ انکار یا "
        "وقت گزرنے "
        "پر باری اگلے ادارے کی ہے؛ جواب کا آخری وقت نہیں بدلتا۔",
    ),
    "referrals.send": (
        "A person is referred from a file, so that nothing that is said of them stands in a command:",
        "کسی کو فائل کے ذریعے بھیجا جاتا ہے تاکہ اس کے بارے میں کوئی بات کمانڈ میں نہ آئے:",
    ),
    "referrals.told": (
        "Of the cited case three words, and no more: no person, no body, no place, no kind of help. They are the "
        "same "
        "where nobody was referred and where there is no such case.",
        "مذکورہ مقدمے کے بارے میں صرف تین باتیں: نہ شخص، نہ ادارہ، نہ جگہ، نہ مدد کی قسم۔ جہاں کوئی نہیں بھیجا گیا "
        "اور جہاں "
        "ایسا مقدمہ ہی نہیں، جواب ایک سا ہے۔",
    ),
    "referral": ("One referral", "ایک حوالگی"),
    "referral.elsewhere": (
        "It is not this body's turn: the next one is asked, where there is one. Nothing more of it is shown here.",
        "اب اس ادارے کی باری نہیں: اگلا ادارہ ہو تو اس سے پوچھا جاتا ہے۔ یہاں مزید کچھ نہیں دکھایا جاتا۔",
    ),
    "referral.nobody": (
        "No body is left that gives this help there. It is counted, and oversight is told.",
        "وہاں یہ مدد دینے والا کوئی ادارہ باقی نہیں۔ یہ گنا جاتا ہے اور نگران ادارے کو بتایا جاتا ہے۔",
    ),
    "referral.act.ACCEPT": ("This body takes it", "یہ ادارہ قبول کرتا ہے"),
    "referral.act.REJECT": ("This body does not take it", "یہ ادارہ قبول نہیں کرتا"),
    "referral.act.BEGIN": ("The help begins", "مدد شروع ہوتی ہے"),
    "referral.act.COMPLETE": ("The help is done", "مدد مکمل ہوئی"),
    "referral.act.STOP": ("Take it back: the consent is withdrawn", "واپس لیں: رضامندی ختم ہو گئی"),
    "referral.because": ("Why", "وجہ"),
    "referral.because.NO_PLACE": ("it is full", "جگہ نہیں"),
    "referral.because.NOT_ELIGIBLE": ("it does not help persons like this one", "ایسے شخص کی مدد نہیں کی جاتی"),
    "referral.because.OUT_OF_AREA": ("it does not work there", "اس علاقے میں کام نہیں"),
    "referral.because.WRONG_SERVICE": ("it does not give that help", "یہ مدد نہیں دی جاتی"),
    "referral.because.UNSAFE": ("the person would not be safe there", "شخص وہاں محفوظ نہ ہو گا"),
    "referral.because.NO_CONSENT": ("the person does not want it", "شخص نہیں چاہتا"),
    "asked.referrals": ("What was sent, and what waits?", "کیا بھیجا گیا، اور کیا منتظر ہے؟"),
    "asked.referral": ("How does the referral {referral} stand?", "حوالگی {referral} کس حال میں ہے؟"),
    "asked.referral.act": ("What is said to {referral}?", "{referral} پر کیا کہا گیا؟"),
    "asked.referrals.told": ("Was somebody of {case} referred?", "کیا {case} میں کسی کو مدد کے لیے بھیجا گیا؟"),
}
"""Sentences and labels by key, English then Urdu."""
