"""Two runs of the tests on one machine choose different ports, and the kernel chooses none of them meanwhile."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.node.port_blocks import BLOCK, BLOCKS, FIRST, PortBlocks
from tests.shared import ROOT

CHOOSING = """
import sys
from services.node.port_blocks import BLOCKS, PortBlocks
print(*PortBlocks(range(BLOCKS)).take(int(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def block_of(port: int) -> int:
    return (port - FIRST) // BLOCK


def choosing(number: int) -> subprocess.Popen[str]:
    """Another process that chooses ports and lives until its input ends."""
    words = (sys.executable, "-c", CHOOSING, str(number))
    pipe = subprocess.PIPE
    return subprocess.Popen(words, env={"PYTHONPATH": str(ROOT)}, stdin=pipe, stdout=pipe, text=True)


def chosen(process: subprocess.Popen[str]) -> list[int]:
    assert process.stdout is not None
    return [int(port) for port in process.stdout.readline().split()]


def test_the_kernel_chooses_none_of_them() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert lowest >= FIRST + BLOCKS * BLOCK
    assert all(FIRST <= port < FIRST + BLOCKS * BLOCK for port in PortBlocks().take(3 * BLOCK))


def test_no_port_is_chosen_twice() -> None:
    blocks = PortBlocks()
    ports = blocks.take(BLOCK) + blocks.take(BLOCK)
    assert sorted(set(ports)) == sorted(ports)


def test_processes_that_run_at_one_time_choose_from_different_blocks() -> None:
    """All of them look at the blocks in one order, so that the second meets the name of the first."""
    others = [choosing(BLOCK * 2) for _ in range(3)]
    own = [PortBlocks(range(BLOCKS)) for _ in range(2)]
    try:
        ports = [*(each.take(BLOCK * 2) for each in own), *map(chosen, others)]
    finally:
        for other in others:
            other.communicate()
    blocks = [{block_of(port) for port in each} for each in ports]
    assert len(set().union(*blocks)) == sum(map(len, blocks))


def test_a_block_is_of_nobody_when_its_process_has_ended() -> None:
    other = choosing(1)
    (port,) = chosen(other)
    with pytest.raises(OSError, match="no port is left"):
        PortBlocks([block_of(port)]).take(1)
    other.communicate()
    assert block_of(PortBlocks([block_of(port)]).take(1)[0]) == block_of(port)


def test_a_child_that_was_forked_chooses_from_blocks_of_its_own() -> None:
    blocks = PortBlocks()
    (before,) = blocks.take(1)
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.write(writes, str(blocks.take(1)[0]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert block_of(int(os.read(reads, 16))) != block_of(before)
    (after,) = blocks.take(1)
    assert block_of(after) == block_of(before)
    os.close(reads)
    os.close(writes)


def test_a_port_where_somebody_listens_is_passed_over() -> None:
    blocks = PortBlocks()
    (first,) = blocks.take(1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", first + 1))
        other.listen()
        assert first + 1 not in blocks.take(4)


def test_ports_are_chosen_again_where_every_block_is_used_up() -> None:
    """A run of the tests chooses thousands, and most are free again a moment later."""
    blocks = PortBlocks(range(BLOCKS - 3, BLOCKS))
    ports = blocks.take(BLOCK)
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports[0]))
        other.listen()
        rest = blocks.take(3 * BLOCK)
    assert ports[0] not in rest
    assert ports[1] in rest
