"""What the followers keep of a household: the same every time, and never read in another shape."""

from __future__ import annotations

import os
import subprocess
import sys

from projections.storage.kept_states import shape

NAME_IT = "from projections.storage.kept_states import shape; print(shape())"


def test_the_shape_has_the_same_name_in_every_process() -> None:
    """Two processes of one program agree on it, else each would make the read models anew."""
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    named = {
        subprocess.run(
            [sys.executable, "-c", NAME_IT],
            env={**environment, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert named == {shape()}
