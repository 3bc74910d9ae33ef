"""What the pages of imports say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

IMPORT_TEXTS: Final = {
    "imports": ("Imports", "درآمدات"),
    "imports.scope": (
        "An export of the agency is read here first, by the readers of `rabta import`. Nothing is sent until you say "
        "so on the next page.",
        "ادارے کی برآمد شدہ فائل پہلے یہیں پڑھی جاتی ہے، `rabta import` ہی کے ذریعے۔ جب تک آپ اگلے صفحے پر نہ کہیں "
        "کچھ نہیں بھیجا جاتا۔",
    ),
    "import.drop": (
        "The file: drop it on this field or choose it",
        "فائل: اس خانے پر چھوڑیں یا منتخب کریں",
    ),
    "import.most": (
        "CSV, JSON Lines, .xlsx or .xls, up to {size} MiB; a larger file with `rabta import`.",
        "CSV، JSON Lines، .xlsx یا .xls، زیادہ سے زیادہ {size} MiB؛ بڑی فائل `rabta import` سے۔",
    ),
    "import.layout": ("Format", "فائل کی وضع"),
    "import.province": ("Province's code, for files of one province", "صوبے کا کوڈ، اگر فائل ایک صوبے کی ہو"),
    "import.region": ("Country of phone numbers that name none", "بغیر ملکی کوڈ کے فون نمبروں کا ملک"),
    "import.replaces": (
        "Name of the earlier file that this one takes the place of, if it had another",
        "اس سے پہلے کی فائل کا نام جس کی جگہ یہ ہے، اگر نام مختلف تھا",
    ),
    "import.ignore": (
        "Headings not to be read, where nothing depends on them; a semicolon between two",
        "وہ عنوان جو نہ پڑھے جائیں، اگر ان پر کچھ منحصر نہ ہو؛ دو کے درمیان سیمی کولن",
    ),
    "import.dates": (
        "Order of day and month in dates such as 05/06/2024",
        "05/06/2024 جیسی تاریخوں میں دن اور مہینے کی ترتیب",
    ),
    "import.dates.as_written": ("as the format has it", "جیسا اس وضع میں ہے"),
    "import.read": ("Read the file", "فائل پڑھیں"),
    "import.held": ("Files that lie here", "یہاں موجود فائلیں"),
    "import.file": ("File", "فائل"),
    "import.bytes": ("Bytes", "بائٹ"),
    "import.digest": ("SHA-256 of the file", "فائل کا SHA-256"),
    "import.state": ("How it stands", "صورتِ حال"),
    "import.state.read": ("read, not sent", "پڑھی گئی، بھیجی نہیں گئی"),
    "import.state.under_way": ("being sent", "بھیجی جا رہی ہے"),
    "import.state.sent": ("sent", "بھیج دی گئی"),
    "import.state.stopped": ("stopped: nothing is lost", "رک گئی: کچھ ضائع نہیں ہوا"),
    "import.rows": ("Rows", "سطریں"),
    "import.taken": ("Rows that can be taken", "قابلِ قبول سطریں"),
    "import.accepted": ("Rows accepted", "قبول شدہ سطریں"),
    "import.unchanged": ("Rows that say nothing new", "سطریں جن میں کچھ نیا نہیں"),
    "import.rejected": ("Rows rejected here", "یہاں رد شدہ سطریں"),
    "import.refused": ("Rows refused by the hub", "مرکز کی رد کردہ سطریں"),
    "import.versions": ("Versions of records", "اندراجات کے نسخے"),
    "import.versions_accepted": ("Versions accepted", "قبول شدہ نسخے"),
    "import.versions_unchanged": ("Versions that the hub held already", "نسخے جو مرکز کے پاس پہلے سے تھے"),
    "import.versions_rejected": ("Versions rejected here", "یہاں رد شدہ نسخے"),
    "import.versions_refused": ("Versions refused by the hub", "مرکز کے رد کردہ نسخے"),
    "import.pages": ("Signed pages answered", "دستخط شدہ صفحات جن کا جواب آیا"),
    "import.wrong": ("What is wrong, by row and column", "کیا غلط ہے، سطر اور کالم کے لحاظ سے"),
    "import.wrong.shown": ("{shown} of {total} shown.", "کل {total} میں سے {shown} دکھائے گئے۔"),
    "import.rejects": ("The reject file", "رد شدہ سطروں کی فائل"),
    "import.rejects.says": (
        "It names rows, columns and shapes, and no name or number of anybody.",
        "اس میں سطر، کالم اور صورت درج ہے، کسی کا نام یا نمبر نہیں۔",
    ),
    "import.ignored": ("Headings that were not read:", "عنوان جو نہیں پڑھے گئے:"),
    "import.left_out": (
        "Records of the earlier file that this one does not hold. They stay in force: withdraw what no longer holds "
        "with `rabta records withdraw`.",
        "پہلی فائل کے اندراجات جو اس میں نہیں۔ وہ نافذ رہیں گے: جو درست نہیں اسے `rabta records withdraw` سے واپس لیں۔",
    ),
    "import.flags": ("Remarks of the hub", "مرکز کے تبصرے"),
    "import.send": ("What will be sent", "کیا بھیجا جائے گا"),
    "import.send.says": (
        "Up to {versions} versions of records out of {rows} rows, in pages that are signed with the page key of "
        "{agency}, to {hub}, under the purpose of record upkeep. What the hub holds already is not sent again.",
        "{rows} سطروں سے زیادہ سے زیادہ {versions} نسخے، {agency} کی کلید سے دستخط شدہ صفحات میں، {hub} کو، ریکارڈ کی "
        "نگہداشت کے مقصد سے۔ جو مرکز کے پاس ہے دوبارہ نہیں بھیجا جاتا۔",
    ),
    "import.send.now": ("Sign and send", "دستخط کر کے بھیجیں"),
    "import.send.nothing": (
        "No row can be taken: there is nothing to send.",
        "کوئی سطر قابلِ قبول نہیں: بھیجنے کو کچھ نہیں۔",
    ),
    "import.send.purpose": (
        "To send, state the purpose of record upkeep first.",
        "بھیجنے کے لیے پہلے ریکارڈ کی نگہداشت کا مقصد بتائیں۔",
    ),
    "import.no_key": (
        "This profile holds no page key: files can be read here, and sent on the agency's node alone.",
        "اس پروفائل میں صفحات کی کلید نہیں: فائلیں یہاں پڑھی جا سکتی ہیں، بھیجی صرف ادارے کے نوڈ سے۔",
    ),
    "import.under_way": (
        "It is being sent: row {rows}, {pages} pages answered.",
        "بھیجی جا رہی ہے: سطر {rows}، {pages} صفحات کا جواب آیا۔",
    ),
    "import.again": ("Look again", "دوبارہ دیکھیں"),
    "import.stopped": (
        "It stopped. What was signed waits in the agency's journal; sending again adds nothing twice.",
        "رک گئی۔ جس پر دستخط ہوئے وہ ادارے کے جرنل میں منتظر ہے؛ دوبارہ بھیجنے سے کچھ دہرایا نہیں جاتا۔",
    ),
    "import.away": ("Take the file away", "فائل ہٹا دیں"),
    "asked.import": ("What would {file} add?", "{file} سے کیا شامل ہوگا؟"),
    "asked.import.sent": ("What became of {file}?", "{file} کا کیا بنا؟"),
    "error.import.unreadable": (
        "The file cannot be read as a whole.",
        "فائل مجموعی طور پر پڑھی نہیں جا سکتی۔",
    ),
    "error.import.large": (
        "The file is larger than the console takes: use `rabta import`.",
        "فائل کنسول کی حد سے بڑی ہے: `rabta import` استعمال کریں۔",
    ),
    "error.import.full": (
        "As many officers have files here as this console keeps. Try again when one of them has taken theirs away.",
        "اس کنسول پر جتنے افسروں کی فائلیں رکھی جا سکتی ہیں موجود ہیں۔ کسی کے اپنی فائل ہٹانے پر دوبارہ کوشش کریں۔",
    ),
    "error.import.absent": (
        "No such file lies here: it was taken away or replaced, or the session was another.",
        "ایسی فائل یہاں نہیں: ہٹا یا بدل دی گئی، یا سیشن کوئی اور تھا۔",
    ),
    "error.import.busy": (
        "Another import of the agency is under way on this machine.",
        "اس مشین پر ادارے کی ایک اور درآمد جاری ہے۔",
    ),
    "error.import.key": (
        "This profile holds no page key: pages are signed on the agency's node alone.",
        "اس پروفائل میں صفحات کی کلید نہیں: دستخط صرف ادارے کے نوڈ پر ہوتے ہیں۔",
    ),
    "error.import.journal": (
        "The journal and the hub do not agree on the last page: see `rabta records resend` and `rebuild-journal`.",
        "جرنل اور مرکز آخری صفحے پر متفق نہیں: `rabta records resend` اور `rebuild-journal` دیکھیں۔",
    ),
    "error.import.purpose": (
        "Records are sent under the purpose of record upkeep alone: state it first.",
        "اندراجات صرف ریکارڈ کی نگہداشت کے مقصد سے بھیجے جاتے ہیں: پہلے یہ مقصد بتائیں۔",
    ),
}
"""Sentences and labels by key, English then Urdu."""
