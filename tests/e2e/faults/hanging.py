"""Parts of a hub that hang are killed and replaced, whatever their waits are."""

from __future__ import annotations

import signal
from typing import Final

from tests.e2e.faults.served import Served, send
from tests.e2e.processes import until
from tests.proc import alive

PARTS: Final = {
    "edge-0": "--name edge-0",
    "writer": "-m audit",
    "projector": "--role projector",
    "matcher": "--role matcher",
}


def parts_that_hang_are_replaced(hub: Served) -> None:
    """Stopped, each part holds its sockets and sends nothing. Another one answers later; status and metrics count it.

    All parts are stopped at once, because one wait then serves them. A part that goes on answering stays.
    """
    hub.well()
    stays = hub.part("--name edge-1")
    stopped = [hub.part(holds) for holds in PARTS.values()]
    for pid in stopped:
        send(pid, signal.SIGSTOP)
    until(lambda: not any(map(alive, stopped)), "they are killed")
    hub.well()
    assert "LINES/1/2025" in hub.answered()
    status, counted = hub.status().stdout, hub.shell.ok("rabta metrics federation")
    for name in PARTS:
        assert f"{name:<12} replaced     did not answer 1 times" in status
        assert f'rabta_restarts_total{{process="files",part="{name}",cause="hung"}} 1' in counted
        assert f"{name} does not answer" in hub.shell.said("serve.log")
    assert hub.part("--name edge-1") == stays
