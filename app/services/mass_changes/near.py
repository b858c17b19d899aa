"""What somebody may have meant: near matches of codes that are not known, and what is wrong with a GTIN."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from app.domain.errors import Refusal
from app.domain.packaging import read_gtin
from app.services.session import Session

MOST = 20  # unknown codes for which near ones are looked up; the others say only that they are unknown


def near_codes(session: Session, skus: Sequence[str], bins: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """The next step for unknown codes: ("sku" or "from" or "to", code as written) -> "Did you mean ...?"."""
    found: dict[tuple[str, str], str] = {}
    for code, near in _near(session, "near_skus", "sku", skus).items():
        found["sku", code] = near
    for code, near in _near(session, "near_bins", "code", bins).items():
        found["from", code] = found["to", code] = near
    for code in skus:
        if (fault := gtin_fault(code)) is not None:
            found["sku", code] = fault
    return found


def gtin_fault(code: str) -> str | None:
    """What is wrong with a code that looks like a GTIN, as a next step; None where it is none or is sound."""
    if not (code.isascii() and code.isdigit() and 8 <= len(code) <= 14):
        return None
    try:
        read_gtin(code)
    except Refusal as refusal:
        return f"{refusal.what} {refusal.next_step}"
    return None


def _near(session: Session, query: str, column: str, codes: Sequence[str]) -> Mapping[str, str]:
    asked = list(dict.fromkeys(codes))[:MOST]
    if not asked:
        return {}
    warehouse = {} if query == "near_skus" else {"warehouse": session.warehouse.warehouse_id}
    candidates: dict[str, list[str]] = {}
    for row in session.door.query(query, texts=asked, deadline=20, **warehouse):
        candidates.setdefault(row.text, []).append(str(getattr(row, column)))
    said = {}
    for code, known in candidates.items():
        by_small = {one.casefold(): one for one in known}
        near = get_close_matches(code.casefold(), by_small, n=3, cutoff=0.6)
        if near:
            said[code] = f"Did you mean {' or '.join(by_small[one] for one in near)}?"
    return said
