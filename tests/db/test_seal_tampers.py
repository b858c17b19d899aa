"""Two hundred ways in which somebody with every right rewrites history; each is found, and the block is named."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.entry_form import COLUMNS
from app.domain.proof import Block, Head, leaf, root
from app.services.proof.keys import Signer
from app.services.proof.verify import Anchors
from db.proof import BEGINNING, ENDLESS, Span
from tests.db import acts
from tests.db.ground import Ground
from tests.db.seal_ground import Seals, behind, seals

BLOCKS = 12
STRANGER = Signer(bytes(range(32)))


@dataclass(frozen=True)
class Tamper:
    """What was done: the blocks that must be named, and the entry where it can be told."""

    what: str
    blocks: frozenset[int]
    entry: int | None = None


@pytest.fixture
def sealed(ground: Ground) -> Iterator[Seals]:
    """Twelve blocks of all kinds of entries, and a copy of everything to go back to."""
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    dice = random.Random(3)
    with seals(ground) as made:
        for turn in range(BLOCKS):
            for n in range(dice.randrange(3, 9)):
                ground.receive(
                    picker, f"P-{n:02}", dice.randrange(1, 9), "DOCK-1", p_document=f"ASN {turn}", p_device="RF-7"
                )
            ground.receive(supervisor, "MILK", "2.5", "A-01-01-1", p_lot=f"L{turn}", p_expires_on=acts.in_days(90))
            acts.move(ground, picker, "P-00", 1, "DOCK-1", "A-02-01-1")
            if turn == 5:
                lines = [
                    {"product": ground.products["CUP"], "quantity": 1, "location": ground.places["A-01-02-1"]}
                ] * 40
                supervisor.call("receive_batch_v1", p_op=UUID(int=turn + 1), p_warehouse=ground.wh, p_lines=lines)
            assert made.seal() == 1
        with ground.root() as keeper:
            keeper.execute("create schema kept; create table kept.ledger as table wms.ledger; "
                           "create table kept.seal_block as table wms.seal_block; create table kept.seal_key as table wms.seal_key")  # fmt: skip
        outcome = made.verify()
        assert (outcome.true, outcome.blocks) == (True, BLOCKS)
        yield made


def go_back(ground: Ground) -> None:
    with ground.root() as keeper:
        keeper.execute("set session_replication_role = replica")
        for table in ("ledger", "seal_block", "seal_key"):
            keeper.execute(f"delete from wms.{table}".encode())
            keeper.execute(f"insert into wms.{table} select * from kept.{table}".encode())


class Tamperer:
    """Knows what is there, and changes something at random."""

    def __init__(self, made: Seals, seed: int) -> None:
        self.dice = random.Random(seed)
        self.seals = made
        self.ground = made.ground
        self.chain = list(made.auditor.blocks(self.ground.wh))
        with self.ground.root() as root_:
            self.rows: list[tuple[int, int]] = root_.execute(
                "select ledger_id, xid from kept.ledger where warehouse_id = %s order by xid, ledger_id",
                (self.ground.wh,),
            ).fetchall()

    def block_of(self, xid: int) -> int:
        return next(block.block_no for block in self.chain if block.xid_from <= xid < block.xid_to)

    def some_row(self) -> tuple[int, int]:
        return self.dice.choice(self.rows)

    def some_block(self) -> Block:
        return self.dice.choice(self.chain)

    def hit(self, statement: str, *arguments: Any) -> None:
        assert behind(self.ground, statement, *arguments) > 0, statement

    def edit(self, column: str, kind: str) -> Tamper:
        entry, xid = self.some_row()
        changed = {
            "text": f"case when {column} is null then 'x' when random() < 0.3 then left({column}, -1) else {column} || 'x' end",
            "uuid": "gen_random_uuid()",
            "time": f"coalesce({column} + interval '1 microsecond', now())",
            "numeric": f"coalesce({column}, 0) + 0.001",
            "ledger_id": "ledger_id + 100000",
        }.get(column if column == "ledger_id" else kind, f"coalesce({column}, 0) + {self.dice.randrange(1, 5)}")
        self.hit(f"update wms.ledger set {column} = {changed} where ledger_id = %s", entry)
        named = entry if column not in ("xid", "ledger_id", "warehouse_id") else None
        return Tamper(f"edit {column}", frozenset([self.block_of(xid)]), named)

    def to_null(self) -> Tamper:
        with self.ground.root() as root_:
            entry, xid = root_.execute("select ledger_id, xid from wms.ledger where device is not null "
                                       "order by random() limit 1").fetchone()  # fmt: skip
        self.hit("update wms.ledger set device = null where ledger_id = %s", entry)
        return Tamper("blank device", frozenset([self.block_of(xid)]), entry)

    def delete(self) -> Tamper:
        chosen = self.dice.sample(self.rows, self.dice.choice((1, 1, 2, 5)))
        self.hit("delete from wms.ledger where ledger_id = any (%s)", [entry for entry, _ in chosen])
        return Tamper("delete", frozenset(self.block_of(xid) for _, xid in chosen))

    def delete_a_blocks_rows(self) -> Tamper:
        block = self.some_block()
        self.hit(
            "delete from wms.ledger where warehouse_id = %s and xid >= %s and xid < %s",
            self.ground.wh,
            block.xid_from,
            block.xid_to,
        )
        return Tamper("empty a block", frozenset([block.block_no]))

    def put_in(self) -> Tamper:
        entry, xid = self.some_row()
        made = self.dice.choice((-5, 10**9, BEGINNING))
        at = self.dice.choice((xid, xid, -7, BEGINNING))
        columns = ", ".join(name for name, _ in COLUMNS if name not in ("ledger_id", "xid"))
        self.hit(f"insert into wms.ledger (ledger_id, xid, {columns}) select %s, %s, {columns} from wms.ledger where ledger_id = %s",
                 made, at, entry)  # fmt: skip
        return Tamper("insert", frozenset([self.block_of(at)]), made)

    def swap(self, column: str) -> Tamper:
        (one, xid), (two, other) = self.dice.sample(self.rows, 2)
        while column == "xid" and xid == other:
            (one, xid), (two, other) = self.dice.sample(self.rows, 2)
        self.hit(f"update wms.ledger g set {column} = o.{column} from kept.ledger o where g.ledger_id = any (%s) "
                 "and o.ledger_id = case g.ledger_id when %s then %s else %s end", [one, two], one, two, one)  # fmt: skip
        return Tamper(f"swap {column}", frozenset([self.block_of(xid), self.block_of(other)]))

    def rewrite(self, column: str, value: Callable[[Block], Any], *, hashed: bool, signed: bool) -> Tamper:
        """Change what a block states; hashed: with a hash that fits; signed: by a stranger whose key is then registered."""
        block = self.some_block()
        changed = replace(block, **{column: value(block)})
        if signed:
            changed = replace(changed, key_id=STRANGER.key_id)
            self.admit_stranger()
        if hashed or signed:
            changed = replace(changed, block_hash=changed.computed_hash())
        if signed:
            changed = replace(changed, signature=STRANGER.sign(changed.statement()))
        self.put(block.block_no, changed)
        return Tamper(f"rewrite {column} hashed={hashed} signed={signed}", frozenset([block.block_no]))

    def admit_stranger(self) -> None:
        self.hit("insert into wms.seal_key select warehouse_id, %s, %s, 'me' from wms.seal_key where warehouse_id = %s",
                 STRANGER.key_id, STRANGER.public, self.ground.wh)  # fmt: skip

    def put(self, number: int, block: Block) -> None:
        self.hit("update wms.seal_block set block_no = %s, form = %s, epoch = %s, entry_from = %s, prev_hash = %s, xid_from = %s, "
                 "xid_to = %s, merkle_root = %s, block_hash = %s, key_id = %s, signature = %s, sealed_at = %s "
                 "where warehouse_id = %s and block_no = %s", block.block_no, block.form, block.epoch, block.entry_from,
                 block.prev_hash, block.xid_from, block.xid_to, block.merkle_root, block.block_hash, block.key_id, block.signature,
                 block.sealed_at, self.ground.wh, number)  # fmt: skip

    def reseal_all(self, *, from_first: bool) -> Tamper:
        """The whole chain anew over an edited entry, signed by a stranger: only a trusted key or a known head tells."""
        entry, xid = self.some_row()
        first = 1 if from_first else self.block_of(xid)
        self.hit("update wms.ledger set quantity = quantity + 1 where ledger_id = %s", entry)
        self.admit_stranger()
        before = self.chain[first - 2].block_hash if first > 1 else bytes(32)
        for block in self.chain[first - 1 :]:
            span = Span(self.ground.wh, block.entry_from, ENDLESS, block.xid_from, block.xid_to)
            leaves = [leaf(one) for page in self.seals.auditor.pages(span) for one in page]
            made = replace(block, prev_hash=before, merkle_root=root(leaves), key_id=STRANGER.key_id)
            made = replace(made, block_hash=made.computed_hash())
            self.put(block.block_no, replace(made, signature=STRANGER.sign(made.statement())))
            self.hit("update wms.seal_block set marks = %s where warehouse_id = %s and block_no = %s",
                     b"".join(one[:8] for one in leaves), self.ground.wh, block.block_no)  # fmt: skip
            before = made.block_hash
        return Tamper("reseal", frozenset(range(first, BLOCKS + 1)))

    def cut(self) -> Tamper:
        """The last blocks and their entries: what is left is a chain without a flaw."""
        keep = self.dice.randrange(0, BLOCKS)
        self.hit("delete from wms.seal_block where warehouse_id = %s and block_no > %s", self.ground.wh, keep)
        since = self.chain[keep].xid_from
        self.hit("delete from wms.ledger where warehouse_id = %s and xid >= %s", self.ground.wh, since)
        return Tamper("cut the end", frozenset([keep + 1]))

    def drop_block(self) -> Tamper:
        number = self.dice.randrange(1, BLOCKS)
        self.hit("delete from wms.seal_block where warehouse_id = %s and block_no = %s", self.ground.wh, number)
        return Tamper("drop a block", frozenset([number]))

    def swap_blocks(self) -> Tamper:
        one, two = sorted(self.dice.sample(range(1, BLOCKS + 1), 2))
        for number, to in ((one, 1000), (two, one), (1000, two)):
            self.hit(
                "update wms.seal_block set block_no = %s where warehouse_id = %s and block_no = %s",
                to,
                self.ground.wh,
                number,
            )
        return Tamper("swap blocks", frozenset([one, two]))

    def rewrite_marks(self) -> Tamper:
        block = self.some_block()
        self.hit("update wms.seal_block set marks = set_byte(marks, 3, (get_byte(marks, 3) + 1) %% 256) "
                 "where warehouse_id = %s and block_no = %s", self.ground.wh, block.block_no)  # fmt: skip
        return Tamper("rewrite marks", frozenset([block.block_no]))

    def other_warehouse(self) -> Tamper:
        entry, xid = self.some_row()
        self.hit("update wms.ledger set warehouse_id = %s where ledger_id = %s", self.ground.other, entry)
        return Tamper("to another warehouse", frozenset([self.block_of(xid)]))


def flipped(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


STATED: dict[str, Callable[[Block], Any]] = {
    "epoch": lambda block: block.epoch[:-1] + "9",
    "entry_from": lambda block: block.entry_from + 1,
    "prev_hash": lambda block: flipped(block.prev_hash),
    "xid_from": lambda block: max(block.xid_from, 0) - 1,
    "xid_to": lambda block: block.xid_to + 1,
    "merkle_root": lambda block: flipped(block.merkle_root),
    "sealed_at": lambda block: block.sealed_at + timedelta(seconds=1),
}


def tampers(hand: Tamperer) -> list[Callable[[], Tamper]]:
    """Two hundred, most of them edits."""
    found: list[Callable[[], Tamper]] = []
    for name, kind in COLUMNS:
        found += [lambda name=name, kind=kind: hand.edit(name, kind)] * 3
    found += [hand.delete] * 20 + [hand.delete_a_blocks_rows] * 4 + [hand.put_in] * 16 + [hand.to_null] * 4
    found += [lambda: hand.swap("ledger_id")] * 4 + [lambda: hand.swap("xid")] * 6
    for column, value in STATED.items():
        for hashed, signed in ((False, False), (True, False), (True, True)):
            found.append(lambda c=column, v=value, h=hashed, s=signed: hand.rewrite(c, v, hashed=h, signed=s))
    found += [lambda: hand.rewrite("signature", lambda b: flipped(b.signature), hashed=False, signed=False)] * 2
    found += [lambda: hand.rewrite("block_hash", lambda b: flipped(b.block_hash), hashed=False, signed=False)] * 2
    found += [lambda: hand.reseal_all(from_first=False)] * 4 + [lambda: hand.reseal_all(from_first=True)] * 2
    found += (
        [hand.cut] * 8
        + [hand.drop_block] * 5
        + [hand.swap_blocks] * 5
        + [hand.rewrite_marks] * 4
        + [hand.other_warehouse] * 3
    )
    return found


def test_two_hundred_tampers_are_all_found_and_the_block_is_named(sealed: Seals) -> None:
    hand = Tamperer(sealed, seed=20)
    head = Head(hand.chain[-1].block_no, hand.chain[-1].block_hash)
    anchors = Anchors([head], frozenset([sealed.signer.public]))
    done = tampers(hand)
    assert len(done) >= 200
    missed = []
    for tamper in done:
        made = tamper()
        outcome = sealed.verify(anchors)
        named = {problem.block_no for problem in outcome.problems}
        entries = {entry for problem in outcome.problems for entry in problem.entries}
        if outcome.true or not made.blocks <= named or (made.entry is not None and made.entry not in entries):
            missed.append((made, [str(problem) for problem in outcome.problems]))
        go_back(sealed.ground)
    assert missed == []
    assert sealed.verify(anchors).true, "everything was put back"


def test_a_tamper_names_no_block_that_is_as_it_was(sealed: Seals) -> None:
    hand = Tamperer(sealed, seed=5)
    for _ in range(10):
        made = hand.edit("reason", "text")
        assert {problem.block_no for problem in sealed.verify().problems} == made.blocks
        go_back(sealed.ground)


def test_a_new_chain_by_a_stranger_needs_no_known_head_to_be_found(sealed: Seals) -> None:
    Tamperer(sealed, seed=9).reseal_all(from_first=True)
    outcome = sealed.verify()
    assert not outcome.true
    assert STRANGER.key_id in outcome.strangers
    assert sealed.verify(Anchors()).true, "who trusts the keys of the database itself is told the stranger's truth"


def test_cutting_the_end_needs_a_known_head_to_be_found(sealed: Seals) -> None:
    hand = Tamperer(sealed, seed=11)
    head = Head(hand.chain[-1].block_no, hand.chain[-1].block_hash)
    hand.cut()
    assert sealed.verify().true, "a shorter chain is a chain"
    (problem,) = sealed.verify(Anchors([head], frozenset([sealed.signer.public]))).problems
    assert "cut off" in problem.what
