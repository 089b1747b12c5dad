"""Refuse every connection that leaves this machine; put this folder on PYTHONPATH to hold a process to it."""

import errno
import socket
from typing import Any

HERE = ("127.", "::1", "localhost")
_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def _leaves(sock: socket.socket, address: Any) -> bool:  # noqa: ANN401 - as in the standard library
    """Tell whether an address lies beyond this machine."""
    return sock.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(HERE)


def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as in the standard library
    """Connect within this machine only."""
    if _leaves(self, address):
        raise OSError(errno.ENETUNREACH, f"the course reached for the network: {address}")
    _connect(self, address)


def connect_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401 - as in the standard library
    """Connect within this machine only; return an error number elsewhere."""
    return errno.ENETUNREACH if _leaves(self, address) else _connect_ex(self, address)


socket.socket.connect = connect  # type: ignore[method-assign]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
