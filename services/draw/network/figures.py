"""Amounts, times and spans as people read them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.tables.currencies import digits_of
from services.tables.days import at_midnight, is_day
from services.tables.zone import PAKISTAN


def amount(minor: int, currency: str) -> str:
    """``PKR 1,250,000.00`` of 125000000 minor units; digits of the currency as ISO 4217 says."""
    places = digits_of(currency)
    whole, rest = divmod(abs(minor), 10**places)
    shown = f"{whole:,}" + (f".{rest:0{places}d}" if places else "")
    return f"{currency} {'-' if minor < 0 else ''}{shown}".strip()


def moment(ms: int) -> str:
    """``2026-03-05 14:30`` in Asia/Karachi; empty for 0 or for a time that no calendar has."""
    try:
        return (
            (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
            .astimezone(PAKISTAN)
            .strftime("%Y-%m-%d %H:%M")
            if ms
            else ""
        )
    except OverflowError:
        return ""


def when(at_ms: int, until_ms: int) -> str:
    """``2026-03-05`` of a day without a time in it; of any other span both ends, else the moment."""
    if until_ms <= at_ms or not at_ms:
        return moment(at_ms)
    if is_day(at_ms, until_ms) and at_midnight(at_ms):
        return moment(at_ms)[: len("2026-03-05")]
    return f"{moment(at_ms)} – {moment(until_ms)}"


def iso(ms: int) -> str:
    """``2026-03-05T14:30:00+05:00`` in Asia/Karachi; empty as above."""
    try:
        return (
            (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
            .astimezone(PAKISTAN)
            .isoformat(timespec="seconds")
            if ms
            else ""
        )
    except OverflowError:
        return ""


def span(seconds: int) -> str:
    """``1:02:03`` or ``2:05`` of a duration in seconds."""
    hours, rest = divmod(max(0, seconds), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
