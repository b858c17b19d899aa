"""The plans under the floors of a warehouse, as they are kept for all its planners."""

import base64
from dataclasses import dataclass
from typing import Protocol

from app.domain.ids import new_op
from app.layout.racking import ElementId
from app.layout.underlay import Placing
from app.services.session import Session
from db.posting.underlay import drop_underlay, put_underlay


@dataclass(frozen=True, slots=True)
class Underlay:
    """How a plan lies under a floor. opacity: 0 to 1; locked: not to be moved by hand."""

    floor: ElementId
    name: str
    placing: Placing
    opacity: float = 0.4
    locked: bool = False


class UnderlayStore(Protocol):
    """Where they are kept. Blocking: worker threads only; each may raise Refusal or Unreachable."""

    def all(self) -> tuple[Underlay, ...]:
        """All of the warehouse, without pictures."""

    def picture(self, floor: ElementId) -> bytes | None:
        """The PNG or JPEG under a floor; None where there is none any more."""

    def keep(self, underlay: Underlay, picture: bytes | None) -> None:
        """Keep it; picture None: as it was, placed otherwise. Refusal WM404 where somebody took it away meanwhile."""

    def drop(self, floor: ElementId) -> None:
        """Take it away; none there is well, too."""


@dataclass(frozen=True, slots=True)
class Underlays:
    """`UnderlayStore` over the database."""

    session: Session

    def all(self) -> tuple[Underlay, ...]:
        """All of the warehouse; one whose placing cannot be read lies as a new one."""
        rows = self.session.door.query("layout_underlays", warehouse=self.session.warehouse.warehouse_id)
        return tuple(_underlay(row.floor_id, row.name, row.lying) for row in rows)

    def picture(self, floor: ElementId) -> bytes | None:
        """The picture under a floor."""
        at = self.session.warehouse.warehouse_id
        rows = self.session.door.query("underlay_picture", warehouse=at, floor=floor)
        return bytes(rows[0].picture) if rows else None

    def keep(self, underlay: Underlay, picture: bytes | None) -> None:
        """Keep it for all planners."""
        placing = underlay.placing
        put_underlay(
            self.session.door,
            op=new_op(),
            warehouse=self.session.warehouse.warehouse_id,
            floor=underlay.floor,
            name=underlay.name[:200],
            placing={
                "scale": placing.scale, "angle": placing.angle, "x": placing.x, "y": placing.y,
                "opacity": underlay.opacity, "locked": underlay.locked,
            },
            picture=None if picture is None else base64.b64encode(picture).decode(),
        )  # fmt: skip

    def drop(self, floor: ElementId) -> None:
        """Take it away."""
        drop_underlay(self.session.door, op=new_op(), warehouse=self.session.warehouse.warehouse_id, floor=floor)


def _underlay(floor: str, name: str, lying: dict[str, object]) -> Underlay:
    def number(key: str, usual: float) -> float:
        value = lying.get(key, usual)
        return float(value) if isinstance(value, (int, float)) else usual

    placing = Placing(number("scale", 10.0), number("angle", 0.0), number("x", 0.0), number("y", 0.0))
    opacity = min(1.0, max(0.0, number("opacity", 0.4)))
    return Underlay(ElementId(floor), name, placing, opacity, lying.get("locked") is True)
