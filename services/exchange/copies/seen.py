"""What the side that takes has seen of one peer, for whoever looks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Seen:
    """How one peer's feeds stand, for whoever looks. ``heads``: the sender's last number by feed; ``taken``: ours.

    ``heard_ms``: when the last proven answer came, 0 for never; ``level_ms``: by feed, when a proven page last left
    nothing to be taken; ``moved_ms``: when the sender's count of records last went on; ``took_ms``: how long the last
    answer took that waited for nothing. ``trouble``: why the last try failed, "" where it did not. ``pages``,
    ``items``: taken by feed since the process began.
    """

    heads: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    heard_ms: int = 0
    level_ms: dict[str, int] = field(default_factory=dict)
    moved_ms: int = 0
    took_ms: int = 0
    trouble: str = ""
    pages: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
