"""Puts, approves, refuses and takes acts, each time in a process that is killed one step later.

``python -m tests.unit.console.agency.waiting_process WHERE`` leaves a folder for each step below WHERE: ``approvals``, and
``done``, a line for every change that came back. The last one was not killed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from rabta.records.v1 import records_service_pb2 as pb

from services.client.reason import Reason
from services.console.agency.approving import Approvals
from services.console.agency.pending import act_for
from services.signing.sealing import Sealer
from tests.fakes.killing import Killing

SEALER = Sealer(b"\3" * 32)
WHY = Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024").details("HISTORY")
REQUEST = pb.GetRecordRequest(name="agencies/a/records/b")
STEPS: dict[str, set[str]] = {
    "services/signing/keyfile.py": {"replace_private"},
    "services/console/sealed.py": {"delete"},
    "services/console/agency/approving.py": {"put", "approve", "refuse", "take"},
}


def begun(folder: Path) -> Approvals:
    return Approvals(folder / "approvals", SEALER, lambda: 0)


def work(folder: Path, step: int) -> None:
    """Two acts, one approved and used, one refused; killed at a step."""
    folder.mkdir()
    approvals, watch = begun(folder), Killing(step, STEPS)
    with (folder / "done").open("a") as done:
        sys.setprofile(watch)
        watch.armed = True
        one = approvals.put("fia-1042", "fia-2001", REQUEST, WHY, "/law/fit", {})
        print(f"put {one}", file=done, flush=True)
        approvals.approve(one, "fia-2001", "token")
        print(f"approve {one}", file=done, flush=True)
        other = approvals.put("fia-1042", "fia-2001", REQUEST, WHY, "/law/fit", {})
        print(f"put {other}", file=done, flush=True)
        approvals.refuse(other, "fia-2001")
        print(f"refuse {other}", file=done, flush=True)
        approvals.take(one, act_for("fia-1042", REQUEST, WHY))
        watch.armed = False
        sys.setprofile(None)
        done.write(f"take {one}\n")


def main(where: Path) -> None:
    """Each step in a fork, as long as it kills."""
    step, killed = 0, True
    while killed:
        step += 1
        child = os.fork()
        if not child:
            work(where / f"{step:04d}", step)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


if __name__ == "__main__":
    main(Path(sys.argv[1]))
