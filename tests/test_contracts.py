"""Promises about the whole: docs, public names, dependencies, locks, the wheel, a quick start."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import click
import pytest

import onrecord
from onrecord.cli.main import COMMANDS
from onrecord.cli.main import onrecord as program
from onrecord.exports.rows import columns
from onrecord.store import KINDS


def commands() -> dict[str, click.Command]:
    context = click.Context(program)
    found = {name: program.get_command(context, name) for name in program.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def section(text: str, name: str) -> str:
    """The part of docs/commands.md about a command."""
    parts = re.split(r"^###? ", text, flags=re.MULTILINE)
    found = [p for p in parts if name in re.split(r"[, ]+", p.splitlines()[0])]
    assert len(found) == 1, f"docs/commands.md has {len(found)} sections for {name}"
    return found[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(root: Path, name: str) -> None:
    told = section((root / "docs/commands.md").read_text("utf-8"), name)
    assert f"onrecord {name}" in told
    for parameter in commands()[name].params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in told, f"{option} of {name} is not in docs/commands.md"
        if isinstance(parameter, click.Argument):
            for word in re.findall(r"[A-Z]{4,}", str(parameter.metavar)):
                assert word in told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    told = commands()[name].help or ""
    assert "Example:" in told
    assert f"onrecord {name}" in told
    assert commands()[name].short_help


def test_the_docs_name_no_command_that_is_not_there(root: Path) -> None:
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        blocks = re.findall(r"^(?:\$ |    )onrecord (\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert set(blocks) <= set(COMMANDS), path.name


def test_exit_statuses_are_documented(root: Path) -> None:
    told = (root / "docs/commands.md").read_text("utf-8")
    assert re.findall(r"^\| (\d+) \|", told, re.MULTILINE) == ["0", "1", "2", "3", "130"]


def test_public_names_are_sorted_there_and_documented(root: Path) -> None:
    assert sorted(onrecord.__all__) == onrecord.__all__
    told = (root / "docs/api.md").read_text("utf-8")
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
        assert f"`{name}" in told
    with pytest.raises(AttributeError):
        _ = onrecord.nothing


def test_the_readme_has_the_two_commands_alone_in_blocks(root: Path) -> None:
    blocks = re.findall(
        r"^```\n(.*?)^```$", (root / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert blocks[:2] == ["make demo\n", "make test\n"]


def test_links_between_the_docs_lead_somewhere(root: Path) -> None:
    for path in [
        root / "README.md",
        root / "CONTRIBUTING.md",
        *sorted((root / "docs").glob("*.md")),
    ]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_every_dependency_says_what_it_is_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = [re.match(r"[\w-]+", d)[0] for d in project["dependencies"]]
    told = (root / "docs/dependencies.md").read_text("utf-8")
    assert re.findall(r"^\| ([\w-]+) \| (?!for)", told, re.MULTILINE) == named
    assert named == sorted(named)


def test_every_dependency_is_imported_and_every_import_is_a_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.match(r"[\w-]+", d)[0] for d in project["dependencies"]}
    found = set()
    for path in (root / "src").rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            if match := re.match(r"\s*(?:from|import) (\w+)", line):
                found.add(match[1])
    outside = {
        name.replace("_", "-") for name in found - set(sys.stdlib_module_names) - {"onrecord"}
    }
    assert outside & named == named
    assert outside <= named, f"not in pyproject.toml: {outside - named}"


@pytest.mark.parametrize("name", ["run", "dev", "pip"])
def test_locks_have_hashes_and_no_hosts(root: Path, name: str) -> None:
    lock = (root / f"requirements/{name}.txt").read_text("utf-8")
    assert "://" not in lock
    assert not re.search(r"^--", lock, re.MULTILINE)
    pins = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert pins
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_the_wheel_has_all_that_the_program_needs(root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())
    source = root / "src"
    for path in source.rglob("*"):
        inside = path.relative_to(source).parts
        if path.is_file() and not any(p.startswith((".", "__pycache__")) for p in inside):
            assert path.relative_to(source).as_posix() in names
    for folder in ("examples/pages", "examples/crisis/pages"):
        for path in (root / folder).iterdir():
            assert f"onrecord/{folder}/{path.name}" in names
    assert wheel.name.startswith(f"onrecord-{onrecord.__version__}-py3")


def test_the_program_starts_quickly_and_imports_little() -> None:
    code = "import sys, onrecord.cli.main; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"numpy", "onnxruntime", "lxml", "trafilatura", "sqlalchemy", "rich"}
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "onrecord", "--version"], check=True, capture_output=True)
    assert time.monotonic() - began < 2.0  # 0.15 s measured 2026-11-24 on an idle machine


def test_version() -> None:
    words = [sys.executable, "-m", "onrecord", "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stdout == f"onrecord {onrecord.__version__}\n"


@pytest.mark.parametrize("kind", [*KINDS, "story", "evidence", None])
def test_columns_are_plain_names(kind: str | None) -> None:
    assert all(re.fullmatch(r"[a-z_]+", name) for name in columns(kind))


def test_no_file_is_too_long(root: Path) -> None:
    for path in (root / "src").rglob("*.py"):
        assert path.read_text("utf-8").count("\n") <= 400, path.name


def test_nothing_is_silenced(root: Path) -> None:
    for path in (root / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        for mark in ("# type: ignore", "# noqa", "TO" + "DO", "FIX" + "ME"):
            assert mark not in text, f"{path.name}: {mark}"
