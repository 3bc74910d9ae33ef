"""A call waits for a hub that is slow to take its connection, as one on a loaded machine is."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import grpc

from tests.e2e.caller import OPTIONS
from tests.shared import PATIENCE_S

SLOW_S = 0.7
METHOD = "/rabta.test.Echo/Say"


def echo(_body: bytes, _context: grpc.ServicerContext) -> bytes:
    return b"heard"


def serve() -> tuple[grpc.Server, int]:
    server = grpc.server(ThreadPoolExecutor(1))
    handler: grpc.RpcMethodHandler[bytes, bytes] = grpc.unary_unary_rpc_method_handler(echo)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("rabta.test.Echo", {"Say": handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            target.sendall(data)
    except OSError:
        pass


def slow_door(listener: socket.socket, port: int) -> None:
    """Pass bytes to ``port``, but none of a connection before SLOW_S."""
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        time.sleep(SLOW_S)
        far = socket.create_connection(("127.0.0.1", port))
        for pair in ((near, far), (far, near)):
            threading.Thread(target=pump, args=pair, daemon=True).start()


def test_a_connection_that_takes_long_is_waited_for() -> None:
    server, port = serve()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=slow_door, args=(listener, port), daemon=True).start()
        with grpc.insecure_channel(f"127.0.0.1:{listener.getsockname()[1]}", options=OPTIONS) as channel:
            call: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(METHOD)
            assert call(b"", timeout=PATIENCE_S) == b"heard"
    server.stop(None)
