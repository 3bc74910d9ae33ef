"""What the pages of a second person say in an agency's console, in English and in Urdu."""

from __future__ import annotations

from typing import Final

APPROVAL_TEXTS: Final = {
    "approvals": ("Approvals", "منظوریاں"),
    "approvals.says": (
        "What wants a second person waits here for a quarter of an hour. They approve from their own login with their "
        "own passkey, and for exactly what is shown; both stand in the log.",
        "جس کام کے لیے دوسرے افسر کی منظوری لازم ہو وہ یہاں پندرہ منٹ منتظر رہتا ہے۔ وہ اپنے لاگ اِن سے اپنی "
        "پاس کی چھو کر صرف اسی کی منظوری دیتے ہیں جو دکھایا گیا؛ دونوں لاگ میں درج ہوتے ہیں۔",
    ),
    "approvals.theirs": ("Waits for you", "آپ کا منتظر"),
    "approvals.mine": ("Asked by you", "آپ نے مانگی"),
    "approvals.none": ("Nothing waits.", "کچھ منتظر نہیں۔"),
    "approval": ("An act that wants a second person", "دوسرے افسر کی منظوری کا کام"),
    "approval.open": ("Open", "کھولیں"),
    "approval.asks": ("Who asks", "کون پوچھتا ہے"),
    "approval.second": ("Who is to approve it", "کون منظوری دے گا"),
    "approval.method": ("What is called at the hub", "مرکز پر کیا پوچھا جائے گا"),
    "approval.until": ("Until", "کب تک"),
    "approval.state": ("State", "حالت"),
    "approval.state.waits": ("waits", "منتظر"),
    "approval.state.approved": ("approved", "منظور"),
    "approval.state.refused": ("refused", "نامنظور"),
    "approval.field": ("Field", "خانہ"),
    "approval.value": ("What it says", "کیا لکھا ہے"),
    "approval.fields": ("All that is asked, as it will be sent", "جو پوچھا جائے گا، جوں کا توں"),
    "approval.approve": ("Approve this act", "اس کام کی منظوری دیں"),
    "approval.refuse": ("Refuse it", "نامنظور کریں"),
    "approval.go": ("Go on with it as it was approved", "منظوری کے مطابق آگے بڑھیں"),
    "approval.again": ("Look again", "دوبارہ دیکھیں"),
    "approval.read": (
        "Approve only what you would ask yourself: your id stands beside it in the log.",
        "صرف وہی منظور کریں جو آپ خود بھی پوچھتے: لاگ میں آپ کی شناخت ساتھ درج ہو گی۔",
    ),
    "approval.of": ("You approve what this officer asks", "آپ اس افسر کے سوال کی منظوری دے رہے ہیں"),
    "approval.elsewhere": (
        "This act touches people of other agencies' records: an officer of another agency or of oversight approves "
        "it. They run this command with their own profile and give you the token that it prints.",
        "یہ کام دوسرے اداروں کے ریکارڈ کے لوگوں سے متعلق ہے: منظوری کسی دوسرے ادارے یا نگرانی کا "
        "افسر دیتا ہے۔ وہ یہ کمانڈ اپنی پروفائل سے چلائے اور جو ٹوکن چھپے وہ آپ کو دے۔",
    ),
    "approval.token": ("The token that they give you", "جو ٹوکن انہوں نے دیا"),
    "approval.bring": ("Use this approval", "یہ منظوری استعمال کریں"),
    "second.elsewhere": (
        "Name an officer of another agency or of oversight: the question waits until you bring their approval.",
        "کسی دوسرے ادارے یا نگرانی کے افسر کا نام دیں: سوال ان کی منظوری لانے تک منتظر رہتا ہے۔",
    ),
    "second.agency": (
        "Name another officer of your agency: the question waits until they approve it from their own login.",
        "اپنے ادارے کے کسی اور افسر کا نام دیں: سوال ان کی اپنے لاگ اِن سے منظوری تک منتظر رہتا ہے۔",
    ),
    "error.approval.absent": (
        "Nothing of this kind waits for you: it is over, was used, or is another's.",
        "آپ کے لیے ایسا کچھ منتظر نہیں: وقت گزر گیا، استعمال ہو چکا، یا کسی اور کا ہے۔",
    ),
    "error.approval": (
        "This is not what was approved, or nobody has approved it. Nothing was asked: have it approved anew.",
        "یہ وہ نہیں جس کی منظوری ہوئی، یا منظوری ہوئی ہی نہیں۔ کچھ نہیں پوچھا گیا: دوبارہ منظوری لیں۔",
    ),
}
"""Sentences and labels by key, English then Urdu."""
