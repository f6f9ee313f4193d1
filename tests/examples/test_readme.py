"""The README's commands: each is one of the program, with options that it has and files that are
there; the Python part runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from onrecord.cli.main import onrecord

TEXT = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMANDS = [
    line[2:].partition("  #")[0].strip()
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ onrecord ")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_one_of_the_program(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    name, *words = shlex.split(command.partition(" > ")[0])[1:]
    found = onrecord.get_command(click.Context(onrecord), name)
    assert found is not None
    found.make_context(name, words)
    assert all((root / w).exists() for w in words if w.startswith("examples/"))


def test_pictures_and_pages_are_there() -> None:
    root = Path(__file__).parents[2]
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", TEXT)
    assert len(links) > 20
    assert [link for link in links if not (root / link).exists()] == []


def test_the_python_part_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    (part,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(part, "README.md", "exec"), {})
    assert "PROTEST occurred" in capsys.readouterr().out
