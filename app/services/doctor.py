"""What this machine has, what it lacks and what to do about it. Works when nearly everything is missing.

Hence the imports at the moment of need: a package that is not there must become a row, not the end of the examination.
"""

import importlib
import importlib.metadata
import os
import platform
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import eq, ge, gt, le, lt, ne
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.errors import Fault, Refusal

DISTRIBUTION = "stillage-wms"
REPAIR = "Run the installer again: installer/bootstrap.py setup."
_GIB = 1 << 30
_PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


class Grade(Enum):
    """How a finding is judged."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: what was looked at, how it stands, and what to do (empty where nothing is to do)."""

    name: str
    grade: Grade
    found: str
    advice: str = ""


Check = Callable[[], Iterable[Row]]


def examine(checks: Sequence[tuple[str, Check]]) -> list[Row]:
    """Run every check; one that fails becomes a row of its own and does not keep the others from running."""
    rows: list[Row] = []
    for name, check in checks:
        try:
            rows.extend(check())
        except Refusal as refusal:
            rows.append(Row(name, Grade.PROBLEM, refusal.what, refusal.next_step))
        except Fault as fault:
            rows.append(
                Row(name, Grade.PROBLEM, f"{fault.what} {fault.safe}", "Repair what stands above, then try again.")
            )
        except ImportError as error:
            rows.append(Row(name, Grade.PROBLEM, f"cannot be loaded: {error}", REPAIR))
        except Exception as error:  # whatever is wrong with the machine, the person gets the whole list
            rows.append(
                Row(name, Grade.PROBLEM, f"could not be examined: {error!r}", "Show this line to whoever helps you.")
            )
    return rows


def checks() -> list[tuple[str, Check]]:
    """All checks that need neither Qt nor a window, in the order in which a person would repair them."""
    return [
        ("Python", python),
        ("Platform", machine),
        ("Packages", packages),
        ("Time zones", time_zones),
        ("Memory", memory),
        ("Fonts", fonts),
        ("Serial ports", serial_ports),
        ("Keyring", keyring),
    ]


def python() -> Iterator[Row]:
    """The interpreter."""
    good = sys.version_info >= (3, 11)
    found = f"{platform.python_version()} at {sys.executable}"
    yield Row("Python", Grade.OK if good else Grade.PROBLEM, found, "" if good else "Install Python 3.11 or newer.")


def machine() -> Iterator[Row]:
    """The operating system, for whoever reads the report."""
    yield Row("Platform", Grade.OK, f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} processors")


def packages() -> Iterator[Row]:
    """Every package that Stillage asks for: there, and new enough."""
    for requirement in requirements():
        asked = read_requirement(requirement)
        if asked is None:
            continue
        name, limits = asked
        wanted = ", ".join(f"{sign}{version}" for sign, version in limits)
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield Row(name, Grade.PROBLEM, f"missing ({wanted})", REPAIR)
            continue
        if all(_fits(version, sign, limit) for sign, limit in limits):
            yield Row(name, Grade.OK, version)
        else:
            yield Row(name, Grade.PROBLEM, f"{version}, needs {wanted}", REPAIR)


def requirements() -> list[str]:
    """The dependencies as the installed package states them, else as the project's own file does."""
    try:
        return importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        stated: list[str] = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
        return stated


def read_requirement(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Name and limits of one requirement (PEP 508 as far as this project uses it); None where it is not for here."""
    stated, _, marker = text.partition(";")
    if "extra" in marker:
        return None
    on = re.search(r"python_version\s*(<=|>=|<|>|==)\s*['\"]([\d.]+)", marker)
    if on and not _fits(f"{sys.version_info.major}.{sys.version_info.minor}", on[1], on[2]):
        return None
    name = re.match(r"\s*([A-Za-z0-9._-]+)", stated)
    limits = re.findall(r"(<=|>=|==|!=|<|>)\s*([\w.]+)", stated)
    return (name[1], limits) if name else None


def time_zones() -> Iterator[Row]:
    """Warehouses keep local time: the zone database must be there."""
    try:
        ZoneInfo("Europe/Berlin")
    except KeyError:
        yield Row("Time zones", Grade.PROBLEM, "no time zone data", REPAIR)
    else:
        yield Row("Time zones", Grade.OK, "present")


def memory() -> Iterator[Row]:
    """Free memory; window and embedded database together take about 1 GiB."""
    free = importlib.import_module("psutil").virtual_memory().available
    found = f"{free / _GIB:.1f} GiB free"
    if free < _GIB // 2:
        yield Row("Memory", Grade.PROBLEM, found, "Close other programs: Stillage needs 0.5 GiB at least.")
    elif free < 2 * _GIB:
        yield Row("Memory", Grade.WARNING, found, "Close other programs if the screen reacts slowly.")
    else:
        yield Row("Memory", Grade.OK, found)


def disk(name: str, folder: Path) -> Iterator[Row]:
    """Free disk space where `folder` is or will be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / _GIB:.1f} GiB free at {folder}"
    if free < _GIB:
        yield Row(name, Grade.PROBLEM, found, "Make room: below 1 GiB the database may stop at any moment.")
    elif free < 5 * _GIB:
        yield Row(name, Grade.WARNING, found, "Make room: 5 GiB or more leave time to act.")
    else:
        yield Row(name, Grade.OK, found)


def fonts() -> Iterator[Row]:
    """The cut font files; without them a system font stands in."""
    absent = importlib.import_module("resources.build").missing()
    if absent:
        yield Row("Fonts", Grade.WARNING, f"not cut: {', '.join(absent)}", "Run: python -m resources.build")
    else:
        yield Row("Fonts", Grade.OK, "cut")


def serial_ports() -> Iterator[Row]:
    """Serial ports that scanners and scales could be on, and whether this user may open them."""
    ports = importlib.import_module("serial.tools.list_ports").comports()
    if not ports:
        yield Row("Serial ports", Grade.OK, "none; network and simulated devices work without")
    for port in ports:
        closed = os.path.exists(port.device) and not os.access(port.device, os.R_OK | os.W_OK)  # noqa: PTH110  pyserial gives text
        advice = "Add this user to the group 'dialout', then sign in again." if closed else ""
        yield Row(f"Serial {port.device}", Grade.WARNING if closed else Grade.OK, port.description or "present", advice)


def keyring() -> Iterator[Row]:
    """Where passwords of shared servers are kept. The embedded database does not need it."""
    backend = importlib.import_module("keyring").get_keyring()
    found = f"{type(backend).__module__}.{type(backend).__name__}"
    if getattr(backend, "priority", 0) > 0:
        yield Row("Keyring", Grade.OK, found)
    else:
        advice = "Unlock or install one, else the password of a shared server is asked for each time."
        yield Row("Keyring", Grade.WARNING, found, advice)


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """The report as data: rows, and how many warnings and problems there are."""
    return {
        "rows": [{"name": r.name, "grade": r.grade.value, "found": r.found, "advice": r.advice} for r in rows],
        "warnings": sum(r.grade is Grade.WARNING for r in rows),
        "problems": sum(r.grade is Grade.PROBLEM for r in rows),
    }


def _fits(version: str, sign: str, limit: str) -> bool:
    compare = {">=": ge, "<=": le, ">": gt, "<": lt, "==": eq, "!=": ne}
    return bool(compare[sign](_numbers(version), _numbers(limit)))


def _numbers(version: str) -> tuple[int, ...]:
    """The release part of a version (PEP 440), zeros at its end left out: 4.1.post1 is (4, 1), 2.0 equals 2."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    parts = [int(part) for part in release[0].split(".")] if release else []
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
