"""What a bank of Pakistan writes about a booking: what kind it is, and whose account the other side is. Pure.

Patterns are tried in turn, the surest first. What none explains stays unexplained: no booking is cash because nobody
says what it is. Source of the words: statements of Pakistani banks (P); codes of banks are those of their IBANs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from services.sources.feeds import meaning
from services.tables import phones
from services.tables.rejects import BadCell


class Kind(Enum):
    """What a booking is by its words."""

    REVERSAL = "reversal"
    CHARGE = "charge"
    TRANSFER = "transfer"
    PURCHASE = "purchase"
    SALARY = "salary"
    CASH = "cash"
    CHEQUE = "cheque"


class Pattern(NamedTuple):
    """``name``: stands beside the row that it explains."""

    name: str
    kind: Kind
    form: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Explained:
    """``account``: the other side's, or nothing; ``name``: as it is written; ``sure``: by check digits."""

    pattern: Pattern | None = None
    account: str = ""
    name: str = ""
    sure: bool = False

    def is_of(self, kind: Kind) -> bool:
        """Whether the pattern is of this kind."""
        return self.pattern is not None and self.pattern.kind is kind

    def source(self) -> str:
        """What the row says of where its other side comes from."""
        if self.pattern is None:
            return ""
        if not self.account:
            return f"narration, pattern {self.pattern.name}: counterparty not stated"
        checked = "check digits fit" if self.sure else "number as written"
        return f"narration, pattern {self.pattern.name}: counterparty from the narration, {checked}"


def _pattern(name: str, kind: Kind, *words: str) -> Pattern:
    return Pattern(name, kind, re.compile(f"(?:{'|'.join(words)})", re.IGNORECASE))


_FEES: Final = "bank|service|sms|atm|ibft|raast|pos|card|annual|issuance|transaction|txn|clearing|cheque ?book"
_NOT_CASH: Final = r"(?<!jazz )(?<!mobi )\bcash\b(?! ?(?:back|mgmt|management|(?:&|and|n) ?carry))"
PATTERNS: Final = (
    _pattern(
        "reversal", Kind.REVERSAL, r"\b(?:reversal|reversed|reverse|rvsl|rev)\b", r"\bch(?:e?)que? return", "واپسی"
    ),
    _pattern("charges", Kind.CHARGE, rf"\b(?:{_FEES}) fees?\b", r"\b(?:charges?|chgs?)\b"),
    _pattern(
        "tax", Kind.CHARGE, r"\bfed\b", r"\bwith ?holding\b", r"\bwht\b", r"\bw/h tax\b", r"\bexcise\b", r"\bzakat\b"
    ),
    _pattern("profit", Kind.CHARGE, r"\bprofit (?:paid|credit|for)\b", r"\bmark-?up\b"),
    _pattern("raast", Kind.TRANSFER, r"\braast\b"),
    _pattern("ibft", Kind.TRANSFER, r"\bi?ibft\b", r"\b1 ?link\b", r"\binter ?bank\b"),
    _pattern("wallet", Kind.TRANSFER, r"\b(?:easy ?paisa|jazz ?cash|sada ?pay|naya ?pay|u ?paisa)\b"),
    _pattern("transfer", Kind.TRANSFER, r"\b(?:rtgs|ft|trf|tfr|funds? transfer|transfer(?:red)?|remittance)\b"),
    _pattern("pos", Kind.PURCHASE, r"\bpos\b", r"\bpurchase\b", r"\be-?com(?:merce)?\b", r"\bmerchant\b"),
    _pattern("salary", Kind.SALARY, r"\b(?:salary|salaries|wages?|payroll)\b", "تنخواہ"),
    _pattern("cash", Kind.CASH, _NOT_CASH, r"\b(?:atm|cdm)\b", r"نقد", "اے ٹی ایم"),
    _pattern("cheque", Kind.CHEQUE, r"\bche?q(?:ue)?s?\b", r"\bclg\b", r"\bclearing\b", "چیک"),
)
_BANKS: Final = {
    **dict.fromkeys(("meezan", "meezan bank", "mezn"), "MEZN"),
    **dict.fromkeys(("hbl", "habib bank", "habb"), "HABB"),
    **dict.fromkeys(("ubl", "united bank", "unil"), "UNIL"),
    **dict.fromkeys(("mcb", "mcb bank", "mucb"), "MUCB"),
    **dict.fromkeys(("abl", "allied bank", "abpa"), "ABPA"),
    **dict.fromkeys(("nbp", "national bank", "nbpa"), "NBPA"),
    **dict.fromkeys(("bank alfalah", "alfalah", "alfh"), "ALFH"),
    **dict.fromkeys(("askari", "askari bank", "ascm"), "ASCM"),
    **dict.fromkeys(("faysal", "faysal bank", "fays"), "FAYS"),
    **dict.fromkeys(("js bank", "jsbl"), "JSBL"),
    **dict.fromkeys(("scb", "standard chartered", "scbl"), "SCBL"),
    **dict.fromkeys(("habib metro", "habib metropolitan", "mpbl"), "MPBL"),
    **dict.fromkeys(("bank al habib", "bahl"), "BAHL"),
    **dict.fromkeys(("soneri", "soneri bank", "sone"), "SONE"),
    **dict.fromkeys(("bank of punjab", "bop", "bpun"), "BPUN"),
    **dict.fromkeys(("dubai islamic", "dubai islamic bank", "duib"), "DUIB"),
    **dict.fromkeys(("bankislami", "bank islami", "bkip"), "BKIP"),
    **dict.fromkeys(("bank of khyber", "khyb"), "KHYB"),
}
_BANK: Final = "|".join(sorted(map(re.escape, _BANKS), key=len, reverse=True))
_WALLETS: Final = "easy ?paisa|jazz ?cash|sada ?pay|naya ?pay|u ?paisa|raast"
_IBAN: Final = re.compile(r"(?<![0-9A-Z])PK[0-9]{2} ?[A-Z]{4}(?: ?[0-9A-Z]{4}){4}(?![0-9A-Z])", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    rf"\b(?P<bank>{_BANK})\b(?: (?:ltd|limited|bank))?[ :/,.-]*(?:(?:a/?c|acct?|account)(?: no)?[ :./-]*)?"
    r"(?P<number>[0-9][0-9-]{6,18}[0-9])(?![0-9A-Z]|-?[*#X]{2})",
    re.IGNORECASE,
)
_PROVIDER: Final = re.compile(rf"\b(?:{_WALLETS})\b", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![0-9])(?:\+?92|0092|0)[ -]?3[0-9]{2}[ -]?[0-9]{7}(?![0-9])")
_ENDS: Final = re.compile(r"\b(to|from)\b", re.IGNORECASE)
_NAME: Final = re.compile(
    r"[ :/-]*([^\W\d_]+(?: [^\W\d_]+){1,4}?)(?= *(?:[/,;:|(-]|[0-9]|a/?c\b|via\b|$))", re.IGNORECASE
)


