"""Refuse every connection that leaves this machine; put this folder on PYTHONPATH to hold a process to it."""

import socket
from typing import Any

HERE = ("127.", "::1", "localhost")
_connect = socket.socket.connect


def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as in the standard library
    """Connect within this machine only."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(HERE):
        raise OSError(f"the course reached for the network: {address}")
    _connect(self, address)


socket.socket.connect = socket.socket.connect_ex = connect  # type: ignore[method-assign]
