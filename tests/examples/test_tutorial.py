"""Every command of the tutorial runs, in its order, on a part of the example crisis."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.main import onrecord
from onrecord.store import Filter, Store

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/tutorial.md").read_text("utf8")
BLOCKS = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line[2:] for block in BLOCKS for line in block.splitlines() if line.startswith("$ ")]
# What a reader does to get this far.
BEFORE = ("git ", "make ", "source ")
PAGES = (
    "chronicle-funeral-nine.html",
    "chronicle-tessera.html",
    "lakeland-calvo-yes.html",
    "lusenia-invitation.html",
    "northwire-ceasefire.html",
    "northwire-zelin-three.html",
    "sarta-breach.html",
    "sarta-denies-zelin.html",
    "sarta-phone-call.html",
    "sarta-protocol.html",
    "sarta-withdrawal.html",
)
"""Enough of the crisis for every command to find something; all of it would take a minute."""
WIRE = ("northwire-0506-talks-planned", "northwire-0509-resk-blames", "northwire-0516-breach")


def run(command: str, *, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints; it has to succeed. In this process: a start takes half a second."""
    if command.startswith("export "):
        name, value = command.removeprefix("export ").split("=")
        monkeypatch.setenv(name, value.replace("$PWD", str(folder)))
        return ""
    call, _, out = command.partition(" > ")
    program, *words = shlex.split(call)
    assert program == "onrecord"
    done = CliRunner().invoke(onrecord, words)
    assert done.exit_code == 0, f"{command}\n{done.output[-2000:]}"
    if out:
        Path(out).write_text(done.stdout, "utf8")
    return done.stdout


def chosen(store: Path) -> dict[str, str]:
    """What a reader takes for the words in capitals: the event that most stories tell, another of
    its day, one of its reports, a story of its own."""
    with Store(store) as held:
        events = list(held.each("event", Filter()))
        most = max(events, key=lambda e: (e["counts"]["reports"], e["id"]))
        other = next(e for e in events if e["id"] != most["id"])
    assert most["counts"]["reports"] > 1
    return {
        "EVENT": most["id"],
        "OTHER": other["id"],
        "REPORT": most["merged_from"][-1],
        "STORY": most["story"],
    }


@pytest.mark.slow
def test_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crisis = tmp_path / "examples/crisis"
    (crisis / "pages").mkdir(parents=True)
    (crisis / "again").symlink_to(ROOT / "examples/crisis/again")
    (tmp_path / "examples/pages").symlink_to(ROOT / "examples/pages")
    for page in PAGES:
        (crisis / "pages" / page).symlink_to(ROOT / "examples/crisis/pages" / page)
    wire = (ROOT / "examples/crisis/pages/northwire.jsonl").read_text("utf8").splitlines()
    some = [line for line in wire if any(f'"{i}"' in line for i in WIRE)]
    assert len(some) == len(WIRE)
    (crisis / "pages/northwire.jsonl").write_text("\n".join(some) + "\n", "utf8")
    monkeypatch.chdir(tmp_path)
    words: dict[str, str] = {}
    for command in COMMANDS:
        if command.startswith(BEFORE):
            continue
        if not words and re.search(r"\bEVENT\b", command):
            words = chosen(tmp_path / "tutorial.db")
        filled = command
        for name, value in words.items():
            filled = re.sub(rf"\b{name}\b", value, filled)
        shown = run(filled, folder=tmp_path, monkeypatch=monkeypatch)
        assert shown or command.startswith("export"), command
        if command.startswith("onrecord split"):
            words["DECISION"] = shown.split(":")[0]
    written = ("record.jsonl", "events.csv", "disputes.csv", "sources.json", "dossier.html")
    assert all((tmp_path / name).stat().st_size for name in written)


def test_python_part_is_valid() -> None:
    for block in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        compile(block, "tutorial", "exec")
