"""Records that tests read; where one is still to be measured to its end, those tests are skipped, and say so."""

from __future__ import annotations

import pytest

from helpers import recorded


def is_whole(name: str) -> bool:
    """Return whether a record is there, with no step left."""
    path = recorded.path_of(name)
    return path.is_file() and not recorded.read(path).get(recorded.LEFT)


def needs(*names: str) -> pytest.MarkDecorator:
    """Return the mark of a test that reads records.

    Args:
        names: of the records.
    """
    unfinished = [name for name in names if not is_whole(name)]
    reason = f"still to be measured: {', '.join(unfinished)}; do: python -m helpers.measure {' '.join(unfinished)}"
    return pytest.mark.skipif(bool(unfinished), reason=reason)
