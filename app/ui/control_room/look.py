"""How a plan is looked at, as a value that can be kept: read off a plan, and shown on one."""

from collections.abc import Callable
from dataclasses import replace

from app.heat.grid import Aggregate
from app.heat.metrics import METRICS, metric_of
from app.heat.tables import KINDS
from app.services.plan_views import Look
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_filter import PlanFilter


def look_of(plan: PlanDesk, panels: tuple[str, ...] = ()) -> Look:
    """What a plan shows now. A set of bins that cannot be found again is left out."""
    view, chosen = plan.pane.view, plan.filter
    picture = view.picture
    zones = picture.plan.zones
    codes = tuple(code for id_, code in zip(zones.ids.tolist(), zones.codes, strict=True) if id_ in chosen.zones)
    return Look(
        picture.metric.key,
        picture.aggregate,
        tuple(sorted(codes)),
        tuple(sorted(chosen.kinds)),
        chosen.held,
        chosen.within,
        chosen.text.strip(),
        chosen.places.source if chosen.places is not None else (),
        view.camera.kept,
        (*panels, *(("elevation",) if not plan.rack.isHidden() else ())),
    )


def show_look(plan: PlanDesk, look: Look, find: Callable[[tuple[str, ...]], object], *, fly: bool = True) -> None:
    """Show a plan that way. find: finds a set of bins again and filters to it. fly: go there, do not stand there at
    once. A metric, zone or kind that is not known any more is passed over."""
    view = plan.pane.view
    if look.metric in {metric.key for metric in METRICS}:
        plan.show_metric(metric_of(look.metric))
    plan.show_aggregate(_aggregate(look.aggregate))
    plan.show_filter(filter_of(plan, look))
    if look.search:
        find(look.search)
    if ("elevation" in look.panels) == plan.rack.isHidden():
        plan.toggle_rack()
    if look.box is None or not fly:
        view.fit(look.box)
    else:
        view.pilot.fly(view.camera.fitting(look.box), view.theme.motion("fly_to"), 0)


def filter_of(plan: PlanDesk, look: Look) -> PlanFilter:
    """The filter of a look on this plan, without its set of bins."""
    zones = plan.pane.view.picture.plan.zones
    ids = frozenset(id_ for id_, code in zip(zones.ids.tolist(), zones.codes, strict=True) if code in look.zones)
    kinds = frozenset(kind for kind in look.kinds if kind in KINDS)
    return PlanFilter(ids, kinds, look.held, look.within, None, look.text)


def same_look(one: Look, other: Look) -> bool:
    """Whether two looks show the same things; where one stands and which panels are open is left aside."""
    return replace(one, box=None, panels=()) == replace(other, box=None, panels=())


def _aggregate(said: str | int) -> Aggregate:
    if isinstance(said, int):
        return said
    found: dict[str, Aggregate] = {"worst": "worst", "mean": "mean", "best": "best"}
    return found.get(said, "worst")
