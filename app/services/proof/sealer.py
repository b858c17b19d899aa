"""Sealing: what was posted since the last block becomes a block. Reads only what is complete and final: no poster ever
waits for it."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.entry_form import FORM
from app.domain.errors import Refusal
from app.domain.proof import GENESIS, MARK, Block, leaf, root
from app.services.proof.keys import Signer
from db.proof import ENDLESS, Evidence, Span

ROWS = 20_000  # entries of a block, about: so far a damage can be told to be in one place
BLOCKS = 25  # in one round, so that other loops get their turn


def seal(
    evidence: Evidence, warehouse: int, signer: Signer, token: int, *, rows: int = ROWS, blocks: int = BLOCKS
) -> int:
    """Append what can be appended, at most so many blocks; how many it were.

    token: of the lease that leads the warehouse. Raises Refusal WM412 where another daemon leads, WM404 where the key
    is not registered, `restored` where the cluster changed and nobody said so.
    """
    for done in range(blocks):
        window = evidence.window(warehouse, rows)
        if window["restored"]:
            raise Refusal(
                "restored",
                f"This database is a restored copy: its chain was sealed in {window['head']['epoch']}, it runs as "
                f"{window['epoch']}.",
                "Verify it against the last printed head, then begin a new epoch: stillage audit restored.",
            )
        block, marks = _made(evidence, warehouse, signer, window)
        if block is None:
            return done
        evidence.seal(block, marks, token)
        if not window["more"] and not window["closes"]:
            return done + 1  # what is posted meanwhile is for the next round, or a busy floor would keep us for ever
    return blocks


def _made(evidence: Evidence, warehouse: int, signer: Signer, window: dict[str, object]) -> tuple[Block | None, bytes]:
    """The next block with its marks; None where nothing waits. Empty windows make no block, but the end of an epoch."""
    first, end = _number(window["xid_from"]), _number(window["xid_to"])
    entry_to = ENDLESS if window["entry_to"] is None else _number(window["entry_to"])
    span = Span(warehouse, _number(window["entry_from"]), entry_to, first, end)
    leaves = [leaf(entry) for page in evidence.pages(span) for entry in page] if end > first else []
    if not leaves and not window["closes"]:
        return None, b""
    head = window["head"]
    bare = Block(
        warehouse=warehouse,
        block_no=_number(head["block_no"]) + 1 if isinstance(head, dict) else 1,
        form=FORM,
        epoch=str(window["epoch"]),
        entry_from=span.entry_from,
        prev_hash=bytes.fromhex(head["block_hash"]) if isinstance(head, dict) else GENESIS,
        xid_from=first,
        xid_to=end,
        n=len(leaves),
        merkle_root=root(leaves),
        key_id=signer.key_id,
        sealed_at=datetime.fromisoformat(str(window["now"])).astimezone(UTC),
    )
    hashed = replace(bare, block_hash=bare.computed_hash())
    return replace(hashed, signature=signer.sign(hashed.statement())), b"".join(one[:MARK] for one in leaves)


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
