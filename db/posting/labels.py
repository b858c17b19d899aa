"""Labels of bins: what has been printed, and the GLN that GS1 labels begin with."""

from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def labels_printed(db: Database, *, op: UUID, warehouse: int, labels: Lines, carrier: str, way: str) -> Answer:
    """Remember that labels of bins came out, 1 to 5,000 of {code}. Answer: printed.

    carrier: code128, datamatrix, gs1_128 or gs1_datamatrix; way: sheet or printer."""
    return db.call("labels_printed_v1", p_op=op, p_warehouse=warehouse, p_labels=labels, p_carrier=carrier, p_way=way)


def set_gln(db: Database, *, op: UUID, warehouse: int, gln: str | None) -> Answer:
    """The warehouse's GLN, 13 digits; None takes it away. Answer: gln."""
    return db.call("set_gln_v1", p_op=op, p_warehouse=warehouse, p_gln=gln)