def is_reversal(text: str) -> bool:
    """Whether the booking takes an earlier one back."""
    return bool(PATTERNS[0].form.search(text))


def explain(text: str, *, outgoing: bool, own: str, region: str) -> Explained:
    """What the words explain. ``outgoing``: the booking takes from ``own``, the account of the statement."""
    words = " ".join(text.split())
    pattern = next((each for each in PATTERNS if each.form.search(words)), None)
    if pattern is None or pattern.kind is not Kind.TRANSFER:
        return Explained(pattern)
    side = _side(words, outgoing=outgoing)
    known = dict(_accounts(words if side is None else side, words, region))
    known.pop(own, None)
    name = _name(side or "")
    if len(known) != 1:
        return Explained(pattern, "", name)
    ((account, sure),) = known.items()
    return Explained(pattern, account, name, sure)


def _name(side: str) -> str:
    """The name that stands first, of at least two words, none of them a bank's or a wallet's."""
    match = _NAME.match(_IBAN.sub(" ", side))
    if match is None or re.search(rf"\b(?:{_BANK}|{_WALLETS}|bank)\b", match[1], re.IGNORECASE):
        return ""
    return match[1]


def _side(words: str, *, outgoing: bool) -> str | None:
    """What stands behind ``to`` of a payment out, or ``from`` of one in; None where neither word stands there.

    Words that name the other direction alone name this account, or contradict the booking: they give nothing.
    """
    parts = _ENDS.split(words)
    ends: dict[str, str] = dict(zip((each.casefold() for each in parts[1::2]), parts[2::2], strict=True))
    if not ends:
        return None
    return ends.get("to" if outgoing else "from", "")


def _accounts(side: str, words: str, region: str) -> list[tuple[str, bool]]:
    """Accounts that the words name, and whether check digits say so. The provider may stand before ``to``."""
    known: list[tuple[str, bool]] = []
    for match in _IBAN.finditer(side):
        try:
            known.append((meaning.account(match[0], ""), True))
        except BadCell:
            return []
    for numbered in _NUMBERED.finditer(side):
        known.append((f"{_BANKS[numbered['bank'].casefold()]}:{numbered['number'].replace('-', '')}", False))
    providers = {each[0].replace(" ", "").upper() for each in _PROVIDER.finditer(words)}
    if known or len(providers) != 1:
        return known
    try:
        numbers = [phones.phone(each[0], region) for each in _PHONE.finditer(side)]
    except BadCell:
        return []
    return [(f"WALLET:{providers.copy().pop()}:{number}", False) for number in numbers]


def other_end(explained: Explained, account: str, *, outgoing: bool) -> tuple[str, str]:
    """Kind of the edge and its other end: cash where words say so, else the account that they name, else nobody."""
    if explained.is_of(Kind.CASH):
        return "WITHDREW" if outgoing else "TRANSFERRED", f"CASH:{account}"
    return "TRANSFERRED", explained.account or f"UNSTATED:{account}"
