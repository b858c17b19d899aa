"""Where the embedded server keeps its things, and a Unix socket whose path is short enough to exist."""

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.domain.errors import Refusal
from db.embedded.account import SYSTEM_HOME, Account

_SOCKET_NAME = len("/.s.PGSQL.65535.lock")
_PATH_LIMIT = 107 if sys.platform.startswith("linux") else 103  # sun_path, without its closing zero


@dataclass(frozen=True, slots=True)
class Home:
    """Folders and files of one embedded server. `root` holds the data, the secrets and the locks, `log` its logs."""

    root: Path
    log: Path

    @classmethod
    def at(cls, root: Path) -> "Home":
        """Everything below one folder."""
        return cls(root.absolute(), root.absolute() / "log")

    @classmethod
    def default(cls) -> "Home":
        """STILLAGE_HOME if set, else the folders that the platform provides for a person's data and state."""
        named = os.environ.get("STILLAGE_HOME")
        if named:
            return cls.at(Path(named).expanduser())
        state = Path(platformdirs.user_state_dir("stillage", appauthor=False))
        return cls(Path(platformdirs.user_data_dir("stillage", appauthor=False)), state / "log")

    def for_account(self, account: Account) -> "Home":
        """This home, or one below /var/lib/stillage where the account may not walk into it (a home under /root)."""
        if not account.is_other or account.can_enter(_existing(self.root)):
            return self if not account.is_other or account.can_enter(_existing(self.log)) else Home.at(self.root)
        if "STILLAGE_HOME" not in os.environ and self.root == Home.default().root:
            return Home.at(SYSTEM_HOME)
        return Home.at(SYSTEM_HOME / hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12])

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.root / "data"

    @property
    def secrets(self) -> Path:
        """Passwords of the cluster's logins, readable by this person only."""
        return self.root / "secrets.toml"

    @property
    def lock(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.root / "start.lock"

    @property
    def leases(self) -> Path:
        """Held shared by every process that uses the server through a Cluster."""
        return self.root / "use.lock"

    @property
    def memory(self) -> Path:
        """What is remembered between starts: port, socket folder, whether the server is to stay up."""
        return self.root / "cluster.json"

    def make(self, account: Account) -> None:
        """Create the folders. Nothing above them is opened up; other users can see no name inside them."""
        try:
            for folder in (self.root, self.log):
                for missing in [one for one in (*reversed(folder.parents), folder) if not one.exists()]:
                    missing.mkdir(exist_ok=True, mode=0o700)
                    if account.is_other:  # it must pass through to its data, whatever our umask, and see no names
                        missing.chmod(0o711)
            account.own(self.log, 0o700)
        except PermissionError as error:
            raise Refusal(
                "NO_PERMISSION",
                f"The folder {self.root} cannot be written.",
                f"Give this user the folder, or choose another one with STILLAGE_HOME ({error.strerror}).",
            ) from error

    def socket_folder(self, account: Account) -> Path | None:
        """A private folder for the Unix socket: run/ in the home, else a short one for temporary files."""
        if sys.platform == "win32":
            return None
        short = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        shared = (Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108  private by mode and owner, checked below
        for folder in (self.root / "run", *(place / f"stillage-{short}" for place in shared)):
            if len(os.fsencode(folder)) + _SOCKET_NAME > _PATH_LIMIT:
                continue
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), account.uid):
                continue  # somebody else's folder in a shared place: their socket could pose as ours
            account.own(folder, 0o700)
            return folder
        raise Refusal(
            "SOCKET_PATH",
            f"There is no place for the database's socket: every path is over {_PATH_LIMIT} bytes.",
            "Set STILLAGE_HOME to a shorter path, for example /var/lib/stillage.",
        )


def _existing(folder: Path) -> Path:
    """The nearest folder above that exists already."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
