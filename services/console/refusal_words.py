"""What a page says of each reason for which a hub (``rabta.signing.v1.Reason``) or an issuer refuses, with a way on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Sentence = tuple[str, str]

_OWN: Final[Mapping[str, Sentence]] = {
    "ALERT_CLOSED": (
        "Nobody decides on this alert any more, or it is a lead, on which nobody decides.",
        "اس انتباہ پر اب کوئی فیصلہ نہیں ہوتا، یا یہ محض سراغ ہے۔",
    ),
    "APPROVER_INVALID": (
        "The second person's approval does not count here. Ask another officer.",
        "دوسرے افسر کی منظوری یہاں شمار نہیں ہوتی۔ کسی اور افسر سے کہیں۔",
    ),
    "APPROVER_REQUIRED": (
        "A second person must approve this question.",
        "اس سوال کے لیے دوسرے افسر کی منظوری لازم ہے۔",
    ),
    "AUTHORITY_CONFLICT": (
        "This reference is registered with other words. Register the authority under another reference.",
        "یہ حوالہ کسی اور متن کے ساتھ درج ہے۔ حکم نامہ کسی اور حوالے سے درج کریں۔",
    ),
    "AUTHORITY_UNKNOWN": (
        "Your agency has registered no such authority, or its date is past. Register it first.",
        "آپ کے ادارے نے ایسا حکم نامہ درج نہیں کیا، یا اس کی مدت گزر گئی۔ پہلے اسے درج کریں۔",
    ),
    "BREAK_GLASS_LIMIT": (
        "No further break-glass session may be opened now.",
        "اس وقت مزید ہنگامی رسائی نہیں کھولی جا سکتی۔",
    ),
    "BREAK_GLASS_INVALID": (
        "No broken glass is open for you: it was reviewed, closed, or is over. Nothing cites it any more.",
        "آپ کے لیے کوئی ہنگامی رسائی کھلی نہیں: جائزہ ہو چکا، بند کی گئی، یا مدت ختم ہوئی۔ اب اس کا حوالہ نہیں دیا "
        "جاتا۔",
    ),
    "CALLS_LIMITED": (
        "You, or your agency, have made as many calls as one hour allows.",
        "ایک گھنٹے میں جتنی درخواستوں کی اجازت ہے، آپ یا آپ کا ادارہ کر چکے۔",
    ),
    "CASE_NOT_YOURS": (
        "This case is not open, or is not assigned to you in your office's roster.",
        "یہ مقدمہ کھلا نہیں، یا آپ کے دفتر کے روسٹر میں آپ کے سپرد نہیں۔",
    ),
    "CLAIM_CLOSED": (
        "This claim is answered, decided or taken back, or its time has not come. Open it again to see how it stands.",
        "اس دعوے کا جواب یا فیصلہ ہو چکا، یہ واپس ہو گیا، یا اس کا وقت نہیں آیا۔ اسے دوبارہ کھول کر دیکھیں۔",
    ),
    "CONSENT_MISSING": (
        "Nobody's consent lets this be sent, or not to these. Record a consent that covers it first.",
        "اسے، یا ان کو، بھیجنے کی رضامندی موجود نہیں۔ پہلے ایسی رضامندی درج کریں جو اس پر لاگو ہو۔",
    ),
    "DAY_SPENT": (
        "As many of these as may be sent in one day are sent.",
        "ایک دن میں جتنے بھیجے جا سکتے ہیں، بھیجے جا چکے۔",
    ),
    "INTERNAL": (
        "The hub has a fault. Tell your IT desk the time and what you did.",
        "مرکز میں خرابی ہے۔ اپنے آئی ٹی شعبے کو وقت اور اپنا عمل بتائیں۔",
    ),
    "INVALID_ARGUMENT": (
        "Something in the form is not as it must be. Correct it and send it again.",
        "فارم میں کچھ درست نہیں۔ درست کر کے دوبارہ بھیجیں۔",
    ),
    "LEAD_UNFIT": (
        "This lead cannot be offered to other desks: it rests on your agency's rows, or no document names its person.",
        "یہ سراغ دوسرے دفاتر کو پیش نہیں ہو سکتا: یہ آپ ہی کے ادارے کے اندراجات پر ہے، یا شخص کی کوئی دستاویز نہیں۔",
    ),
    "MESSAGE_TOO_LARGE": (
        "This is more than one request may hold. Send less at once.",
        "یہ ایک درخواست کی حد سے زیادہ ہے۔ ایک بار میں کم بھیجیں۔",
    ),
    "NOT_FOUND": ("Not found, or not for you to see.", "نہیں ملا، یا آپ کے دیکھنے کا نہیں۔"),
    "NOT_OWNER": (
        "This belongs to another agency, which alone may change it. Propose a correction to it.",
        "یہ کسی اور ادارے کا ہے، صرف وہی اسے بدل سکتا ہے۔ اسے تصحیح تجویز کریں۔",
    ),
    "OFFICER_UNFIT": (
        "The officer's role does not permit this question.",
        "افسر کا منصب اس سوال کی اجازت نہیں دیتا۔",
    ),
    "OPINION_GIVEN": (
        "You have given your opinion on this alert, or stood by when another did. Another officer must decide.",
        "آپ اس انتباہ پر رائے دے چکے، یا دوسرے کی رائے کے وقت ساتھ تھے۔ اب کوئی اور افسر فیصلہ کرے۔",
    ),
    "OUT_OF_ORDER": (
        "This does not follow from how it stands now.",
        "جو صورتِ حال اب ہے اس میں یہ نہیں ہو سکتا۔",
    ),
    "OWN_OR_KIN": (
        "Nobody asks about themselves or their kin.",
        "کوئی اپنے یا اپنے رشتہ داروں کے بارے میں نہیں پوچھ سکتا۔",
    ),
    "PAGE_TOKEN_INVALID": (
        "This page of the list is no longer offered. Begin again with the first page.",
        "فہرست کا یہ صفحہ اب دستیاب نہیں۔ پہلے صفحے سے دوبارہ شروع کریں۔",
    ),
    "POLICY_DENIED": ("Policy does not permit this.", "پالیسی اس کی اجازت نہیں دیتی۔"),
    "PURPOSE_UNFIT": ("This purpose does not permit this question.", "یہ مقصد اس سوال کی اجازت نہیں دیتا۔"),
    "RATE_LIMITED": (
        "You, or your agency, have asked about as many different numbers as one hour allows.",
        "ایک گھنٹے میں جتنے مختلف نمبروں کے بارے میں پوچھا جا سکتا ہے، آپ یا آپ کا ادارہ پوچھ چکے۔",
    ),
    "REQUEST_ID_REUSED": (
        "Something else was sent under this form's number. Open a new form and send it again.",
        "اس فارم کے نمبر سے کچھ اور بھیجا جا چکا ہے۔ نیا فارم کھول کر دوبارہ بھیجیں۔",
    ),
    "SHARE_USED": (
        "Your agency has used up its share of the log for today.",
        "آپ کا ادارہ لاگ میں آج کا اپنا حصہ استعمال کر چکا۔",
    ),
    "STR_DERIVED": (
        "This comes from a suspicious transaction report and is not disclosed.",
        "یہ مشکوک لین دین کی رپورٹ سے ہے اور ظاہر نہیں کیا جاتا۔",
    ),
    "TOO_MANY_OPEN": (
        "As many claims of your body as may be open in this case are open.",
        "اس مقدمے میں آپ کے ادارے کے جتنے دعوے ایک ساتھ کھلے ہو سکتے ہیں، کھلے ہیں۔",
    ),
    "UNFIT": (
        "This person cannot be the child's guardian. Name another one.",
        "یہ شخص بچے کا سرپرست نہیں ہو سکتا۔ کوئی اور نام دیں۔",
    ),
}

_LATER: Final[Sentence] = (
    "The hub cannot answer this just now. Try again in a minute; if it repeats, call your IT desk.",
    "مرکز اس وقت جواب نہیں دے سکتا۔ ایک منٹ بعد پھر کوشش کریں؛ دوبارہ ہو تو آئی ٹی شعبے کو بتائیں۔",
)
_LOGIN: Final[Sentence] = (
    "The hub does not accept this login any more. Log out and log in again.",
    "مرکز اس لاگ اِن کو اب قبول نہیں کرتا۔ لاگ آؤٹ کر کے دوبارہ لاگ اِن کریں۔",
)
_RENEW: Final[Sentence] = (
    "The list of agencies is out of date, here or at the hub. Try again in a minute; if it repeats, call your IT desk.",
    "اداروں کی فہرست یہاں یا مرکز پر پرانی ہے۔ ایک منٹ بعد پھر کوشش کریں؛ دوبارہ ہو تو آئی ٹی شعبے کو بتائیں۔",
)
_SYSTEMS: Final[Sentence] = (
    "Your agency's system and the other one do not fit together here. Call your IT desk and tell it the code.",
    "یہاں آپ کے ادارے کا نظام اور دوسرا نظام آپس میں نہیں ملتے۔ آئی ٹی شعبے کو کوڈ بتائیں۔",
)
_TOGETHER: Final[Mapping[Sentence, str]] = {
    _LATER: "AUDIT_UNAVAILABLE CLOCK COPY_STALE GRAPH_BEHIND GRAPH_UNAVAILABLE LOG_ROLLED_BACK RECORDS_BEHIND"
    " STORAGE_UNAVAILABLE TOO_BUSY WITNESS_STALE",
    _LOGIN: "REPLAYED TOKEN_EXPIRED TOKEN_INVALID TOKEN_NOT_BOUND UNAUTHENTICATED",
    _RENEW: "REGISTRY_EXPIRED REGISTRY_STALE",
    _SYSTEMS: "ACK_AHEAD BODY_MISMATCH CURSOR_FORK CURSOR_FUTURE CURSOR_WRONG_EPOCH DEADLINE_REQUIRED LOG_FORKED"
    " LOG_SHORTENED METHOD_UNKNOWN NO_AGREEMENT ORDERS_FIRST PAGE_INVALID PAGE_OUT_OF_ORDER PEER_PAUSED"
    " PROTOCOL_UNSUPPORTED STATEMENT_ALTERED STATEMENT_INVALID STATEMENT_OUT_OF_ORDER",
}
"""Reasons, apart by spaces, that leave a reader the same next step."""
BY_REASON: Final[Mapping[str, Sentence]] = {
    **_OWN,
    **{reason: sentence for sentence, reasons in _TOGETHER.items() for reason in reasons.split()},
}
"""By reason of a hub, English then Urdu."""
BY_CODE: Final[Mapping[str, Sentence]] = {
    "invalid_authorization_details": (
        "Purpose, legal basis and case do not fit together, or your office's roster does not assign this case to you.",
        "مقصد، قانونی بنیاد اور مقدمہ آپس میں نہیں ملتے، یا یہ مقدمہ آپ کے دفتر کے روسٹر میں آپ کے سپرد نہیں۔",
    ),
    "invalid_client": (
        "Your agency's issuer does not know this console. Call your IT desk.",
        "آپ کے ادارے کا ٹوکن جاری کنندہ اس کنسول کو نہیں پہچانتا۔ آئی ٹی شعبے کو بتائیں۔",
    ),
    "invalid_grant": (
        "Your agency's issuer does not accept this login: it is over, used before, or not of an officer on the roster.",
        "آپ کے ادارے کا ٹوکن جاری کنندہ یہ لاگ اِن قبول نہیں کرتا: دیر ہوئی، پہلے استعمال ہوا، یا آپ روسٹر میں نہیں۔",
    ),
    "invalid_request": _SYSTEMS,
    "temporarily_unavailable": (
        "Your agency's issuer gives no token just now. Try again in a minute; if it repeats, call your IT desk.",
        "آپ کے ادارے کا ٹوکن جاری کنندہ اس وقت ٹوکن نہیں دیتا۔ ایک منٹ بعد پھر کوشش کریں، ورنہ آئی ٹی کو بتائیں۔",
    ),
    "unsupported_grant_type": _SYSTEMS,
}
"""By code of an issuer (RFC 6749 5.2, RFC 9396 5), English then Urdu."""
REFUSAL_TEXTS: Final = {
    "refused": ("The hub refuses.", "مرکز انکار کرتا ہے۔"),
    **{f"refused.{reason}": sentence for reason, sentence in BY_REASON.items()},
    "error.token": ("The agency's issuer refuses.", "ادارے کا ٹوکن جاری کنندہ انکار کرتا ہے۔"),
    **{f"error.token.{code}": sentence for code, sentence in BY_CODE.items()},
}
"""Sentences by key; `refused` and `error.token` are of what this version does not know."""
