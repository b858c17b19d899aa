"""The key that signs blocks: made on this machine, kept in a file of its owner alone or in the keyring, never in the
database. What it signs can be checked by anybody with the public half."""

import importlib
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.domain.errors import Refusal

FILE: Final = "seal.key"
SERVICE: Final = "stillage seal"
_IN_KEYRING = "keyring:"


def key_id(public: bytes) -> str:
    """What a key is called in blocks: the first 8 bytes of the hash of its public half, as hex."""
    return sha256(public).hexdigest()[:16]


class Signer:
    """A private Ed25519 key."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw()
        self.key_id = key_id(self.public)

    def sign(self, statement: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(statement)


class Signatures:
    """Public keys by id, which check what was signed."""

    def __init__(self, publics: Iterable[bytes]) -> None:
        self._keys = {key_id(public): Ed25519PublicKey.from_public_bytes(public) for public in publics}

    def __contains__(self, name: object) -> bool:
        return name in self._keys

    def holds(self, name: str, signature: bytes, statement: bytes) -> bool:
        """Whether the key of that name signed this statement; False where the key is not known."""
        key = self._keys.get(name)
        if key is None:
            return False
        try:
            key.verify(signature, statement)
        except InvalidSignature:
            return False
        return True


def load(folder: Path) -> Signer | None:
    """The key kept below the folder; None where there is none. Refuses a file that others may read."""
    file = folder / FILE
    try:
        text = file.read_text(encoding="ascii").strip()
        mode = file.stat().st_mode
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(file) from error
    if os.name != "nt" and mode & 0o077:
        raise Refusal(
            "SECRETS_OPEN",
            f"Other users of this computer may read the sealing key in {file}.",
            f"Close the file (chmod 600 {file}) and register a new key: this one may have been copied.",
        )
    if text.startswith(_IN_KEYRING):
        text = _from_keyring(text.removeprefix(_IN_KEYRING), file)
    try:
        return Signer(bytes.fromhex(text))
    except ValueError as error:
        raise _damaged(file) from error


def own(folder: Path, registered: Iterable[bytes]) -> frozenset[bytes]:
    """This machine's own public key, if it seals here: then there is no need to believe the database about keys."""
    kept = load(folder)
    return frozenset([kept.public]) if kept is not None and kept.public in set(registered) else frozenset()


def load_or_make(folder: Path, *, keyring: bool = False) -> Signer:
    """The kept key, else a new one. keyring: keep a new one in the system's keyring; a file then only names it there.

    A file is the default: the daemon runs where nobody is there to open a keyring.
    """
    kept = load(folder)
    if kept is not None:
        return kept
    private = Ed25519PrivateKey.generate().private_bytes_raw()
    made = Signer(private)
    text = private.hex()
    if keyring:
        importlib.import_module("keyring").set_password(SERVICE, made.key_id, text)
        text = _IN_KEYRING + made.key_id
    _write(folder / FILE, text)
    again = load(folder)  # another process may have been first: then its key is the one
    assert again is not None
    return again


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and never over a key that is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(part, file)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _from_keyring(name: str, file: Path) -> str:
    ring = importlib.import_module("keyring")
    found = ring.get_password(SERVICE, name)
    if found is None:
        raise Refusal(
            "seal_key",
            "The keyring of this computer does not give out the sealing key.",
            f"Unlock the keyring, or remove {file} and register a new key.",
        )
    return str(found)


def _damaged(file: Path) -> Refusal:
    return Refusal(
        "SECRETS_DAMAGED",
        f"The sealing key in {file} cannot be read.",
        "Put it back from a backup, or remove the file and register a new key: stillage audit key --register.",
    )
