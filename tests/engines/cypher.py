"""Every statement through Neo4j's own analyser: ``python -m tests.engines.cypher``, which `make lint` runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable

from graph.statements import statements
from tests.shared import ROOT

SCRIPT = ROOT / "tests" / "engines" / "cypher_lint" / "lint.js"


def lint(given: Iterable[tuple[str, str, Iterable[str]]]) -> subprocess.CompletedProcess[str]:
    """Names, texts and parameters; exit 0 where all are Cypher, else what is wrong stands in ``stderr``."""
    return subprocess.run(
        ["node", str(SCRIPT)], input=json.dumps(list(given)), capture_output=True, text=True, check=False
    )


def main() -> int:
    """Of the node's exit code."""
    done = lint((name, one.text, one.parameters) for name, one in statements().items())
    sys.stderr.write(done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
