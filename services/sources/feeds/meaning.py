"""What single texts of a feed mean: accounts, documents, amounts, times; and ids of edges and persons. Pure.

Functions raise :class:`services.tables.rejects.BadCell` with a reason of :data:`REASONS`.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

from services.sources.feeds.row import FeedEdge, FeedNode
from services.tables import amounts, cells, numbers
from services.tables.days import day_end
from services.tables.rejects import REASONS as TABLE_REASONS
from services.tables.rejects import BadCell

REASONS = {
    **TABLE_REASONS,
    **amounts.REASONS,
    "not-an-account": "not an account number, or an IBAN whose check digits do not fit",
    "said-twice": "the row came before, with the same reference, balance or second: one act or two, nobody knows",
    "balance-differs": "does not lead from the balance beside it to its own: one is wrong, or a row between is missing",
    "cut-row": "the last row ends before its columns do, as no other row does: the file is cut",
    "no-side": "an amount without word or column that says debit or credit",
    "reversal": "takes an earlier booking back: by both no money moved",
    "reversed": "a later row takes this booking back, or another of its sum of these days",
    "placeholder-card": "a card number that stands for no card",
    "card-of-several": "one card beside the names of several persons of the file",
    "not-done": "the file says that this did not take place",
    "birth-after-act": "a birth after the transaction, journey or report that names the person",
    "date-of-two-readings": "a date without a format code that can be read in more than one order",
    "swift-line": "not a line :61: of MT940",
    "no-direction": "the row does not say who called whom",
    "no-device": "not an IMEI with its check digit, or not an IMSI",
    "edifact-order": "a segment that may not stand here, or stands too often",
    "edifact-count": "a count or reference at the end differs from what was sent",
    "edifact-value": "an element without the value that it needs",
}
_MAX_AMOUNT = 1 << 62
_ACCOUNT = re.compile(r"[0-9A-Z]{4,34}")
_SPACES = re.compile(r"[\s\-/.]+")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def device(text: str) -> str:
    """``IMEI:`` and 15 digits, by Luhn (3GPP TS 23.003)."""
    number = _number(numbers.imei, text, "no-device")
    if len(set(number)) == 1:
        raise BadCell("no-device")
    return f"IMEI:{number}"


def subscription(text: str) -> str:
    """The digits of an IMSI (ITU-T E.212)."""
    return _number(numbers.imsi, text, "no-device")


def cnic(text: str) -> str:
    """``CNIC:`` and 13 digits."""
    return f"CNIC:{card(_number(numbers.cnic, text, 'not-an-identifier'))}"


def card(digits: str) -> str:
    """The digits of a card. What a clerk types to fill the field names nobody: BadCell ``placeholder-card``."""
    if numbers.is_placeholder_card(digits):
        raise BadCell("placeholder-card")
    return digits


def passport(text: str, country: str) -> str:
    """``PASSPORT:PK/AB1234567``; ``country`` of two letters."""
    refuse_rounded(text)
    try:
        number, issuer = numbers.passport(text, country)
    except numbers.NumberError:
        raise BadCell("not-an-identifier") from None
    return f"PASSPORT:{issuer}/{number}"


def _number(rule: object, text: str, reason: str) -> str:
    refuse_rounded(text)
    try:
        return str(rule(text)[0])  # type: ignore[operator]
    except numbers.NumberError:
        raise BadCell(reason) from None


def refuse_rounded(text: str) -> None:
    """Refuse an identifier whose digits a spreadsheet has taken."""
    try:
        numbers.refuse_read_back(text)
    except numbers.NumberError:
        raise BadCell("rounded-by-spreadsheet") from None


def account(text: str, bank: str) -> str:
    """``IBAN:PK..`` where it is one, checked by its digits; else ``<bank>:<number>``."""
    refuse_rounded(text)
    number = _SPACES.sub("", text).upper()
    if re.match(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11}", number):
        return "IBAN:" + _number(numbers.iban, number, "not-an-account")
    if not _ACCOUNT.fullmatch(number) or not bank:
        raise BadCell("not-an-account")
    return f"{bank}:{number}"


def minor(text: str, code: str) -> int:
    """Amount in minor units, never rounded. Raises BadCell, also ``contradicts`` where a side stands behind it."""
    read = amounts.amount(text, code)
    if read.side:
        raise BadCell("contradicts")
    return read.minor


def scaled(text: str, decimals: int, *, exact: bool = True) -> int:
    """The number times ten to the ``decimals``; to the nearest where not ``exact``."""
    try:
        value = Decimal(text).scaleb(decimals)
        whole = int(value.to_integral_value())
    except (InvalidOperation, ValueError, OverflowError):
        raise BadCell("not-an-amount") from None
    if (exact and whole != value) or abs(whole) > _MAX_AMOUNT:
        raise BadCell("not-an-amount")
    return whole


def when_ms(text: str, zone: tzinfo) -> int:
    """Epoch milliseconds; a day alone is its midnight in ``zone``."""
    return epoch_ms(datetime.fromisoformat(cells.moment(text, zone)), zone)


def span_ms(text: str, zone: tzinfo) -> tuple[int, int]:
    """First and last epoch millisecond of a day, which midnight stands for too; (moment, 0) of a time."""
    told = cells.moment(text, zone)
    at = datetime.fromisoformat(told)
    at_ms = epoch_ms(at, zone)
    return at_ms, day_end(at_ms) if at.time() == time() else 0


def stamp_ms(text: str, zone: tzinfo) -> int:
    """Epoch milliseconds of ``2020-01-09 18:08:45.162``, as machines write it."""
    try:
        return epoch_ms(datetime.fromisoformat(text), zone)
    except ValueError:
        raise BadCell("not-a-date") from None


def epoch_ms(at: datetime, zone: tzinfo) -> int:
    """Epoch milliseconds, whole; ``zone`` where ``at`` has none. Raises BadCell past the calendar's ends."""
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC).__sub__(_EPOCH) // _MILLISECOND
    except OverflowError:
        raise BadCell("not-a-date") from None


_MILLISECOND = datetime(1970, 1, 1, 0, 0, 0, 1000) - datetime(1970, 1, 1)


def note(**said: object) -> str:
    """JSON with sorted keys of what is not empty."""
    kept = {key: value for key, value in said.items() if value not in ("", None, [], ())}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else ""


def digest(*parts: object) -> str:
    """24 hex digits of SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:24]


def person(form: str, name: str, name_ur: str = "", **said: object) -> FeedNode:
    """A SUBJECT of a feed; what the file says of the person is the id."""
    told = note(**said)
    return FeedNode("SUBJECT", f"feeds/{form}/{digest(name, name_ur, told)}", name, name_ur, told)


def edge(form: str, kind: str, start: str, end: str, *besides: object, row: int, **facts: object) -> FeedEdge:
    """One evidence row. ``facts`` are those of FeedEdge; ``besides`` tells rows apart that agree in these.

    Of a transfer known by its day alone ``day_end_ms`` is the end of it; its id is what it was before this was told.
    """
    day_end_ms = facts.pop("day_end_ms", 0)
    content = [f"{key}={value}" for key, value in sorted(facts.items())]
    name = digest(form, kind, start, end, *content, *besides)
    if day_end_ms:
        facts["until_ms"] = day_end_ms
    return FeedEdge(kind, name, start, end, row=row, **facts)  # type: ignore[arg-type]
