"""How many claims of one body are open at once in one case, whoever's case it is.

It is counted within the transaction that opens one, or that cites one more case: what is refused is undone with its
count. Another body's claims in the case count for nothing, and those that are over leave room.
"""

from __future__ import annotations

from typing import Final

MAX_OPEN: Final = 300
"""As many as an officer opens in a day (P): a raid on one kiln frees a hundred people."""
