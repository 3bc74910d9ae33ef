"""``python -m tests.unit.protocol.renew``: writes the examples of the page and ``tests/vectors_own`` anew.

For a change of the protocol that is meant. Read the difference before it is committed: where nothing was
meant to change, the tests were right.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.protocol.document import PAGE, page, renewed
from tests.unit.protocol.examples import files, values
from tests.unit.protocol.from_code import parts
from tests.unit.protocol.messages import listing

VECTORS = Path(__file__).resolve().parents[2] / "vectors_own"


def written(held: dict[str, str]) -> str:
    """A file of vectors."""
    return json.dumps(held, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the examples into the page and the vectors beside it."""
    for name, held in files().items():
        (VECTORS / f"{name}.json").write_text(written(held), "utf-8")
    PAGE.write_text(renewed(page(), {**values(), **parts(), "appendix.messages": listing()}), "utf-8")


if __name__ == "__main__":
    main()
