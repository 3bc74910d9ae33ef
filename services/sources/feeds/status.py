"""Words by which files of money say whether a payment took place. Pure."""

from __future__ import annotations

from typing import Final

from services.sources.feeds.sheet import Line

HEADINGS: Final = ("Txn Status", "Transaction Status", "Trx Status", "Payment Status", "Result", "حیثیت")
_DONE: Final = (
    *("success", "successful", "succeeded", "completed", "complete", "ok", "done", "approved", "processed", "executed"),
    *("posted", "booked", "settled", "cleared", "paid", "credited", "debited", "کامیاب", "مکمل"),
)
_NOT_DONE: Final = (
    *("failed", "fail", "failure", "unsuccessful", "error", "timeout", "timed out", "ناکام"),
    *("reversed", "reversal", "refunded", "returned", "bounced", "dishonoured", "dishonored", "chargeback"),
    *("pending", "in process", "in progress", "processing", "initiated", "awaiting", "hold", "on hold", "زیر التوا"),
    *("declined", "rejected", "refused", "denied", "cancelled", "canceled", "void", "voided", "expired", "منسوخ"),
)
_WORDS: Final = {**dict.fromkeys(_DONE, "DONE"), **dict.fromkeys(_NOT_DONE, "NOT")}


def refuse_not_done(line: Line) -> None:
    """Reject a row whose ``status`` says that no money moved, or that says what nobody knows."""
    if line.word("status", _WORDS, "DONE") == "NOT":
        line.reject("status", "not-done")
