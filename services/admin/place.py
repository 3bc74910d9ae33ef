"""Where admin sockets lie: ``admin/NAME.sock`` in the node's folder, one a process."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from audit.handle import by_handle
from services.errors import RabtaError
from services.signing.keyfile import check_folder, make_folder

FOLDER: Final = "admin"
ENDING: Final = ".sock"
NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
Address = Callable[[str], str]


class NameUnfit(RabtaError, ValueError):
    """A process's name with other characters than small letters, digits and hyphens, or longer than 40."""


class Unbound(RabtaError, OSError):
    """gRPC could not take the socket."""


def names(node: Path) -> list[str]:
    """Processes that have a socket, sorted, alive or not. Raises UnsafeFile where others may enter the folder."""
    folder = node / FOLDER
    if not folder.exists():
        return []
    check_folder(folder)
    return sorted(path.stem for path in folder.glob(f"*{ENDING}") if NAME.fullmatch(path.stem))


@contextmanager
def reached(node: Path) -> Iterator[Address]:
    """From a process's name to the path of its socket, short enough for an address. Raises OSError."""
    with by_handle(node / FOLDER) as folder:
        yield lambda name: f"{folder}/{name}{ENDING}"


def alive(path: str) -> bool:
    """Whether somebody listens at a socket; one that is busy does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.setblocking(False)
        try:
            probe.connect(path)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True


def prepare(node: Path) -> None:
    """Make the folder, 0700, and remove sockets of processes that have ended. Raises UnsafeFile, OSError."""
    make_folder(node / FOLDER)
    with reached(node) as address:
        for name in names(node):
            if not alive(address(name)):
                Path(address(name)).unlink(missing_ok=True)


def bind(address: str, listen: Callable[[str], object]) -> None:
    """Have ``listen`` bind beside ``address``, mode 0600 from the first moment. Raises Unbound."""
    Path(f"{address}~").unlink(missing_ok=True)
    mask = os.umask(0o177)
    try:
        listen(f"unix:{address}~")
    except RuntimeError:
        raise Unbound(f"admin socket {Path(address).name} cannot be bound") from None
    finally:
        os.umask(mask)


def publish(address: str) -> int:
    """Give the socket that listens its name; its inode."""
    inode = os.stat(f"{address}~").st_ino
    os.rename(f"{address}~", address)
    return inode


def withdraw(address: str, inode: int) -> None:
    """Remove the socket, unless another process has the name by now."""
    path = Path(address)
    if path.exists() and path.stat().st_ino == inode:
        path.unlink(missing_ok=True)
