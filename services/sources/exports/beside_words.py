"""Words that registers write beside a name and that are no name: an office, a trade, kin of somebody, a kind of people.

A piece of a cell that holds nothing else names no person, and a piece that is about somebody else, as ``brother of the
complainant``, names none either. Words that are also given as names are not among them.
"""

from __future__ import annotations

import re

from services.sources.exports.address_words import begins_place, is_place
from services.sources.exports.ditto import is_ditto

_OFFICES = """
constable head hc asi si ti inspector sub-inspector subinspector dsp sp asp ssp dig ig rpo dpo cpo sdpo sho io moharrar
muharrar sepoy havildar hawaldar naik lance subedar police levies ranger lambardar numberdar patwari tehsildar
chowkidar advocate judge magistrate doctor dr mr mrs ms mst miss driver conductor cleaner mechanic teacher student
labourer laborer farmer zamindar landlord tenant shopkeeper clerk peon servant guard watchman retired
accused complainant deceased victim injured witness suspect absconder p.o po utp convict
کانسٹیبل ہیڈ سب انسپکٹر سپاہی حوالدار پولیس پٹواری تحصیلدار نمبردار چوکیدار ایڈووکیٹ ڈاکٹر مسماۃ ڈرائیور کنڈکٹر استاد
طالبعلم مزدور زمیندار دکاندار ملازم محافظ ملزم مدعی مدعیہ مقتول متاثرہ گواہ مضروب
"""
_KIN = """
brother sister father mother son daughter husband wife widow uncle aunt cousin nephew niece grandfather grandson
brother-in-law father-in-law son-in-law friend neighbour neighbor relative guardian self real step
bhai behan beta beti walid walida chacha mamu mamoon phupha khala susar damad
بھائی بہن بیٹا بیٹی والد والدہ چچا ماموں پھوپھا خالہ سسر داماد برادر ہمشیرہ خاوند شوہر بیوی دوست ہمسایہ رشتہ دار خود
"""
_PEOPLE = """
jutt jatt jat arain gujjar gujar rajput kamboh awan mughal khokhar bhatti butt kumhar mochi lohar tarkhan machhi teli
dhobi nai qasai pathan baloch sindhi punjabi pashtun
جٹ آرائیں گجر راجپوت کمبوہ اعوان مغل کھوکھر بھٹی بٹ کمہار موچی لوہار ترکھان ماچھی تیلی دھوبی نائی پٹھان بلوچ
"""
_ALONE = frozenset(f"{_OFFICES} {_KIN} {_PEOPLE}".split())
_TRADE_WORDS = """
constable inspector sepoy havildar hawaldar driver conductor cleaner mechanic teacher student labourer laborer farmer
shopkeeper clerk peon watchman advocate ڈرائیور کنڈکٹر مزدور دکاندار کانسٹیبل چوکیدار پٹواری ایڈووکیٹ
"""
_TRADES = frozenset(_TRADE_WORDS.split())
"""Words that nobody is named by: at the end of a name they tell a trade, of whichever person is named last."""
_ABOUT_OTHERS = """
of the above state ka ki ke
کا کی کے مذکور مذکورہ سرکار
"""
_OF_ANOTHER = frozenset(_ABOUT_OTHERS.split())
"""Words that stand in no name: with one of them a piece tells of somebody else, or of nobody."""
_SAME = re.compile(r"(?:same|as)\b.*\b(?:as|complainant|accused|victim)\b.*", re.I)


def ends_in_trade(text: str) -> bool:
    """Whether a trade stands behind a name: ``Umar Din Driver``."""
    words = text.casefold().split()
    return len(words) > 1 and words[-1].strip(".,،'\"()") in _TRADES


def is_no_name(text: str) -> bool:
    """Whether a piece of a cell names nobody: ``SI``, ``Jutt``, ``brother of complainant``, ``Chak 12``."""
    words = [word for each in text.casefold().split() if (word := each.strip(".,،'\"()"))]
    if is_ditto(text) or _SAME.fullmatch(text) or any(word in _OF_ANOTHER for word in words):
        return True
    return is_place(text) or begins_place(text) or (bool(words) and all(word in _ALONE for word in words))
