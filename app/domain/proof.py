"""Sealed blocks: Merkle trees over ledger entries (RFC 6962, 2.1), chained, and the statement that is signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

GENESIS = bytes(32)
MARK = 8  # bytes of a leaf that the database keeps, to name the entry that was touched
_BLOCK = b"\x02"  # leaves begin with 0, nodes with 1: no block passes for either
_SIGNED = b"stillage seal 1\0"


def leaf(entry: bytes) -> bytes:
    """The hash of one entry's canonical bytes."""
    return sha256(b"\0" + entry).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of the leaves in their order; of none, the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = iter(level)
        above = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
        if len(level) % 2:
            above.append(level[-1])  # the odd one goes up unchanged: the split at the largest power of two
        level = above
    return level[0]


@dataclass(frozen=True, slots=True)
class Block:
    """A sealed window of one warehouse's ledger: entries with xid_from <= xid < xid_to that belong to its epoch.

    form: the canonical form of its leaves; entry_from: first entry of the epoch; n: how many entries.
    """

    warehouse: int
    block_no: int
    form: int
    epoch: str
    entry_from: int
    prev_hash: bytes
    xid_from: int
    xid_to: int
    n: int
    merkle_root: bytes
    key_id: str
    sealed_at: datetime
    block_hash: bytes = b""
    signature: bytes = b""

    def computed_hash(self) -> bytes:
        """The hash of everything the block states; the stored one must equal it."""
        parts: Iterable[bytes] = (
            *(str(number).encode() for number in (self.warehouse, self.block_no, self.form)),
            self.epoch.encode(),
            *(str(number).encode() for number in (self.entry_from, self.xid_from, self.xid_to, self.n)),
            self.prev_hash,
            self.merkle_root,
            self.key_id.encode(),
            self.sealed_at.isoformat().encode(),
        )
        return sha256(_BLOCK + b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()

    def statement(self) -> bytes:
        """What the key signs."""
        return _SIGNED + self.block_hash

    def as_json(self) -> dict[str, Any]:
        """For a proof file and for the database: bytes as hex, the time as ISO 8601 in UTC."""
        return {
            "warehouse": self.warehouse,
            "block_no": self.block_no,
            "form": self.form,
            "epoch": self.epoch,
            "entry_from": self.entry_from,
            "prev_hash": self.prev_hash.hex(),
            "xid_from": self.xid_from,
            "xid_to": self.xid_to,
            "n": self.n,
            "merkle_root": self.merkle_root.hex(),
            "key_id": self.key_id,
            "sealed_at": self.sealed_at.isoformat(),
            "block_hash": self.block_hash.hex(),
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Self:
        """The reverse. Raises KeyError, TypeError or ValueError on what is no block."""
        return cls(
            warehouse=int(said["warehouse"]),
            block_no=int(said["block_no"]),
            form=int(said["form"]),
            epoch=str(said["epoch"]),
            entry_from=int(said["entry_from"]),
            prev_hash=bytes.fromhex(said["prev_hash"]),
            xid_from=int(said["xid_from"]),
            xid_to=int(said["xid_to"]),
            n=int(said["n"]),
            merkle_root=bytes.fromhex(said["merkle_root"]),
            key_id=str(said["key_id"]),
            sealed_at=datetime.fromisoformat(said["sealed_at"]),
            block_hash=bytes.fromhex(said["block_hash"]),
            signature=bytes.fromhex(said["signature"]),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain, short enough to print: whoever keeps it notices when what it covers is cut off later."""

    block_no: int
    block_hash: bytes

    def __str__(self) -> str:
        return f"{self.block_no}:{self.block_hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what was printed, blanks ignored; a hash may be given by its first 16 figures or more. ValueError."""
        number, _, digest = "".join(text.split()).partition(":")
        if not number.isdecimal() or len(digest) < 16 or len(digest) > 64:
            raise ValueError(text)
        return cls(int(number), bytes.fromhex(digest))

    def fits(self, block_hash: bytes) -> bool:
        """Whether this is the head of a block with that hash."""
        return block_hash.startswith(self.block_hash)
