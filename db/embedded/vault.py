"""The cluster's passwords, in one file that only its owner may read."""

import os
import secrets
import tomllib
from pathlib import Path

from app.domain.errors import Refusal

ROOT = "stillage_root"


def passwords(path: Path) -> dict[str, str]:
    """Login to password, as kept; empty where nothing is kept yet. Refuses a file that others may read."""
    if not path.exists():
        return {}
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise Refusal(
            "SECRETS_OPEN",
            f"Other users of this computer may read the database's passwords in {path}.",
            f"Close the file (chmod 600 {path}), then start again.",
        )
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8")).get("logins", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal(
            "SECRETS_DAMAGED",
            f"The file with the database's passwords is damaged ({error}).",
            f"Put {path} back from a backup.",
        ) from error
    return {str(login): str(password) for login, password in kept.items()}


def password_for(path: Path, login: str) -> str:
    """The login's password: the kept one, else a new random one of 256 bits, kept before it is handed out.

    To be called under the start lock when it may write: the file is replaced as a whole.
    """
    kept = passwords(path)
    if login not in kept:
        kept[login] = secrets.token_hex(32)
        _write(path, kept)
    return kept[login]


def _write(path: Path, kept: dict[str, str]) -> None:
    lines = ["# Passwords of the embedded database. Whoever reads this file is its administrator.", "[logins]"]
    lines += [f'"{login}" = "{password}"' for login, password in sorted(kept.items())]
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
