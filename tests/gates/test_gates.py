"""What is said of the gates is the same in tox.ini, for pre-commit, in CONTRIBUTING, for CI and in the citation."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOX = configparser.ConfigParser(interpolation=None)
TOX.read(ROOT / "tox.ini", "utf-8")
GATES = {name.removeprefix("testenv:"): TOX[name] for name in TOX.sections() if name.startswith("testenv:")}


def read(path):
    return (ROOT / path).read_text("utf-8")


def test_the_hooks_of_pre_commit_are_the_commands_of_lint():
    hooks = [hook for repo in yaml.safe_load(read(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    assert [hook["entry"] for hook in hooks] == GATES["lint"]["commands"].split("\n")[1:]
    assert not any(hook["pass_filenames"] for hook in hooks)


@pytest.mark.parametrize("name", GATES)
def test_every_gate_is_described_in_one_sentence(name):
    assert re.fullmatch(r"[A-Z][^\n]*[^.\n]\.", GATES[name]["description"])


def test_contributing_lists_every_gate():
    listed = re.findall(r"^\| `tox -e (\w+)`", read("CONTRIBUTING.md"), re.MULTILINE)
    assert sorted(listed) == sorted(GATES)


def test_ci_runs_the_second_command_of_the_readme():
    commands = read("README.md").split("```")[1].split("\n")
    assert read(".ci/run").rstrip().split("\n")[-1] == commands[2]
    workflow = yaml.safe_load(read(".github/workflows/ci.yml"))
    assert workflow["jobs"]["check"]["steps"][-1]["run"] == ".ci/run"
    assert set(workflow["jobs"]["slow"]["strategy"]["matrix"]["gate"]) <= set(GATES)
    versions = workflow["jobs"]["check"]["strategy"]["matrix"]["python"]
    assert f"Python {versions[0]} to {versions[-1]}" in read("README.md")


def test_ci_goes_on_where_nothing_can_be_installed(tmp_path):
    """An apt-get that fails, no bubblewrap on the path, and a python and a tox that only say so."""
    programs = {"apt-get": "exit 100", "python": 'echo "python $*"', "tox": "echo tox", "id": "echo 0"}
    for name, line in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "dirname", "timeout"):
        path = next(folder for folder in os.defpath.split(":") if folder and (Path(folder) / name).exists())
        (tmp_path / name).symlink_to(Path(path) / name)
    ended = subprocess.run([ROOT / ".ci" / "run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    first, *rest = ended.stdout.splitlines()
    assert first.startswith("not installed: bubblewrap")
    assert rest == ["python -m pip install tox", "tox"]


def test_the_citation_is_of_this_version():
    citation, project = yaml.safe_load(read("CITATION.cff")), tomllib.loads(read("pyproject.toml"))["project"]
    assert {key: citation[key] for key in ("title", "version", "license")} == {
        "title": project["name"], "version": project["version"], "license": project["license"]
    }  # fmt: skip


def test_what_coverage_leaves_out_is_there():
    left_out = tomllib.loads(read("pyproject.toml"))["tool"]["coverage"]["run"]["omit"]
    assert [path for path in left_out if not (ROOT / path.removeprefix("*/")).is_file()] == []


def test_no_folder_of_tests_is_passed_over():
    command = [sys.executable, "-m", "pytest", "tests", "--collect-only", "-q"]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    folders = {path.parent for path in (ROOT / "tests").glob("*/test_*.py")}
    assert [folder.name for folder in sorted(folders) if f"tests/{folder.name}/" not in collected] == []


@pytest.mark.parametrize("page", ["SECURITY.md", "CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md"])
def test_what_a_page_refers_to_is_there(page):
    """A lesson's number may be any, as in lessonN, or that of a lesson which the reader is about to add."""
    pairs = re.findall(r"\]\(([\w./-]+)\)|`((?:docs|tests|grader)/[\w./-]+)`", read(page))
    named = [path for pair in pairs for path in pair if path]
    assert [path for path in named if not any(ROOT.glob(re.sub(r"\blesson(\d+|N)\b", "lesson*", path)))] == []
