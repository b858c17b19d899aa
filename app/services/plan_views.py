"""Saved views of the plan: what it is coloured by, what is dimmed, where one looks, which panels stand; with a name.

They are kept in the database, a person's own; a view may be shared with everybody, or with those who have one of the
roles of whoever saved it. Zones and places are kept by code, so that a view outlives a new layout.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.domain.ids import new_op
from app.services.session import Session
from db.posting.views import drop_view, save_view

WORKSPACE = "control_room"
VERSION = 1
DWELLS = (0, 10, 20, 30, 60, 120)  # s; 0: the view takes no part in the rotation
Box = tuple[float, float, float, float]
Share = Literal["mine", "role", "all"]


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at the plan. aggregate: "worst", "mean", "best" or the number of a level from 0; zones: codes;
    within: days to the earliest expiry; search: a set of bins that is found again each time, as a kind and what it is
    about ("product", "17", "40-2217"); box: the part of the floor in the window (m), None: all of it; panels: "dock",
    "elevation"."""

    metric: str = "fill"
    aggregate: str | int = "worst"
    zones: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    held: bool = False
    within: int | None = None
    text: str = ""
    search: tuple[str, ...] = ()
    box: Box | None = None
    panels: tuple[str, ...] = ("dock",)

    def content(self) -> dict[str, Any]:
        """As it is kept; fields that say nothing are left out."""
        kept: dict[str, Any] = {"version": VERSION, "metric": self.metric, "aggregate": self.aggregate}
        for name in ("zones", "kinds", "search"):
            if getattr(self, name):
                kept[name] = list(getattr(self, name))
        kept |= {name: getattr(self, name) for name in ("held", "within", "text") if getattr(self, name)}
        if self.box is not None:
            kept["box"] = [round(number, 2) for number in self.box]
        return {**kept, "panels": list(self.panels)}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Look":
        """What was kept, whoever wrote it: a field that cannot be read is as if it had not been said."""
        aggregate = content.get("aggregate", "worst")
        known = isinstance(aggregate, int) and not isinstance(aggregate, bool) and aggregate >= 0
        within = content.get("within")
        return cls(
            str(content.get("metric", "fill")),
            aggregate if known or aggregate in ("worst", "mean", "best") else "worst",
            _texts(content.get("zones")),
            _texts(content.get("kinds")),
            content.get("held") is True,
            within if isinstance(within, int) and not isinstance(within, bool) and within > 0 else None,
            content["text"] if isinstance(content.get("text"), str) else "",
            _texts(content.get("search")),
            _box(content.get("box")),
            _texts(content.get("panels")),
        )


@dataclass(frozen=True, slots=True)
class PlanView:
    """A look with a name. share: who sees it; roles: for "role"; dwell: s in the rotation, 0 = not in it; person: whose
    it is."""

    view_id: int
    name: str
    look: Look
    share: Share = "mine"
    roles: frozenset[str] = field(default_factory=frozenset)
    dwell: int = 0
    mine: bool = True
    person: str = ""

    def content(self) -> dict[str, Any]:
        """As it is kept."""
        return {"look": self.look.content(), "roles": sorted(self.roles), "dwell": self.dwell}


@dataclass(frozen=True, slots=True)
class PlanViews:
    """Reads and keeps the views of one warehouse. Every method blocks: worker threads only."""

    session: Session

    def views(self) -> tuple[PlanView, ...]:
        """One's own by name, then those that others share with this person."""
        rows = self.session.door.query("saved_views", warehouse=self._at, workspace=WORKSPACE)
        read = (view_of(row) for row in rows)
        roles = self.session.person.roles
        return tuple(view for view in read if view.mine or not view.roles or view.roles & roles)

    def save(self, view: PlanView) -> int:
        """Keep a view under its name; one's own of that name is replaced. Its id. Refusal: no name, too large."""
        roles = self.session.person.roles if view.share == "role" else frozenset[str]()
        answer = save_view(
            self.session.door,
            op=new_op(),
            warehouse=self._at,
            workspace=WORKSPACE,
            name=view.name,
            content=replace(view, roles=roles).content(),
            shared=view.share != "mine",
        )
        return int(answer["saved_view_id"])

    def drop(self, view_id: int) -> None:
        """Delete one's own view. Refusal: somebody else's."""
        drop_view(self.session.door, op=new_op(), warehouse=self._at, view=view_id)

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def view_of(row: Any) -> PlanView:
    """A row of the query `saved_views`."""
    content = row.content if isinstance(row.content, Mapping) else {}
    look, dwell = content.get("look"), content.get("dwell")
    roles = frozenset(_texts(content.get("roles")))
    share: Share = "mine" if not row.shared else "role" if roles else "all"
    return PlanView(
        row.saved_view_id,
        row.name,
        Look.of(look if isinstance(look, Mapping) else {}),
        share,
        roles,
        min(max(dwell, 0), 3600) if isinstance(dwell, int) and not isinstance(dwell, bool) else 0,
        row.mine,
        row.person,
    )


def rotation(views: Sequence[PlanView], otherwise: int = 20) -> tuple[PlanView, ...]:
    """The views that a wall goes through: those with a time of their own; where none has one, all of them with
    `otherwise` s; where there are none, one look at each of what matters most."""
    chosen = tuple(view for view in views if view.dwell > 0)
    if chosen:
        return chosen
    if views:
        return tuple(replace(view, dwell=otherwise) for view in views)
    named = (("Picks per hour", "picks_hour"), ("Fill", "fill"), ("Days to expiry", "days_to_expiry"), ("Held", "held"))
    return tuple(PlanView(-n, name, Look(key), dwell=otherwise) for n, (name, key) in enumerate(named, start=1))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(part for part in value if isinstance(part, str)) if isinstance(value, list | tuple) else ()


def _box(value: object) -> Box | None:
    if not isinstance(value, list | tuple) or len(value) != 4:
        return None
    numbers = [float(n) for n in value if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) != 4 or not (numbers[0] < numbers[2] and numbers[1] < numbers[3]):
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]
