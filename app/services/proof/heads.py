"""What this machine knows about chains from earlier: the last head it verified and the keys it trusts. A chain that is
shorter than what was seen, or signed by a stranger, is noticed even where the whole database was rewritten."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.domain.errors import Refusal
from app.domain.proof import Head

FILE: Final = "proof.json"


@dataclass(frozen=True, slots=True)
class Known:
    """Of one chain: the newest head seen, and public keys."""

    head: Head | None = None
    keys: frozenset[bytes] = frozenset()


def name(epoch: str, warehouse: str) -> str:
    """A chain is known by the cluster that its first block names, and the warehouse's code."""
    return f"{epoch.partition(':')[0]}/{warehouse}"


def recall(folder: Path, chain: str) -> Known:
    """What is known of a chain; nothing, if it was never seen. Raises Refusal on a damaged file."""
    said = _read(folder / FILE).get(chain)
    if said is None:
        return Known()
    try:
        head = Head.parse(said["head"]) if said.get("head") else None
        return Known(head, frozenset(bytes.fromhex(key) for key in said["keys"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder / FILE) from error


def remember(folder: Path, chain: str, head: Head | None, keys: Iterable[bytes]) -> None:
    """Keep the head and add the keys."""
    file = folder / FILE
    said = _read(file)
    before = recall(folder, chain)
    kept = before.head if head is None else head
    said[chain] = {"head": str(kept) if kept else None, "keys": sorted(key.hex() for key in {*before.keys, *keys})}
    folder.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    part.replace(file)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _damaged(file) from error
    if not isinstance(found, dict):
        raise _damaged(file)
    return found


def _damaged(file: Path) -> Refusal:
    return Refusal(
        "proof_file",
        f"What this computer knew of earlier proofs cannot be read ({file}).",
        "Put the file back from a backup; or remove it and compare the head with the last printed report.",
    )
