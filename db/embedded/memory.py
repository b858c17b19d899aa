"""What the supervisor remembers between starts, in a small file beside the data folder."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """port: where the server listens. keep: it was started to stay up, so that no application stops it on leaving."""

    port: int | None = None
    keep: bool = False


def load(path: Path) -> Memory:
    """What was remembered; nothing where the file is missing or damaged, since all of it can be found out again."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        port = kept.get("port")
        return Memory(port if isinstance(port, int) else None, bool(kept.get("keep")))
    except (OSError, ValueError, AttributeError):
        return Memory()


def save(path: Path, memory: Memory) -> None:
    """Replace the file as a whole, so that a reader never sees half of it."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(memory), file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
