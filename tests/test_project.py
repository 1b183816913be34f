"""What a fresh clone and a package must hold."""

import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

import glossator


@pytest.fixture(scope="module")
def pyproject(project_root):
    return tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(project_root):
    return (project_root / "requirements.lock").read_text(encoding="utf-8")


def normalized(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def test_the_lock_names_all_that_the_project_needs(pyproject, lock):
    project = pyproject["project"]
    needed = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *pyproject["build-system"]["requires"],
    ]
    locked = {normalized(line) for line in lock.splitlines() if re.match(r"\w", line)}
    assert {normalized(requirement) for requirement in needed} <= locked


def test_every_package_of_the_lock_has_one_version_and_a_hash(lock):
    entries = re.findall(r"^(\w\S*)==\S+(.*(?:\n .*)*)", lock, re.MULTILINE)
    assert len(entries) == len({name for name, _ in entries}) > 20
    for name, rest in entries:
        assert "--hash=sha256:" in rest, name


def test_the_lock_tells_no_address(lock):
    assert "://" not in lock
    assert "index-url" not in lock


def test_uv_lock_stays_out(project_root):
    assert "uv.lock" in (project_root / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_version_is_told_once(pyproject):
    assert pyproject["project"]["version"] == glossator.__version__


@pytest.mark.slow
def test_the_package_brings_the_templates(project_root, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=project_root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = project_root / "templates"
    files = [file for file in templates.rglob("*") if file.is_file()]
    assert {f"glossator/_templates/{file.relative_to(templates).as_posix()}" for file in files} <= names
    assert "glossator/config.py" in names
    assert not any(name.startswith("content/") for name in names)
