"""How work is said on the board."""

from datetime import datetime, tzinfo

from app.services.tasks.estimate import Effect
from app.services.tasks.kinds import Piece, Rates, Worker

EN_DASH = "–"
KIND_WORDS = {"pick": "Pick", "replenish": "Refill", "putaway": "Put away", "move": "Move"}
MODES = {"discrete": "order", "batch": "batch", "cluster": "cart", "zone": "zone"}
FLOWS = {"ready": "released", "later": "created", "held": "held", "claimed": "reserved", "started": "picking"}


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 line", "12 lines"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def title_of(piece: Piece) -> str:
    """What it is called: the tour, the order, or where it goes."""
    if piece.batch_id is not None:
        return f"{piece.wave or 'Tour'} · {piece.batch_id}"
    if piece.kind == "pick":
        return piece.order_number or "Pick"
    if piece.to_code and len(piece.tasks) == 1:
        return f"{KIND_WORDS[piece.kind]} {piece.to_code}"
    return f"{KIND_WORDS[piece.kind]} {counted(len(piece.tasks), 'task')}"


def content_of(piece: Piece) -> str:
    """What there is to do, in one line."""
    if piece.kind == "pick":
        parts = [counted(piece.left, "line")]
        if piece.orders > 1:
            parts.append(counted(piece.orders, "order"))
        if piece.batch_mode:
            parts.append(MODES[piece.batch_mode])
        if piece.metres:
            parts.append(f"{piece.metres:,.0f} m")
        elif piece.zones:
            parts.append(f"zone {', '.join(piece.zones[:3])}")
        return " · ".join(parts)
    if piece.from_code and len(piece.tasks) == 1:
        if piece.quantity is None:  # all that lies on a handling unit
            return f"{piece.sku or 'A whole unit'} from {piece.from_code}"
        return f"{piece.quantity:,.0f} × {piece.sku or 'goods'} from {piece.from_code}"
    return counted(len(piece.tasks), "task")


def flow_of(piece: Piece) -> str:
    """The pie that says how far it is."""
    return "picking" if piece.done and piece.state == "claimed" else FLOWS[piece.state]


def clock(moment: datetime | None, zone: tzinfo) -> str:
    """A time of day of the warehouse; empty where there is none."""
    return "" if moment is None else f"{moment.astimezone(zone):%H:%M}"


def initials(name: str) -> str:
    """ "Piet Picker" -> "PP"."""
    parts = [part for part in name.replace(".", " ").split() if part]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts[:1])).upper() or "?"


def span(minutes: float) -> str:
    """ "4 min", "1 h 20 min"."""
    whole = max(0, round(minutes))
    return (
        f"{whole} min" if whole < 60 else f"{whole // 60} h {whole % 60:02} min" if whole % 60 else f"{whole // 60} h"
    )


def effect_words(effect: Effect | None, zone: tzinfo) -> str:
    """What happens on the drop, before it."""
    if effect is None:
        return "Free to claim: whoever comes next takes it"
    change = f"{effect.person}: {span(effect.before)} → {span(effect.after)}, done {clock(effect.done_at, zone)}"
    if effect.spare is None:
        return change
    return f"{change}, {span(-effect.spare)} late" if effect.late else f"{change}, {span(effect.spare)} to spare"


def load_words(worker: Worker, minutes: float) -> str:
    """What stands beside a person's name: how much they have and how quick they are."""
    rate = f"{worker.lines_hour} / h" if worker.lines_hour else ""
    load = f"{span(minutes)}" if minutes else "nothing to do" if worker.last_at is not None else "not here yet"
    return " · ".join(part for part in (load, rate) if part)


def risk_words(rates: Rates, zone: tzinfo) -> str:
    """The forecast in one sentence."""
    if rates.misses is None:
        return "No picks in the last hour: no forecast"
    if not rates.misses:
        return "At this rate every order makes its cut-off"
    when = f" {clock(rates.first_miss, zone)}" if rates.first_miss is not None else " their cut-off"
    return f"At this rate {counted(rates.misses, 'order')} {'misses' if rates.misses == 1 else 'miss'}{when}"


def why_words(piece: Piece, zone: tzinfo) -> str:
    """Why a refill is there and why now; empty for other work."""
    why = piece.why or {}
    if piece.kind != "replenish" or "mode" not in why:
        return ""
    reason = {
        "min": f"{_plain(why.get('free'))} free on the face, least {_plain(why.get('min'))}",
        "order": f"{counted(int(why.get('lines') or 0), 'line')} waiting for {_plain(why.get('waiting'))}",
        "called": "called by somebody at the face",
    }[str(why["mode"])]
    return f"Refill because {reason}; from {why.get('from', 'reserve')}, first to expire and oldest."


def _plain(value: object) -> str:
    return EN_DASH if value is None else f"{float(str(value)):,.6g}"
