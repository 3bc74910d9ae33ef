"""The exported directory, and which of its files were looked at.

    checkpoint                     newest checkpoint: signed note with cosignatures
    log.vkey                       the log's verifier key and a newline
    tile/L/N[.p/W]                 hash tiles (C2SP tlog-tiles)
    tile/entries/N[.p/W]           entry bundles: u16be length || leaf data, 256 a file
    checkpoints/SIZE               older checkpoints (optional)
    registry/VERSION               SignedRegistry bytes of each registry version that is a leaf
    sealed/N[.p/W]                 encrypted entries: u32be length || stored form, 256 a file (optional);
                                   empty where the leaf is no entry
    month-keys/AGENCY.YYYY-MM.key        wrapped month key (optional)
    month-keys/AGENCY.YYYY-MM.destroyed  kid || signature of two holders, once destroyed

N is in groups of three digits, ``x001/x234/067``; ``.p/W`` marks a file of W < 256 items.
Of partial files only those of the checkpoint's size belong to it.
"""

from __future__ import annotations

from pathlib import Path

from audit.verify.problem import VerifyError

WIDTH = 256


def numbered(index: int, width: int = WIDTH) -> str:
    """Path of the file number ``index`` with ``width`` items."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]]) + (f".p/{width}" if width < WIDTH else "")


class Directory:
    """Reads files below ``root`` by their path with slashes, and remembers which."""

    def __init__(self, root: Path) -> None:
        """VerifyError when there is no such directory."""
        if not root.is_dir():
            raise VerifyError(str(root), "no such directory")
        self.root = root
        self._seen: set[str] = set()

    def read(self, path: str) -> bytes:
        """Bytes of a file; VerifyError when it cannot be read."""
        self._seen.add(path)
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise VerifyError(path, "file is missing or cannot be read") from error

    def has(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        return (self.root / path).exists()

    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder, sorted; none where it is absent."""
        path = self.root / folder
        return sorted(entry.name for entry in path.iterdir() if entry.is_file()) if path.is_dir() else []

    def unread(self) -> list[str]:
        """Paths of the files that no check has looked at, sorted."""
        files = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if not path.is_dir())
        return sorted(path for path in files if path not in self._seen)
