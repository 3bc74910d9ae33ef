"""Generated code and pages must be what the protos generate: the one check that lint runs itself."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from pathlib import Path

import grpc_tools
from grpc_tools import protoc

from tests.arch import api_pages

ROOT = Path(__file__).resolve().parents[2]


def generated(target: Path) -> list[Path]:
    """Generate into ``target``; relative paths of what came out."""
    protos = [str(path) for path in sorted((ROOT / "proto" / "rabta").rglob("*.proto"))]
    well_known = Path(grpc_tools.__file__).parent / "_proto"
    includes = [f"-I{ROOT / 'proto'}", f"-I{well_known}"]
    code = protoc.main(["protoc", *includes, f"--python_out={target}", f"--pyi_out={target}", *protos])
    if code:
        sys.exit(code)
    return sorted(path.relative_to(target) for path in target.rglob("*.py*") if path.is_file())


def main() -> int:
    """0 where the committed tree equals the generated one, else 1 with the differing files."""
    committed = ROOT / "proto" / "gen"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        names = generated(target)
        have = sorted(p.relative_to(committed) for p in committed.rglob("*.py*") if "__pycache__" not in p.parts)
        differing = [n for n in names if n in have and not filecmp.cmp(target / n, committed / n, shallow=False)]
        differing += sorted(set(names) ^ set(have))
    for name in differing:
        sys.stderr.write(f"generated code differs: {name}\n")
    stale = api_pages.differing()
    for page in stale:
        sys.stderr.write(f"page differs from the protos, run `make gen`: docs/api/{page}\n")
    return 1 if differing or stale else 0


if __name__ == "__main__":
    sys.exit(main())
