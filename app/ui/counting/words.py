"""What is said on the counting page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.services.corrections import Limit
from app.ui.tables import StatusCell

EN_DASH = "–"
KINDS = {
    "abc": "By ABC class",
    "turnover": "Busiest bins",
    "accuracy": "Bins counted wrong",
    "zero": "Emptied bins",
    "demand": "On demand",
    "import": "Counted elsewhere",
}
VERBS = {"adjust": "adjust", "scrap": "scrap"}
FLAGS = {
    "out": "beyond tolerance",
    "reserved": "less than reserved",
    "moved": "moved meanwhile",
    "mixed": "several records",
    "unit": "unit booked elsewhere",
    "lot": "lot not known",
    "disagree": "the counts disagree",
    "refused": "refused as it was posted",
}


def plain(quantity: Decimal | int | None) -> str:
    """A quantity without idle zeros, thousands in groups; None is not known."""
    if quantity is None:
        return EN_DASH
    text = f"{Decimal(quantity):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(quantity: Decimal | None) -> str:
    """A difference with its sign; 0 without."""
    if not quantity:
        return plain(quantity)
    return f"{'+' if quantity > 0 else '−'}{plain(abs(quantity))}"


def money(value: Decimal | None) -> str:
    """A signed value with two decimals; None where an article has none."""
    if value is None:
        return EN_DASH
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{abs(value):,.2f}"


def plain_money(value: Decimal | None) -> str:
    """A value without a sign."""
    return EN_DASH if value is None else f"{abs(value):,.2f}"


def limit_words(limits: Iterable[Limit]) -> str:
    """What this person may correct alone: "You may adjust up to 100 pieces worth 500.00 alone; scrap without limit"."""
    said = []
    for limit in limits:
        if limit.kind not in VERBS:
            continue
        most = [f"{plain(limit.quantity)} pieces"] if limit.quantity is not None else []
        most += [f"a value of {plain_money(limit.value)}"] if limit.value is not None else []
        said.append(f"{VERBS[limit.kind]} {'up to ' + ' and '.join(most) if most else 'without limit'}")
    return f"Alone you may {'; '.join(said)}." if said else "Your role corrects nothing alone."


def share(value: Decimal | None) -> str:
    """A share in percent with one decimal, never rounded up to all."""
    if value is None:
        return EN_DASH
    percent = value * 100
    shown = percent.quantize(Decimal("0.1"))
    return f"{Decimal('99.9') if shown == 100 and percent < 100 else shown} %"


def bins(number: int) -> str:
    """1 bin, 12 bins."""
    return "1 bin" if number == 1 else f"{number:,} bins"


def flags(found: Iterable[str]) -> str:
    """Why a person must look."""
    given = list(found)
    words = ", ".join(FLAGS.get(flag, flag) for flag in given if flag != "out" or len(given) == 1)
    return words[:1].upper() + words[1:] if words else "Within tolerance"


def state_of(row: Any) -> StatusCell:
    """Where a bin's count stands."""
    if row.counting:
        again = " again" if row.state == "recount" else ""
        return StatusCell(f"Being counted{again}", flow="picking")
    return {
        "open": StatusCell("To count", flow="created"),
        "recount": StatusCell("To count again", flow="released"),
        "counted": StatusCell("To approve", flow="picked"),
        "review": StatusCell("To review", "warn"),
        "approved": StatusCell("Ready to post", flow="packed"),
        "posted": StatusCell("Done", flow="shipped"),
    }.get(row.state, StatusCell("Taken off", flow="cancelled"))


def next_run(row: Any) -> str:
    """When a plan runs next."""
    if row.ended:
        return "ended"
    return f"{row.next_on:%d %b}" if row.next_on is not None else "once"
