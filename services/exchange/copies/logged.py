"""What the node's own log says of a page that came: the facts that the sender's log says of it too."""

from __future__ import annotations

import re
from typing import Final

from audit.entry import FeedPage
from services.exchange.copies.page import OpenPage
from services.exchange.copies.wire import decode_version_name

_VERSION: Final = re.compile(r"agencies/[a-z0-9.-]{1,64}/records/[a-z0-9._-]{1,64}/versions/[0-9]{1,10}", re.ASCII)


def page_of(page: OpenPage, peer: str) -> FeedPage:
    """What its header says. ``peer``: agency that gave it."""
    since, count = page.before.sequence, len(page.items)
    passed = page.after.sequence - since - count
    return FeedPage(peer, page.after.epoch, since, page.before.chain, count, passed)


def versions_in(page: OpenPage) -> tuple[str, ...]:
    """Names of the versions that its copies bring, in their order; a copy that tells no name has none."""
    copies = [item.copy for item in page.read if item and item.HasField("copy")]
    names = [decode_version_name(copy.version.version) for copy in copies]
    return tuple(name for name in names if _VERSION.fullmatch(name))
