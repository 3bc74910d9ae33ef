"""ISO 20022 pacs.009: credit transfers of banks themselves, and cover of their customers'.

See :mod:`services.sources.feeds.iso_transfer`; what becomes of it is in docs/feeds.md.
"""

from __future__ import annotations

from typing import BinaryIO

from services.sources.feeds.iso_transfer import transfers
from services.sources.feeds.options import Options
from services.sources.feeds.row import Items

FEED = "MONEY"


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of one file. Raises FileRefused for another message, or one that does not fit the schema given."""
    return transfers(stream, options, "pacs.009", "FICdtTrf")
