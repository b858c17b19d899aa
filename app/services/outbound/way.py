"""An order's way through the house: the wave it went with, the carts its picks are on, who has them; and back."""

from dataclasses import dataclass
from typing import Any

from app.services.session import Session


@dataclass(frozen=True, slots=True)
class Leg:
    """Picks of an order on one cart, or on none (cart None). people: who has them or did them; wave None: streamed."""

    cart: int | None
    wave_id: int | None
    wave: str | None
    mode: str | None
    zone: str | None
    tasks: int
    done: int
    exceptions: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Of orders of one warehouse; raises Refusal, Fault or Unreachable. Blocking."""

    session: Session

    def of(self, order_id: int) -> tuple[Leg, ...]:
        """Its legs, by cart; none where nothing of it was released."""
        return tuple(map(_leg, self._read("order_way", order_id=order_id)))

    def on_cart(self, cart: int) -> tuple[int, ...]:
        """The orders on a cart."""
        return tuple(int(row.order_id) for row in self._read("orders_of_cart", cart=cart))

    def _read(self, name: str, **more: Any) -> Any:
        return self.session.door.query(name, warehouse=self.session.warehouse.warehouse_id, **more)


def _leg(row: Any) -> Leg:
    return Leg(
        row.batch_id, row.wave_id, row.wave, row.mode, row.zone, row.tasks, row.done, row.exceptions,
        tuple(row.people or ()),
    )  # fmt: skip
