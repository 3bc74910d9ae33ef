"""The origin of an agency's console, as its issuer and the console itself have it (RFC 6454, https alone)."""

from __future__ import annotations

import re
from typing import Final

ORIGIN: Final = re.compile(r"https://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?", re.ASCII)
