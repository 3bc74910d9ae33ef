"""The sentence that a person reads for a field at a level, in English and Urdu."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from services.matching.household import BOUNDED, FIELD


class Sentence(NamedTuple):
    """What a reviewer reads, in both languages."""

    english: str
    urdu: str


_NAMED: Final = {
    "differs": Sentence("no part of the {en} agrees", "{ur} کا کوئی حصہ نہیں ملتا"),
    "conflict": Sentence("the {en} agree in part and differ in part", "{ur} کچھ ملتا ہے اور کچھ مختلف ہے"),
    "part-common": Sentence(
        "the {en} agree in common parts, and one has more", "{ur} عام حصوں میں ملتا ہے، ایک میں کچھ زیادہ ہے"
    ),
    "part-telling": Sentence(
        "the {en} agree in telling parts, and one has more", "{ur} خاص حصوں میں ملتا ہے، ایک میں کچھ زیادہ ہے"
    ),
    "part-rare": Sentence(
        "the {en} agree in rare parts, and one has more", "{ur} نایاب حصوں میں ملتا ہے، ایک میں کچھ زیادہ ہے"
    ),
    "common": Sentence("the {en} agree, and many bear them", "{ur} ملتا ہے، اور عام ہے"),
    "telling": Sentence("the {en} agree, and few bear them", "{ur} ملتا ہے، اور کم لوگوں کا ہے"),
    "rare": Sentence("the {en} agree, and hardly anyone bears them", "{ur} ملتا ہے، اور نایاب ہے"),
}


def _names(english: str, urdu: str) -> dict[str, Sentence]:
    return {level: Sentence(s.english.format(en=english), s.urdu.format(ur=urdu)) for level, s in _NAMED.items()}


SENTENCES: Final[Mapping[str, Mapping[str, Sentence]]] = MappingProxyType(
    {
        "name": _names("names", "نام"),
        "related": _names("names of father or husband", "والد یا شوہر کا نام"),
        "cnic": {
            "differs": Sentence("the identity numbers differ", "شناختی نمبر مختلف ہیں"),
            "transposed": Sentence(
                "the identity numbers differ in two digits that changed places",
                "شناختی نمبروں میں دو ہندسے آپس میں بدلے ہوئے ہیں",
            ),
            "one-digit": Sentence("the identity numbers differ in one digit", "شناختی نمبروں میں ایک ہندسے کا فرق ہے"),
            "same": Sentence("the identity numbers are the same", "شناختی نمبر ایک ہی ہے"),
            "same-verified": Sentence(
                "the identity numbers are the same, and the registry confirmed both",
                "شناختی نمبر ایک ہی ہے اور رجسٹری نے دونوں کی تصدیق کی ہے",
            ),
        },
        "parity": {
            "contradicts": Sentence(
                "the identity number is not of the gender stated", "شناختی نمبر بتائی گئی جنس کا نہیں"
            ),
            "fits": Sentence("the identity number is of the gender stated", "شناختی نمبر بتائی گئی جنس کا ہے"),
        },
        "prefix": {
            "elsewhere": Sentence(
                "the identity number was first given in another province", "شناختی نمبر کسی اور صوبے کا ہے"
            ),
            "province": Sentence("the identity number was first given in the province", "شناختی نمبر اسی صوبے کا ہے"),
            "district": Sentence("the identity number was first given in the district", "شناختی نمبر اسی ضلع کا ہے"),
        },
        "token": {
            "differs": Sentence("the registry knows them as two persons", "رجسٹری کے مطابق یہ دو افراد ہیں"),
            "same": Sentence("the registry knows them as one person", "رجسٹری کے مطابق یہ ایک ہی فرد ہے"),
        },
        "born": {
            "differs": Sentence(
                "the years of birth are more than three years apart", "پیدائش کے سال تین سال سے زیادہ دور ہیں"
            ),
            "years-apart": Sentence(
                "the years of birth are two or three years apart", "پیدائش کے سالوں میں دو تین سال کا فرق ہے"
            ),
            "one-year": Sentence("the years of birth are one year apart", "پیدائش کے سالوں میں ایک سال کا فرق ہے"),
            "year": Sentence("the years of birth are the same", "پیدائش کا سال ایک ہی ہے"),
            "month": Sentence("the months of birth are the same", "پیدائش کا مہینہ اور سال ایک ہی ہیں"),
            "swapped": Sentence(
                "the days of birth are the same with day and month changed over",
                "تاریخ پیدائش میں دن اور مہینہ آپس میں بدلے ہوئے ہیں",
            ),
            "day": Sentence("the days of birth are the same", "تاریخ پیدائش ایک ہی ہے"),
        },
        "gender": {
            "differs": Sentence("the genders stated differ", "بتائی گئی جنس مختلف ہے"),
            "same": Sentence("the genders stated are the same", "بتائی گئی جنس ایک ہی ہے"),
        },
        "phone": {
            "none": Sentence("no telephone number is shared", "کوئی فون نمبر مشترک نہیں"),
            "shared": Sentence("a telephone number is shared", "ایک فون نمبر مشترک ہے"),
        },
        "area": {
            "elsewhere": Sentence("the districts are in two provinces", "اضلاع دو صوبوں میں ہیں"),
            "province": Sentence("the districts are two of one province", "اضلاع ایک صوبے کے دو ہیں"),
            "district": Sentence("the districts are the same", "ضلع ایک ہی ہے"),
        },
        "address": {
            "none": Sentence("the addresses share no word", "پتوں میں کوئی لفظ مشترک نہیں"),
            "some": Sentence("the addresses share some words", "پتوں میں کچھ الفاظ مشترک ہیں"),
            "most": Sentence("the addresses share most words", "پتوں میں اکثر الفاظ مشترک ہیں"),
        },
        FIELD: {
            BOUNDED: Sentence(
                "people of one home share father, telephone and address: their own names bound what that adds",
                "ایک گھر کے لوگوں کے والد، فون اور پتا مشترک ہوتے ہیں: اس کا وزن ان کے اپنے ناموں سے محدود ہے",
            ),
        },
    }
)
"""By field and level; every level of `levels.LEVELS` has one, and so has the bound of a household."""
