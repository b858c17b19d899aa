"""A daemon's hand for tests of sealing: its key, its lease, its connection."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from app.services.proof.keys import Signer
from app.services.proof.sealer import seal
from app.services.proof.verify import Anchors, Outcome, Verification
from db import maintain
from db.proof import Evidence
from tests.db.ground import Ground


@dataclass
class Seals:
    """The sealer's side of one database, and an auditor's."""

    ground: Ground
    signer: Signer
    evidence: Evidence
    auditor: Evidence
    holder: UUID
    token: int = 0

    def lead(self, seconds: int = 60, holder: UUID | None = None) -> dict[str, Any]:
        """Take the lease of the main warehouse."""
        answer = self.ground.as_("t_sealer").call(
            "lead_v1", p_warehouse=self.ground.wh, p_holder=holder or self.holder, p_seconds=seconds
        )
        if holder is None and answer["holder"]:
            self.token = int(answer["token"])
        return answer

    def seal(self, **how: int) -> int:
        """Append what waits; how many blocks."""
        self.ground.neighbours_done()
        return seal(self.evidence, self.ground.wh, self.signer, self.token, **how)

    def verify(self, anchors: Anchors | None = None, **how: Any) -> Outcome:
        """Look at the whole chain as the auditor, trusting our own key."""
        trusted = anchors or Anchors(keys=frozenset([self.signer.public]))
        return Verification(self.auditor, self.ground.wh, trusted, **how).run()


@contextmanager
def seals(ground: Ground) -> Iterator[Seals]:
    """Ready to seal: key registered, lease taken."""
    signer = Signer(random.Random(7).randbytes(32))
    maintain.trust_key(ground.url(), signer.public, "test")
    with Evidence(ground.url("t_sealer")) as evidence, Evidence(ground.url("t_auditor")) as auditor:
        made = Seals(ground, signer, evidence, auditor, uuid4())
        made.lead()
        yield made


def behind(ground: Ground, statement: str, *arguments: Any) -> int:
    """What somebody with every right does past triggers and references; how many rows it hit."""
    with ground.root() as root:
        root.execute("set session_replication_role = replica")
        cursor: psycopg.Cursor[Any] = root.execute(statement.encode(), arguments)
        return cursor.rowcount
