"""ISO 20022 camt.053: statements of account from a bank.

See :mod:`services.sources.feeds.iso_statement`; what becomes of it is in docs/feeds.md.
"""

from __future__ import annotations

from typing import BinaryIO

from services.sources.feeds.iso_statement import entries
from services.sources.feeds.options import Options
from services.sources.feeds.row import Items

FEED = "MONEY"


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of one file. Raises FileRefused for another message, or one that does not fit the schema given."""
    return entries(stream, options, "camt.053", "BkToCstmrStmt")
