"""The project itself as an installable file, without a build backend to download first.

The wheel holds no code: a `.pth` that points at the checkout, the metadata of pyproject.toml and the console script.
pip installs it as any other, which gives the script its launcher on each system and lets it be uninstalled.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

WHEEL = "Wheel-Version: 1.0\nGenerator: stillage-bootstrap\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build_wheel(root: Path, folder: Path) -> Path:
    """Write the wheel of the checkout `root` into `folder` and return its path. Raises OSError."""
    with (root / "pyproject.toml").open("rb") as file:
        project: dict[str, Any] = tomllib.load(file)["project"]
    stem = f"{re.sub(r'[-_.]+', '_', project['name'])}-{project['version']}"
    info = f"{stem}.dist-info"
    contents = {
        f"__editable__.{stem}.pth": path_line(root),
        f"{info}/METADATA": metadata(project),
        f"{info}/WHEEL": WHEEL,
        f"{info}/entry_points.txt": entry_points(project),
    }
    record = "".join(record_line(name, text) for name, text in contents.items()) + f"{info}/RECORD,,\n"
    target = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in {**contents, f"{info}/RECORD": record}.items():
            archive.writestr(name, text)
    return target


def path_line(root: Path) -> str:
    """The line of the .pth file. Python reads it in the locale's encoding, so a path beyond ASCII is spelled out."""
    place = str(root)
    return f"{place}\n" if place.isascii() else f"import sys; sys.path.append({place!a})\n"


def metadata(project: dict[str, Any]) -> str:
    """METADATA with the requirements, as `importlib.metadata.requires` reads them."""
    lines = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {project['version']}"]
    lines += [f"Summary: {project['description']}", f"Requires-Python: {project['requires-python']}"]
    lines += [f"Requires-Dist: {requirement}" for requirement in project["dependencies"]]
    for extra, requirements in project.get("optional-dependencies", {}).items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {of_extra(requirement, extra)}" for requirement in requirements]
    return "\n".join(lines) + "\n"


def of_extra(requirement: str, extra: str) -> str:
    """A requirement that holds only where `extra` was asked for, beside the marker it may have."""
    name, _, marker = (part.strip() for part in requirement.partition(";"))
    return f"{name} ; ({marker}) and extra == '{extra}'" if marker else f"{name} ; extra == '{extra}'"


def entry_points(project: dict[str, Any]) -> str:
    """The console scripts as entry_points.txt."""
    scripts = "".join(f"{name} = {target}\n" for name, target in project.get("scripts", {}).items())
    return f"[console_scripts]\n{scripts}"


def record_line(name: str, text: str) -> str:
    """One line of RECORD: name, sha256 in unpadded URL-safe base64, size in bytes."""
    content = text.encode()
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"
