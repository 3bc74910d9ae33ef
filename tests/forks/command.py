"""``python -I -S command.py SOCKET -m MODULE ...``: a program of a shell, run by the fork server at SOCKET in its place.

Its streams, folder and environment are the program's; a signal to stop is passed on, and its end is the program's. It
loads what it needs alone, as it is started for each command.
"""

import array
import json
import os
import signal
import socket
import sys

STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Blocked until they can be passed on: one that comes before would end this program alone."""


def main(path: str, words: list[str]) -> int:
    """The program's exit code."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.connect(path)
    umask = os.umask(0)
    environment = {name: value for name, value in os.environ.items() if name != "RABTA_FORKS"}
    asked = {"words": words, "folder": os.getcwd(), "environment": environment, "umask": umask, "session": False}
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))]
    line.sendmsg([json.dumps(asked | {"bound": True}).encode()], rights)
    pid = json.loads(line.recv(1024))["started"]
    for number in STOPS:
        signal.signal(number, lambda got, _: os.kill(pid, got))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    said = line.recv(1024)
    code = json.loads(said)["ended"] if said else -signal.SIGKILL
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code not in (signal.SIGKILL, signal.SIGSTOP) else None
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    os._exit(main(sys.argv[1], sys.argv[2:]))
