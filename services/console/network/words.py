"""What the pages of link charts say, in English and in Urdu. Tables only. Pure."""

from __future__ import annotations

from typing import Final

NETWORK: Final = {
    "network": ("Network", "نیٹ ورک"),
    "network.kind": ("Kind of number", "نمبر کی قسم"),
    "network.number": ("Number, or name of a record", "نمبر، یا ریکارڈ کا نام"),
    "network.look": ("Count what is next to it", "متصل تعلقات گنیں"),
    "network.chart": ("Link chart", "تعلقات کا نقشہ"),
    "network.keys": (
        "Keys on the chart: arrows go to linked nodes, Enter to the row in the table, E counts what is next to a node, "
        "U is a step back, R a step on, P finds the path to it, M opens its menu, plus and minus zoom, 0 shows all.",
        "نقشے کی کلیدیں: تیر سے مربوط نقاط، Enter سے جدول کی سطر، E سے متصل تعلقات کی گنتی، U سے ایک قدم پیچھے، "
        "R سے ایک قدم آگے، P سے یہاں تک راستہ، M سے فہرست، جمع اور منفی سے قریب اور دور، 0 سے سب کچھ۔",
    ),
    "network.said": ("{label}, {kind}, {links} links", "{label}، {kind}، تعلقات: {links}"),
    "network.nodes": ("Nodes", "نقاط"),
    "network.links": ("Links", "تعلقات"),
    "network.name": ("Name or number", "نام یا نمبر"),
    "network.word": ("Kind", "قسم"),
    "network.about": ("About", "تفصیل"),
    "network.count": ("Links", "تعلقات"),
    "network.do": ("Act", "عمل"),
    "network.from": ("From", "از"),
    "network.to": ("To", "تا"),
    "network.what": ("What", "کیا"),
    "network.sources": ("Sources", "ماخذ"),
    "network.why": ("Why is this link here?", "یہ تعلق کیوں ہے؟"),
    "network.expand": ("Expand", "پھیلائیں"),
    "network.hide": ("Take off", "ہٹائیں"),
    "network.undo": ("Step back", "ایک قدم پیچھے"),
    "network.redo": ("Step on", "ایک قدم آگے"),
    "network.group": ("Group leaves", "پتے یکجا کریں"),
    "network.ungroup": ("Show leaves one by one", "پتے الگ الگ دکھائیں"),
    "network.collapse": ("One line for many rows", "کئی اندراجات کی ایک لکیر"),
    "network.spread": ("A line a row", "ہر اندراج کی الگ لکیر"),
    "network.arrange": ("Arrange anew", "ازسرِنو ترتیب دیں"),
    "network.clear": ("New chart", "نیا نقشہ"),
    "network.filters": ("Filters", "چھانٹی"),
    "network.filter": ("Set the filter", "چھانٹی لگائیں"),
    "network.unfilter": ("Remove the filter {name}", "چھانٹی {name} ہٹائیں"),
    "network.field": ("Field", "خانہ"),
    "network.value": ("Value", "قدر"),
    "network.unshown": (
        "{n} rows are held back by filters or were taken off.",
        "{n} اندراجات چھانٹی یا ہٹانے سے پوشیدہ ہیں۔",
    ),
    "network.cuts": ("What the answers left out", "جوابات میں کیا شامل نہیں"),
    "network.limit.why": (
        "Most significant first, up to the number of rows that was asked for.",
        "اہم ترین پہلے، اتنے اندراجات تک جتنے مانگے گئے۔",
    ),
    "network.counts": ("What is next to it", "اس سے متصل"),
    "network.rows": ("Rows", "اندراجات"),
    "network.limit": ("Most rows", "زیادہ سے زیادہ اندراجات"),
    "network.add": ("Put on the chart", "نقشے پر لائیں"),
    "network.none": ("Nothing is next to it that you may see.", "اس سے متصل ایسا کچھ نہیں جو آپ دیکھ سکیں۔"),
    "network.paths": ("Paths", "راستے"),
    "network.path.shortest": ("Shortest paths", "مختصر ترین راستے"),
    "network.path.forward": ("Where its money went, through time", "رقم کہاں گئی، وقت کے ساتھ"),
    "network.path.backward": ("Where its money came from, through time", "رقم کہاں سے آئی، وقت کے ساتھ"),
    "network.path.contacts": ("Whom it reached by calls, through time", "کالوں سے کس تک پہنچا، وقت کے ساتھ"),
    "network.path.here": ("Path to here", "یہاں تک راستہ"),
    "network.paths.form": (
        "Look for paths between any two of the {n} nodes, on a page of its own",
        "{n} نقاط میں سے کسی دو کے درمیان راستے الگ صفحے پر تلاش کریں",
    ),
    "network.pages": ("{table}: pages", "{table}: صفحات"),
    "network.page": ("Page {number} of {pages}", "صفحہ {number} از {pages}"),
    "network.alternatives": ("Most alternatives (shortest paths)", "زیادہ سے زیادہ متبادل (مختصر ترین راستے)"),
    "network.gap": ("Longest days from step to step (0: any)", "قدم بہ قدم زیادہ سے زیادہ دن (0: کوئی بھی)"),
    "network.least": (
        "Least share of the transfer before, in percent (0: any)",
        "پچھلی منتقلی کا کم از کم حصہ، فیصد (0: کوئی بھی)",
    ),
    "network.most": (
        "Most share of the transfer before, in percent (0: any)",
        "پچھلی منتقلی کا زیادہ سے زیادہ حصہ، فیصد (0: کوئی بھی)",
    ),
    "network.nowhere": (
        "No path comes to that node, of what you may see and what was looked through.",
        "جو آپ دیکھ سکتے ہیں اور جو دیکھا گیا، اس میں سے کوئی راستہ اس نقطے تک نہیں پہنچتا۔",
    ),
    "network.unordered": (
        "Two of these steps lie in one day; which came first is not known.",
        "ان میں سے دو قدم ایک ہی دن کے ہیں؛ معلوم نہیں کہ پہلے کون سا تھا۔",
    ),
    "network.loose": (
        "A step may lie later than was asked for.",
        "کوئی قدم مانگے گئے وقفے سے زیادہ دیر بعد کا ہو سکتا ہے۔",
    ),
    "network.events": ("What happened, in lanes", "کیا ہوا، اقسام کے لحاظ سے"),
    "network.events.shown": (
        "{shown} of {of} dated rows are listed, the latest.",
        "تاریخ والے {of} اندراجات میں سے تازہ ترین {shown} درج ہیں۔",
    ),
    "lane.money": ("Money", "رقم"),
    "lane.calls": ("Calls and handsets", "کالیں اور آلات"),
    "brush": ("Days", "ایام"),
    "brush.how": (
        "Drag over the bars, or move the two ends by arrow keys: only what happened between them is shown, and what "
        "has no date.",
        "ستونوں پر گھسیٹیں، یا دونوں سرے تیر کی کلیدوں سے ہلائیں: صرف ان کے درمیان کے واقعات اور بے تاریخ اندراجات "
        "دکھائے جاتے ہیں۔",
    ),
    "brush.since": ("Since", "از تاریخ"),
    "brush.until": ("Until", "تا تاریخ"),
    "brush.keep": ("Keep as a filter", "چھانٹی کے طور پر رکھیں"),
    "brush.picture": (
        "Histogram of {number} dated events from {since} to {until}",
        "{since} سے {until} تک {number} تاریخ والے واقعات کا ہسٹوگرام",
    ),
    "brush.said": (
        "{shown} of {of} events shown, {since} to {until}",
        "{of} میں سے {shown} واقعات دکھائے گئے، {since} تا {until}",
    ),
    "network.avoid": ("Not through", "اس سے ہو کر نہیں"),
    "network.find": ("Find", "تلاش کریں"),
    "network.files": ("Files", "فائلیں"),
    "network.files.asked": (
        "A file asks each question of the chart again, under the purpose that you then state, and so it is in the log.",
        "فائل بنانے سے نقشے کا ہر سوال بتائے گئے مقصد کے تحت دوبارہ پوچھا جاتا ہے اور لاگ میں درج ہوتا ہے۔",
    ),
    "network.names.off": ("without names", "ناموں کے بغیر"),
    "network.saved": ("Kept charts", "محفوظ نقشے"),
    "network.keep": ("Keep", "محفوظ کریں"),
    "network.title": ("Name of the chart", "نقشے کا نام"),
    "network.open": ("Open", "کھولیں"),
    "network.share": ("Share", "شریک کریں"),
    "network.officer": ("Officer", "افسر"),
    "network.compare": ("Compare two versions", "دو نسخوں کا موازنہ"),
    "network.version.before": ("Version before", "پچھلا نسخہ"),
    "network.version.after": ("Version after", "بعد کا نسخہ"),
    "network.same": ("Nothing.", "کچھ نہیں۔"),
    "network.send": ("Send to another console", "دوسرے کنسول کو بھیجیں"),
    "network.send.how": (
        "The file holds the questions of this chart, and so the numbers in them, in clear; nothing that was answered. "
        "Who is named opens it for seven days, and sees what they may see.",
        "فائل میں اس نقشے کے سوال، اور ان میں موجود نمبر، کھلے درج ہیں؛ کوئی جواب نہیں۔ جس کا نام ہے وہی سات دن تک "
        "کھول سکتا ہے، اور وہی دیکھتا ہے جو اسے دیکھنے کی اجازت ہے۔",
    ),
    "network.receive": ("Open a chart that was sent", "بھیجا گیا نقشہ کھولیں"),
    "network.file": ("File, or its text", "فائل یا اس کا متن"),
    "network.sender": (
        "Sent by {sender}. You see of it what you may.",
        "بھیجنے والا: {sender}۔ آپ وہی دیکھتے ہیں جس کی اجازت ہے۔",
    ),
    "movements": ("Movements", "نقل و حرکت"),
    "movements.route": ("Route, in order of time; not to scale", "راستہ، وقت کی ترتیب سے؛ پیمانے کے بغیر"),
    "movements.list": ("Where, when and by what", "کہاں، کب اور کس ذریعے سے"),
    "movements.place": ("Place", "مقام"),
    "movements.how": ("By", "ذریعہ"),
    "movements.who": ("Who", "کون"),
    "network.before": ("Only in the version before", "صرف پچھلے نسخے میں"),
    "network.after": ("Only in the version after", "صرف بعد کے نسخے میں"),
    "network.when": ("When", "کب"),
    "network.owner": ("Agency", "ادارہ"),
    "network.grade": ("Grade", "درجہ"),
    "network.authority": ("Authority", "اختیار نامہ"),
    "network.note": ("Note", "نوٹ"),
    "network.lead": ("A link is a lead, not evidence of guilt.", "تعلق محض سراغ ہے، جرم کا ثبوت نہیں۔"),
    "error.chart.full": ("A chart holds no more questions than it has.", "نقشے میں مزید سوال نہیں آ سکتے۔"),
    "error.kept.full": (
        "You keep as many as this console holds for one officer, or as many versions of one, or it is shared with as "
        "many as it may be. Take something away first.",
        "آپ کے پاس اتنے محفوظ ہیں جتنے یہ کنسول ایک افسر کے لیے رکھتا ہے، یا ایک کے اتنے ہی نسخے ہیں، یا اسے مزید کسی "
        "کے ساتھ شریک نہیں کیا جا سکتا۔ پہلے کچھ ہٹائیں۔",
    ),
    "network.delete": ("Take this chart away", "یہ نقشہ ہٹائیں"),
    "error.chart.node": ("There is no node of that kind and number.", "اس قسم اور نمبر کا کوئی نقطہ نہیں۔"),
    "error.chart.filter": ("This is no filter.", "یہ درست چھانٹی نہیں۔"),
    "error.chart.large": (
        "This is too much for one picture: filter first, or take a table.",
        "یہ ایک تصویر کے لیے بہت زیادہ ہے: پہلے چھانٹیں، یا جدول لیں۔",
    ),
    "error.chart.sent": (
        "This file cannot be opened: it is no chart, it is not for you, it is older than seven days, or no member's "
        "system signed it.",
        "یہ فائل نہیں کھل سکتی: یہ نقشہ نہیں، آپ کے لیے نہیں، سات دن سے پرانی ہے، یا کسی رکن کے نظام کے دستخط نہیں۔",
    ),
    "error.chart.absent": ("There is no such chart.", "ایسا کوئی نقشہ نہیں۔"),
}
"""By key, English then Urdu; :mod:`services.console.words` has them too."""
FIELDS: Final = {
    "since": ("Since", "از تاریخ"),
    "until": ("Until", "تا تاریخ"),
    "amount": ("Least amount", "کم از کم رقم"),
    "kind": ("Kind of link", "تعلق کی قسم"),
    "source": ("Source", "ماخذ"),
    "grade": ("Grade", "درجہ"),
    "agency": ("Agency", "ادارہ"),
}
"""Fields of filters."""
