"""Pakistan's time, for all that reads or writes times without a zone. Pure.

It has been UTC+05:00 without daylight saving since November 2009. Records and pictures take that for every day; the
command line and feeds take the zone by its name, which had an hour more in the summers of 2002, 2008 and 2009.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Final

ZONE_NAME: Final = "Asia/Karachi"
"""In the IANA database."""
PAKISTAN: Final = timezone(timedelta(hours=5), "PKT")
PAKISTAN_MS: Final = PAKISTAN.utcoffset(None) // timedelta(milliseconds=1)
"""Milliseconds by which it is ahead of UTC."""
