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
        "Nothing follows by itself. Who refers such a child names the proposal; it then leaves the list.",
        "خود بخود کچھ نہیں ہوتا۔ جو ایسے بچے کو بھیجے وہ تجویز کا نمبر لکھے؛ تب یہ فہرستوں سے نکل جاتا ہے۔",
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
    "refer": ("Refer a person", "کسی کو مدد کے لیے بھیجیں"),
    "refer.says": (
        "The first body that gives the help there is asked, and the next where it does not take it in time. Notes that "
        "the consent does not cover are left out. Without a consent nothing is kept, but where a life is at risk.",
        "وہاں یہ مدد دینے والے پہلے ادارے سے پوچھا جاتا ہے، اور وقت پر قبول نہ کرے تو اگلے سے۔ جن باتوں پر رضامندی "
        "نہیں وہ نہیں بھیجی جاتیں۔ رضامندی کے بغیر کچھ محفوظ نہیں ہوتا، سوائے جان کے خطرے میں۔",
    ),
    "refer.unfit": (
        "Something is missing or not of its form: look at the person, the place, the days and the consent.",
        "کچھ رہ گیا یا درست صورت میں نہیں: شخص، جگہ، تاریخیں اور رضامندی دیکھیں۔",
    ),
    "refer.purpose": (
        "A body of child protection refers a person, under a purpose that protects them.",
        "تحفظ کا ادارہ کسی کو بھیجتا ہے، تحفظ کے مقصد کے تحت۔",
    ),
    "refer.subject": (
        "This body's own pseudonym of the person, never the number of a document",
        "شخص کے لیے اس ادارے کا اپنا فرضی نام، کسی دستاویز کا نمبر ہرگز نہیں",
    ),
    "refer.help": ("What help", "کون سی مدد"),
    "refer.urgency": ("How soon", "کتنی جلدی"),
    "refer.urgency.NOW": ("now, within 2 hours", "ابھی، 2 گھنٹے میں"),
    "refer.urgency.DAY": ("within 12 hours", "12 گھنٹے میں"),
    "refer.urgency.WEEK": ("within 3 days", "3 دن میں"),
    "refer.district": ("District where help is sought", "ضلع جہاں مدد چاہیے"),
    "refer.child": ("Is the person a child?", "کیا یہ شخص بچہ ہے؟"),
    "refer.guardian": ("Of a child: the guardian", "بچے کا سرپرست"),
    "refer.girl": ("A girl: women receive and accompany her", "لڑکی: خواتین وصول کریں اور ساتھ رہیں"),
    "refer.life_at_risk": ("A life is at risk now", "جان کو ابھی خطرہ ہے"),
    "refer.language": ("Language of the person, such as ur", "شخص کی زبان، جیسے ur"),
    "refer.threat_near": (
        "District from which a threat comes: no body there is asked",
        "خطرے کا ضلع: وہاں کسی سے نہیں پوچھا جاتا",
    ),
    "refer.proposal": ("Of a missing child who was found: the proposal", "ملنے والے گمشدہ بچے کی تجویز کا نمبر"),
    "refer.cases": (
        "Cases in which they stand, whose officers are told three words",
        "مقدمات جن میں یہ شخص ہے؛ ان کے افسروں کو تین باتیں بتائی جاتی ہیں",
    ),
    "refer.consent": ("By whose consent", "کس کی رضامندی سے"),
    "refer.by": ("Whose word it is", "کس کی بات"),
    "refer.by.none": ("none: a life is at risk", "کوئی نہیں: جان کا خطرہ"),
    "refer.by.SELF": ("the person's, who is 18 or more", "خود شخص، 18 سال یا زائد"),
    "refer.by.GUARDIAN": ("the guardian's, who is fit", "سرپرست، جو موزوں ہے"),
    "refer.by.COURT": ("a court's", "عدالت"),
    "refer.by.OFFICER_EMERGENCY": (
        "an officer's: no guardian can be asked, a court sees it within 24 hours",
        "افسر: سرپرست سے پوچھا نہیں جا سکتا، عدالت 24 گھنٹے میں دیکھے گی",
    ),
    "refer.recipients": ("Bodies that it lets ask, by their ids", "جن اداروں سے پوچھا جا سکے، شناخت سے"),
    "refer.covers": ("It covers:", "اس میں شامل:"),
    "refer.view": ("What the child says to it", "بچہ کیا کہتا ہے"),
    "refer.view.none": ("not a child", "بچہ نہیں"),
    "refer.view.AGREES": ("wants it", "چاہتا ہے"),
    "refer.view.OBJECTS": ("does not want it", "نہیں چاہتا"),
    "refer.view.NOT_ASKED": ("was not asked", "پوچھا نہیں گیا"),
    "refer.reasons": ("Why all the same, or why the child was not asked", "پھر بھی کیوں، یا کیوں نہیں پوچھا گیا"),
    "refer.consent_day": ("Day on which it was given, as 2026-01-31", "کس دن دی گئی، جیسے 2026-01-31"),
    "refer.consent_language": ("Language in which it was explained", "کس زبان میں سمجھایا گیا"),
    "refer.notes": ("What the body is to know", "ادارے کو کیا جاننا ہے"),
    "refer.note.NEEDS": ("what is needed at once", "فوری ضرورت"),
    "refer.note.HEALTH": ("health", "صحت"),
    "refer.note.FAMILY": ("family", "خاندان"),
    "refer.note.LEGAL": ("proceedings and orders", "کارروائی اور احکامات"),
    "refer.interview": ("How the investigator may speak with them", "تفتیشی افسر بات کیسے کرے"),
    "refer.rule": ("What holds", "کیا لاگو ہے"),
    "refer.rule.none": ("nothing said: through this body's desk", "کچھ نہیں کہا: اس ادارے کے ڈیسک سے"),
    "refer.rule.YES": ("at any time", "کسی بھی وقت"),
    "refer.rule.NOT_BEFORE": ("not before a day", "ایک دن سے پہلے نہیں"),
    "refer.rule.THROUGH_DESK": ("through this body's desk alone", "صرف اس ادارے کے ڈیسک سے"),
    "refer.interview_day": ("Of not before: the day, as 2026-01-31", "اس سے پہلے نہیں: دن، جیسے 2026-01-31"),
    "refer.send": ("Send the referral", "بھیجیں"),
    "asked.refer": ("A person is referred to those who help", "ایک شخص مدد کے لیے بھیجا جاتا ہے"),
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
