"""What browsers are served is what the lock file and the sources give, of a known weight, and names no other host."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT, wanting

ISLAND = ROOT / "services" / "console" / "island"
STATIC = ROOT / "services" / "console" / "static"
BUILT = (
    "brush.js",
    "chart.css",
    "cytoscape.LICENSE.txt",
    "fonts.css",
    "htmx.LICENSE.txt",
    "htmx.js",
    "island.js",
    "noto-naskh-bold.woff2",
    "noto-naskh.LICENSE.txt",
    "noto-naskh.woff2",
    "noto-nastaliq.LICENSE.txt",
    "noto-nastaliq.woff2",
    "passkey.js",
)
HEAVIEST = 200 * 1024
"""Bytes of all that a page loads besides fonts, as gzip sends them."""
ELSEWHERE = re.compile(rb"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)


@pytest.fixture(scope="module")
def packages() -> Path:
    """Node.js, and the packages of the lock file, which `make lint` and `make console-assets` install."""
    if not shutil.which("node") or not (ISLAND / "node_modules" / ".ready").exists():
        wanting("Node.js with the island's packages (make console-assets)")
    return ISLAND / "node_modules"


def in_island(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], cwd=ISLAND, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("packages")
def test_what_is_committed_is_what_the_sources_give(tmp_path: Path) -> None:
    done = in_island("node", "build.mjs", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(BUILT)
    assert [name for name in BUILT if (tmp_path / name).read_bytes() != (STATIC / name).read_bytes()] == []


WALK = """
import { directionOf, nextIn } from "./walk.mjs";
const at = (id, x, y) => ({ id, x, y });
const start = at("start", 0, 0);
const all = [start, at("near", 10, 0), at("far", 90, 0), at("aside", 5, 40), at("left", -20, 1), at("up", 1, -30)];
const led = (key) => nextIn(start, directionOf(key), all)?.id ?? "";
console.log(JSON.stringify([...["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"].map(led),
  nextIn(start, directionOf("ArrowDown"), [start, at("up", 0, -9)]) ?? "nothing", directionOf("x") ?? "no key"]));
"""


def test_arrows_lead_to_the_nearest_linked_node_on_their_side(packages: Path, tmp_path: Path) -> None:
    walk = tmp_path / "walk.mjs"
    done = in_island(
        "node", packages / "esbuild" / "bin" / "esbuild", "src/walk.ts", "--format=esm", f"--outfile={walk}"
    )
    assert done.returncode == 0, done.stderr
    (tmp_path / "asked.mjs").write_text(WALK, "utf-8")
    told = in_island("node", tmp_path / "asked.mjs")
    assert json.loads(told.stdout) == ["near", "left", "up", "aside", "nothing", "no key"], told.stderr


BRUSH = """
import { spansOf, within } from "./brush.mjs";
console.log(JSON.stringify([spansOf("5-9 0-7"), spansOf("x"), within([], 1, 2), within([[5, 9]], 9, 20),
  within([[5, 9]], 10, 20), within([[5, 9], [30, 31]], 10, 30), within([[0, 50]], 10, 20)]));
"""


def test_what_a_brush_shows_touches_the_days_that_are_picked(packages: Path, tmp_path: Path) -> None:
    brush = tmp_path / "brush.mjs"
    tool = packages / "esbuild" / "bin" / "esbuild"
    done = in_island("node", tool, "src/brush.ts", "--format=esm", f"--outfile={brush}")
    assert done.returncode == 0, done.stderr
    (tmp_path / "asked.mjs").write_text(BRUSH, "utf-8")
    told = in_island("node", tmp_path / "asked.mjs")
    assert json.loads(told.stdout) == [[[5, 9], [0, 7]], [], True, True, False, True, True], told.stderr


def test_everything_that_was_built_is_committed() -> None:
    assert [name for name in BUILT if not (STATIC / name).is_file()] == []


def test_a_page_weighs_little() -> None:
    text = [path for path in STATIC.iterdir() if path.suffix in (".js", ".css")]
    assert {"htmx.js", "island.js", "fonts.css"} <= {path.name for path in text}
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in text) <= HEAVIEST


@pytest.mark.parametrize("name", [name for name in BUILT if name.endswith((".js", ".css"))])
def test_nothing_comes_from_elsewhere_and_nothing_is_made_code_of(name: str) -> None:
    held = (STATIC / name).read_bytes()
    assert ELSEWHERE.findall(held) == []
    assert re.findall(rb"\beval\(|new Function\(|sourceMappingURL", held) == []


def test_fonts_are_named_by_files_that_are_there() -> None:
    sheet = (STATIC / "fonts.css").read_text("utf-8")
    named = re.findall(r"url\(\./([^)]+)\)", sheet)
    assert sorted(named) == sorted(name for name in BUILT if name.endswith(".woff2"))
    assert all((STATIC / name).read_bytes()[:4] == b"wOF2" for name in named)
    for name in ("noto-naskh", "noto-nastaliq"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / f"{name}.LICENSE.txt").read_text("utf-8")


def test_the_lock_file_names_every_package_by_its_digest_and_no_host() -> None:
    text = (ISLAND / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert len(packages) > 5
    assert [name for name, one in packages.items() if name and not one["integrity"].startswith("sha512-")] == []
    assert "resolved" not in text
    wanted = json.loads((ISLAND / "package.json").read_text("utf-8"))
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_what_is_served_is_named_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    lock = json.loads((ISLAND / "package-lock.json").read_text("utf-8"))["packages"]
    for name in json.loads((ISLAND / "package.json").read_text("utf-8"))["dependencies"]:
        assert f"{name} {lock[f'node_modules/{name}']['version']}" in notice
