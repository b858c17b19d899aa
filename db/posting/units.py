"""Handling units as a tree, and kits: what is put into what, taken apart, labelled anew."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def nest_hu(db: Database, *, op: UUID, warehouse: int, hu: int, parent: int) -> Answer:
    """Put a unit into another at the same place. Answer: hu_id, parent_id."""
    return db.call("nest_hu_v1", p_op=op, p_warehouse=warehouse, p_hu=hu, p_parent=parent)


def unnest_hu(db: Database, *, op: UUID, warehouse: int, hu: int) -> Answer:
    """Take a unit out of the one it stands in. Answer: hu_id, left (the unit it stood in)."""
    return db.call("unnest_hu_v1", p_op=op, p_warehouse=warehouse, p_hu=hu)


def split_hu(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    hu: int,
    lines: Lines,
    to_hu: int | None = None,
    kind: str | None = None,
    sscc: str | None = None,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Part of the content, [{product, quantity, lot, status, owner}], into another or a new unit. Answer: hu_id."""
    return db.call(
        "split_hu_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_hu=hu,
        p_lines=lines,
        p_to_hu=to_hu,
        p_kind=kind,
        p_sscc=sscc,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def merge_hu(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    hu: int,
    into: int,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """All content of a unit into another at the same place. Answer: lines, units, carried (picks that go along)."""
    return db.call(
        "merge_hu_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_hu=hu,
        p_into=into,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def relabel_hu(
    db: Database, *, op: UUID, warehouse: int, hu: int, sscc: str | None = None, reason: str | None = None
) -> Answer:
    """A new label, given or the next of ours. Answer: hu_id, sscc."""
    return db.call("relabel_hu_v1", p_op=op, p_warehouse=warehouse, p_hu=hu, p_sscc=sscc, p_reason=reason)


def close_hu(db: Database, *, op: UUID, warehouse: int, hu: int, gross_weight: Decimal | None = None) -> Answer:
    """Close a unit; gross_weight in g where it was weighed. Answer: hu_id, state."""
    return db.call("close_hu_v1", p_op=op, p_warehouse=warehouse, p_hu=hu, p_gross_weight=gross_weight)


def reopen_hu(db: Database, *, op: UUID, warehouse: int, hu: int) -> Answer:
    """Open a closed unit, or use an empty one again. Answer: hu_id, state."""
    return db.call("reopen_hu_v1", p_op=op, p_warehouse=warehouse, p_hu=hu)


def measure_hu(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    hu: int,
    gross_weight: Decimal | None = None,
    tare: Decimal | None = None,
    length: int | None = None,
    width: int | None = None,
    height: int | None = None,
) -> Answer:
    """Weights in g and sides in mm, as far as given. Answer: hu_id, gross_weight, tare."""
    return db.call(
        "measure_hu_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_hu=hu,
        p_gross_weight=gross_weight,
        p_tare=tare,
        p_length=length,
        p_width=width,
        p_height=height,
    )


def set_sscc_prefix(db: Database, *, op: UUID, warehouse: int, company_prefix: str, extension: int = 3) -> Answer:
    """What our own SSCCs begin with. Answer: first (extension digit and company prefix)."""
    return db.call(
        "set_sscc_prefix_v1", p_op=op, p_warehouse=warehouse, p_company_prefix=company_prefix, p_extension=extension
    )


def define_kit(db: Database, *, op: UUID, warehouse: int, product: int, lines: Lines, active: bool = True) -> Answer:
    """What one piece is made of: [{product, quantity}]. Answer: product_id, revision, active."""
    return db.call("define_kit_v1", p_op=op, p_warehouse=warehouse, p_product=product, p_lines=lines, p_active=active)


def kit(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    location: int,
    lot: str | None = None,
    expires_on: date | None = None,
    hu: int | None = None,
    components: Lines | None = None,
    owner: int | None = None,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    weight: Decimal | None = None,
) -> Answer:
    """Make kits at a bin; components [{product, quantity, lot, hu, status}] or chosen. Answer: lot_id, expires_on."""
    return db.call(
        "kit_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_lot=lot,
        p_expires_on=expires_on,
        p_hu=hu,
        p_components=components,
        p_owner=owner,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_weight=weight,
    )


def unkit(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    location: int,
    lot: int | None = None,
    hu: int | None = None,
    status: str = "available",
    components: Lines | None = None,
    to_hu: int | None = None,
    revision: int | None = None,
    owner: int | None = None,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    weight: Decimal | None = None,
) -> Answer:
    """Take kits apart; components [{product, quantity, lot, expires_on, status}], lot its number, or as listed."""
    return db.call(
        "unkit_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_lot=lot,
        p_hu=hu,
        p_status=status,
        p_components=components,
        p_to_hu=to_hu,
        p_revision=revision,
        p_owner=owner,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_weight=weight,
    )
