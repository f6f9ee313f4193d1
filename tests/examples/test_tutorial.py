"""Every command of the tutorial runs, in its order, on the example pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/tutorial.md").read_text("utf8")
BLOCKS = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line[2:] for block in BLOCKS for line in block.splitlines() if line.startswith("$ ")]
# What a reader does to get this far.
BEFORE = ("git ", "make ", "source ")


@pytest.mark.slow
def test_commands_run(tmp_path: Path) -> None:
    pytest.importorskip("onrecord.reader", reason="the pipeline does not exist yet")
    program = tmp_path / "bin" / "onrecord"
    program.parent.mkdir()
    call = "from onrecord.cli.main import main; main()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n')
    program.chmod(0o755)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    surroundings = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    script = "\n".join(c for c in COMMANDS if not c.startswith(BEFORE))
    done = subprocess.run(
        ["/bin/sh", "-e", "-x", "-c", script],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    written = ("record.jsonl", "events.csv", "statements.parquet", "everything.jsonl")
    assert all((tmp_path / name).stat().st_size for name in written)


def test_python_part_is_valid() -> None:
    for block in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        compile(block, "tutorial", "exec")
