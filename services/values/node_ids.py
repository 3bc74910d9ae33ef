"""Ids of nodes: of each kind one canonical form, made of what people type, or a refusal that says why.

``canonical`` is idempotent, and the only home of these rules: questions, authorities and imports pass through it, and
so does what readers of feeds and the projection make. Rules of numbers are those of :mod:`services.tables.numbers`;
forms and vectors stand in docs/protocol.md, "Ids of nodes and edges". Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

from services.tables import numbers
from services.tables.numbers import NumberError
from services.tables.text import UNSEEN, ascii_digits, one_alphabet, plain_digits, unseen_at
from services.values.identifiers import RULES

LONGEST: Final = 300
BESIDE: Final = ("CASH", "UNSTATED")
"""Schemes of nodes beside one account: its cash, and who is not stated as its counterparty."""
EDGE: Final = re.compile(r"[0-9a-f]{24}")
"""Id of a feed's edge."""

_SEPARATORS: Final = re.compile(r"[\s\-‐-―−./_]+")
_HONEST: Final = re.compile("[\u200c-\u200f\u061c]")
"""Joiners and marks that honest Urdu text carries: they fall away in names, and stand in no number."""
_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_PART: Final = re.compile(r"[^\s:]{1,80}")
_DIGEST: Final = re.compile(r"[0-9a-f]{24}")
_REGISTER: Final = re.compile(r"[A-Z][A-Z_]{1,31}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_PAPER: Final = re.compile(r"(?=.*[0-9])[0-9A-Z]{3,34}")
_TRAVEL: Final = re.compile(r"[0-9A-Z]{1,3}/[A-Z]{0,3}/[0-9A-Z]{1,35}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|")
_ROUTE: Final = re.compile(r"[0-9A-Z]{0,8}-[0-9A-Z]{0,8}")
_SUBJECT: Final = re.compile(r"agencies/[^/]{1,64}/records/[^/]{1,128}|feeds/[a-z0-9-]{1,40}(?:/[0-9a-z-]{1,64}){1,3}")
_CARDS: Final[Mapping[str, Callable[[str], tuple[str, bool]]]] = {
    kind: RULES[kind]
    for kind in ("CNIC", "NICOP", "POC", "OLD_NIC", "POR", "ACC", "NTN", "TAZKIRA", "CRO", "FINGERPRINT")
}


def canonical(kind: str, text: str) -> str:
    """The id of a node of ``kind``, a name of :data:`graph.model.NODE_KINDS` (KeyError: no such).

    Raises NumberError with the rule that ``text`` breaks; its words never repeat the value.
    """
    rule = _RULES[kind]
    if len(text) > LONGEST:
        raise NumberError("id-length", f"has more than {LONGEST} characters")
    bare = text if kind in _OF_WORDS else plain_digits(text)
    if unseen_at(_HONEST.sub("", bare) if kind in _OF_WORDS else bare) >= 0:
        raise NumberError("id-characters", "holds a control character or one that nobody sees")
    bare = bare.strip()
    if not bare:
        raise NumberError("id-empty", "is empty")
    found = rule(bare)
    if len(found) > LONGEST:
        raise NumberError("id-length", f"has more than {LONGEST} characters")
    return found


def is_canonical(kind: str, text: str) -> bool:
    """Whether it is its own canonical form."""
    try:
        return canonical(kind, text) == text
    except NumberError:
        return False


def number_text(kind: str, number: str) -> str:
    """A node's id as every other question of the hub writes and counts it: ``TYPE:canonical``."""
    return number if kind in _TYPED else f"{kind}:{number}"


def words(text: str) -> str:
    """Names of places, posts, firms and registers: upper case, single spaces, one alphabet, ASCII digits."""
    bare = unicodedata.normalize("NFC", _HONEST.sub("", ascii_digits(text)))
    upper = unicodedata.normalize("NFC", one_alphabet(bare).upper())
    return " ".join(one_alphabet(upper).split())


def part(text: str) -> str:
    """A name as one part of an id, made of text that was not typed as an id: what may not stand there is a blank."""
    return words(UNSEEN.sub(" ", _HONEST.sub("", text)).replace(":", " "))


def packed(text: str) -> str:
    """Numbers and codes: upper case without blanks and separators."""
    return _SEPARATORS.sub("", text).upper()


def _refuse(rule: str, text: str) -> NoReturn:
    raise NumberError(rule, text)


def _two(text: str, rule: str) -> tuple[str, str]:
    head, colon, tail = text.partition(":")
    if not colon or not tail.strip():
        _refuse(rule, "needs the register before the number: REGISTER:number")
    return packed(head) if rule != "document-type" else head.strip().upper(), tail.strip()


def _phone(text: str) -> str:
    """E.164 (ITU-T): Pakistani numbers as people write them, others led by + or 00."""
    digits = _SEPARATORS.sub("", text.translate({ord("("): None, ord(")"): None}))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if not digits.startswith("+"):
        return numbers.phone(digits)[0]
    digits = "+92" + digits[4:] if digits.startswith("+920") else digits
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        _refuse("phone-length", "is not 7 to 15 digits with a country code")
    if digits.startswith("+923") and len(digits) != 13:
        _refuse("phone-length", "has too few or too many digits for a Pakistani mobile")
    return digits


def _account(text: str) -> str:
    """``IBAN:``, ``WALLET:provider:number``, BESIDE an account, ``PARTY:digest``, else ``bank:number``."""
    head, colon, tail = text.partition(":")
    scheme = packed(head)
    if not colon:
        return "IBAN:" + numbers.iban(text)[0]
    if scheme == "IBAN":
        return "IBAN:" + numbers.iban(tail)[0]
    if scheme == "WALLET":
        return _wallet(tail)
    if scheme in BESIDE:
        of = _account(tail.strip())
        beside = any(of.startswith(f"{each}:") for each in BESIDE)
        return f"{scheme}:{of}" if not beside else _refuse("account-cash", "is cash of cash, or of what is not stated")
    if scheme == "PARTY":
        return f"PARTY:{tail}" if _DIGEST.fullmatch(tail) else _refuse("account-party", "is not 24 hex digits")
    number = packed(tail)
    if _IBAN.fullmatch(number):
        return "IBAN:" + numbers.iban(number)[0]
    return f"{_part(scheme)}:{_part(number)}"


def _wallet(text: str) -> str:
    provider, colon, number = text.partition(":")
    if not colon:
        _refuse("account-wallet", "needs provider and number: WALLET:provider:number")
    agent = packed(number)
    if agent.startswith("AGENT"):
        return f"WALLET:{_part(packed(provider))}:AGENT-{_part(agent.removeprefix('AGENT'))}"
    return f"WALLET:{_part(packed(provider))}:{_phone(number.strip())}"


def _part(text: str) -> str:
    if not _PART.fullmatch(text):
        _refuse("id-part", "has an empty part, one of more than 80 characters, or a colon too many")
    return text


def _device(text: str) -> str:
    """``IMEI:`` or ``IMSI:``: fifteen digits alone may be either."""
    register, number = _two(text, "device-type")
    if register == "IMEI":
        return "IMEI:" + numbers.imei(number)[0]
    if register == "IMSI":
        return "IMSI:" + numbers.imsi(number)[0]
    return f"{_part(register)}:{_part(packed(number))}"


def _document(text: str) -> str:
    """``TYPE:number``; a passport and any other paper with its country, ``PASSPORT:PK/AB1234567``."""
    register, number = _two(text, "document-type")
    if card := _CARDS.get(register):
        numbers.refuse_spreadsheet_damage(number)
        return f"{register}:{card(number)[0]}"
    if not _REGISTER.fullmatch(register):
        _refuse("document-type", "needs the register before the number: CNIC:number")
    if register == "TRAVEL_DOCUMENT":
        paper = "/".join(packed(part) for part in number.split("/"))
        return (
            f"{register}:{paper}"
            if _TRAVEL.fullmatch(paper)
            else _refuse("document-pattern", "is not kind/country/number")
        )
    country, slash, paper = number.partition("/")
    country, paper = packed(country), packed(paper)
    if not slash or not _COUNTRY.fullmatch(country):
        _refuse("document-country", "needs the issuing country, two letters, and / before the number")
    if register == "PASSPORT":
        return f"PASSPORT:{country}/{numbers.passport(paper, country)[0]}"
    return f"{register}:{country}/{paper}" if _PAPER.fullmatch(paper) else _refuse("document-pattern", "is no number")


def _case(text: str) -> str:
    """``REGISTER:key``, the key as records write it: upper case, single spaces, parts between ``/``."""
    register, colon, key = text.partition(":")
    parts = [words(part) for part in key.split("/")]
    if not colon or not _REGISTER.fullmatch(register.strip().upper()) or not all(parts):
        _refuse("case-pattern", "needs its register and no empty part: FIR:province/district/station/number/year")
    return f"{register.strip().upper()}:{'/'.join(parts)}"


def _place(text: str) -> str:
    head, colon, tail = text.partition(":")
    named = words(tail)
    if not colon or not named or not words(head):
        _refuse("place-pattern", "needs what it is before its name: DISTRICT:name")
    return f"{words(head)}:{':'.join(words(part) for part in named.split(':'))}"


def _journey(text: str) -> str:
    """``CROSSING:post:vehicle or ON-FOOT:day``, ``FLIGHT:number:day:from-to``."""
    parts = [words(part) for part in text.split(":")]
    if len(parts) != 4 or parts[0] not in ("CROSSING", "FLIGHT"):
        _refuse("journey-pattern", "is not CROSSING:post:vehicle:day or FLIGHT:number:day:from-to")
    day, rest = (parts[3], parts[2]) if parts[0] == "CROSSING" else (parts[2], parts[3])
    if not _DAY.fullmatch(day) or (parts[0] == "FLIGHT" and not _ROUTE.fullmatch(rest)):
        _refuse("journey-pattern", "is not CROSSING:post:vehicle:day or FLIGHT:number:day:from-to")
    return ":".join(parts)


def _organisation(text: str) -> str:
    """``NAME:name``, ``LEI:`` (ISO 17442, its check digits too), else ``register:number``."""
    head, colon, tail = text.partition(":")
    register = packed(head)
    if register == "NAME" and (name := words(tail)):
        return f"NAME:{name}"
    number = packed(tail)
    if register == "LEI" and not is_lei(number):
        _refuse("lei-check", "is not 20 letters and digits whose check digits fit")
    if not colon:
        _refuse("organisation-type", "needs the register before the number: REGISTER:number")
    return f"{_part(register)}:{_part(number)}"


def is_lei(number: str) -> bool:
    """Whether packed text is a legal entity identifier: ISO 17442, check by ISO 7064 MOD 97-10."""
    return (
        bool(re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", number)) and int("".join(str(int(c, 36)) for c in number)) % 97 == 1
    )


def _subject(text: str) -> str:
    """A record's name or a feed's person, as an answer gave it: never typed, so never mended."""
    if not text.isascii() or not _SUBJECT.fullmatch(text):
        _refuse("subject-name", "is not agencies/../records/.. or feeds/..")
    return text


def _plain(text: str) -> str:
    register, number = _two(text, "id-part")
    return f"{_part(register)}:{_part(packed(number))}"


_RULES: Final[Mapping[str, Callable[[str], str]]] = {
    "SUBJECT": _subject,
    "ACCOUNT": _account,
    "PHONE": _phone,
    "DEVICE": _device,
    "VEHICLE": lambda text: numbers.vehicle(text)[0],
    "DOCUMENT": _document,
    "CASE": _case,
    "PLACE": _place,
    "JOURNEY": _journey,
    "ORGANISATION": _organisation,
}
_OF_WORDS: Final = frozenset({"CASE", "PLACE", "JOURNEY", "ORGANISATION"})
_TYPED: Final = frozenset({"DOCUMENT", "ACCOUNT", "DEVICE", "SUBJECT"})
"""Kinds whose ids say their type."""
