"""What has been done to an environment already, so that a second run does nothing and a broken-off one goes on.

The stamp lies inside the environment: who deletes `.venv` deletes the memory of it too.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

NAME = "stillage-setup.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The file that keeps, for each finished step, the key of what it was made from."""

    path: Path

    def read(self) -> dict[str, str]:
        """Step -> key; empty when there is no readable stamp, so that everything is done again."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {step: key for step, key in found.items() if isinstance(step, str) and isinstance(key, str)}

    def write(self, step: str, key: str) -> None:
        """Remember that `step` is finished for `key`, in one move of a file. Raises OSError."""
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({**self.read(), step: key}, indent=1), encoding="utf-8")
        part.replace(self.path)

    def forget(self, step: str) -> None:
        """Before a step is begun: what it leaves half done must not count as done. Raises OSError."""
        rest = {name: key for name, key in self.read().items() if name != step}
        if self.path.parent.exists():
            self.path.write_text(json.dumps(rest, indent=1), encoding="utf-8")


def key_of(*parts: str | Path) -> str:
    """A digest of words and of the bytes of files; a file that is absent has a key of its own."""
    digest = hashlib.sha256()
    for part in parts:
        absent = isinstance(part, Path) and not part.exists()
        content = b"absent" if absent else part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()
