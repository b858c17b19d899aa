"""Settings of this person on this machine: versioned TOML to frozen dataclasses, migrated forwards, written whole.

A damaged file never stops the program: it is kept aside as <name>.broken, the defaults are used, and a Refusal says so.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import platformdirs

from app.domain.errors import Refusal

VERSION = 1
THEMES = ("system", "dark", "light")
PROFILES = ("embedded", "server")
Document = dict[str, Any]
Migration = Callable[[Document], Document]

# From the version that is the key to the next one. Version 1 is the first that was ever written.
MIGRATIONS: Mapping[int, Migration] = {}


@dataclass(frozen=True, slots=True)
class Server:
    """Where the database is: the program's own (embedded), or a server by its URL. name: what people call it."""

    profile: Literal["embedded", "server"] = "embedded"
    url: str = ""
    name: str = "local"


@dataclass(frozen=True, slots=True)
class Pane:
    """How one person left one window on one set of screens: Qt's own geometry and the panes by name, all base64."""

    geometry: str = ""
    panes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept between two starts. windows: by "person/screens", see window_key."""

    server: Server = field(default_factory=Server)
    theme: Literal["system", "dark", "light"] = "system"
    station: str = ""
    warehouse: str = ""
    windows: Mapping[str, Pane] = field(default_factory=dict)

    def with_window(self, key: str, pane: Pane) -> "Settings":
        """The same settings with one window remembered."""
        return replace(self, windows={**self.windows, key: pane})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: settings, what to tell the person, and whether saving may replace the file."""

    settings: Settings
    notices: tuple[Refusal, ...] = ()
    may_save: bool = True


def home(environment: Mapping[str, str] | None = None) -> Path:
    """The folder of the settings: STILLAGE_HOME, else the platform's own place for configuration."""
    chosen = (os.environ if environment is None else environment).get("STILLAGE_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("stillage", appauthor=False))


def settings_file(environment: Mapping[str, str] | None = None) -> Path:
    return home(environment) / "settings.toml"


def window_key(person: str, screens: str) -> str:
    """Under what a window is remembered: another person, or another set of screens, has a window of their own."""
    return f"{person or 'anybody'}/{screens}"


def load(file: Path, migrations: Mapping[int, Migration] = MIGRATIONS, version: int = VERSION) -> Loaded:
    """Read the settings; never raises for what is in the file. A file that is not there gives the defaults."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, UnicodeDecodeError) as error:
        return _set_aside(file, str(error))
    try:
        document = tomllib.loads(text)
        found = int(document.get("version", 0))
        while found < version:
            document = migrations[found](document)
            found += 1
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        return _set_aside(file, str(error))
    if found > version:
        return Loaded(Settings(), (_too_new(file, found),), may_save=False)
    return read_document(document, file)


def read_document(document: Document, file: Path) -> Loaded:
    """Settings of a document of the current version. A value of the wrong kind is named and its default stands."""
    reader = _Reader(document)
    server = Server(
        profile=reader.choice("server.profile", PROFILES, "embedded"),  # type: ignore[arg-type]  # checked by choice
        url=reader.text("server.url", ""),
        name=reader.text("server.name", "local"),
    )
    settings = Settings(
        server=server,
        theme=reader.choice("theme", THEMES, "system"),  # type: ignore[arg-type]  # checked by choice
        station=reader.text("station", ""),
        warehouse=reader.text("warehouse", ""),
        windows=reader.windows(),
    )
    notices = tuple(
        Refusal(
            "settings", f"{path} in {file.name} is {value!r}, which is not possible.", f"{default!r} is used instead."
        )
        for path, value, default in reader.wrong
    )
    return Loaded(settings, notices)


def save(settings: Settings, file: Path) -> None:
    """Write the whole file beside the old one, then put it in its place. Refusal when the folder may not be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(to_toml(settings), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        what = f"The settings could not be written to {file}: {error.strerror or error}."
        raise Refusal("settings", what, "Make room or allow writing there; this session goes on unchanged.") from error


def to_toml(settings: Settings) -> str:
    """The settings as TOML; reading it gives the same settings."""
    server = settings.server
    lines = [
        f"version = {VERSION}",
        f"theme = {_quoted(settings.theme)}",
        f"station = {_quoted(settings.station)}",
        f"warehouse = {_quoted(settings.warehouse)}",
        "",
        "[server]",
        f"profile = {_quoted(server.profile)}",
        f"url = {_quoted(server.url)}",
        f"name = {_quoted(server.name)}",
    ]
    for key, pane in settings.windows.items():
        lines += ["", f"[windows.{_quoted(key)}]", f"geometry = {_quoted(pane.geometry)}"]
        lines += [f"pane.{_quoted(name)} = {_quoted(state)}" for name, state in pane.panes.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's, once nothing is left above the BMP."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Reader:
    """Reads values by path and notes those of the wrong kind."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.wrong: list[tuple[str, object, object]] = []

    def text(self, path: str, default: str) -> str:
        value = self._find(path, default)
        if isinstance(value, str):
            return value
        self.wrong.append((path, value, default))
        return default

    def choice(self, path: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(path, default)
        if value not in allowed:
            self.wrong.append((path, value, default))
            return default
        return value

    def windows(self) -> dict[str, Pane]:
        """Remembered windows; one that cannot be read is forgotten without a word, a default is no loss there."""
        entries = self._find("windows", {})
        found: dict[str, Pane] = {}
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict) and isinstance(entry.get("geometry"), str):
                panes = entry.get("pane", {})
                kept = {name: text for name, text in panes.items() if isinstance(text, str)}
                found[key] = Pane(entry["geometry"], kept)
        return found

    def _find(self, path: str, default: object) -> object:
        value: object = self._document
        for part in path.split("."):
            if not isinstance(value, dict) or part not in value:
                return default
            value = value[part]
        return value


def _set_aside(file: Path, why: str) -> Loaded:
    """Keep a file that cannot be read, under a name of its own, and start from the defaults."""
    broken = file.with_name(f"{file.name}.broken")
    try:
        file.replace(broken)
    except OSError:
        notice = Refusal("settings", f"{file} cannot be read ({why}).", "The defaults are used; nothing will be saved.")
        return Loaded(Settings(), (notice,), may_save=False)
    what = f"The settings in {file.name} could not be read ({why})."
    return Loaded(Settings(), (Refusal("settings", what, f"The defaults are used; the old file is kept as {broken}."),))


def _too_new(file: Path, found: int) -> Refusal:
    what = f"{file.name} was written by a newer version of Stillage (settings version {found})."
    return Refusal("settings", what, "The defaults are used and the file is left alone; update this program.")
