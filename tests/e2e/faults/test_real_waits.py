"""A hub with the waits that it has in production: no setting is changed. All other tests shorten them."""

from __future__ import annotations

from pathlib import Path

from services.node.settings import SILENT, NodeSettings, load_settings
from tests.e2e.faults.hanging import parts_that_hang_are_replaced
from tests.e2e.faults.served import served


def test_parts_that_hang_are_replaced_after_the_real_waits(tmp_path: Path) -> None:
    with served(tmp_path, waits={}) as hub:
        usual, own = NodeSettings(hub.folder), load_settings(hub.folder, {})
        assert [getattr(own, name) for name in SILENT] == [getattr(usual, name) for name in SILENT]
        parts_that_hang_are_replaced(hub)
