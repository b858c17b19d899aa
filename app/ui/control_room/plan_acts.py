"""What the commands on the plan do: elevation, levels, saved views, windows, export, counts."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.domain.errors import Fault, Refusal
from app.heat.grid import Aggregate
from app.ui.control_room.desk import Desk
from app.ui.control_room.drill import Drill
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_export import PlanExport
from app.ui.control_room.viewing import Viewing
from app.ui.control_room.windows import Windows
from app.ui.shell.parts import Shell

MOST_COUNTED = 5000


class PagePlanActs:
    """PlanActs (app.commands.plan) over the parts of one page."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        plan: PlanDesk,
        drill: Drill,
        viewing: Viewing,
        windows: Windows,
        export: PlanExport,
    ) -> None:
        self._shell, self._desk = shell, desk
        self._plan, self._drill = plan, drill
        self._viewing, self._windows, self._export = viewing, windows, export
        shell.context.set("control_room.may_count", desk.count is not None)

    def show_elevation(self) -> None:
        self._plan.toggle_rack()

    def step_rack(self, by: int) -> None:
        if self._plan.rack.isHidden():
            self._plan.rack.open_pane()
        else:
            self._plan.rack.step(by)

    def flip_rack(self) -> None:
        if self._plan.rack.isHidden():
            self._plan.rack.open_pane()
        self._plan.rack.flip()

    def show_levels(self, which: str) -> None:
        found: dict[str, Aggregate] = {"worst": "worst", "mean": "mean", "best": "best"}
        self._plan.show_aggregate(found[which])

    def ask_views(self) -> None:
        self._viewing.toggle()

    def ask_name(self) -> None:
        self._viewing.panel.open_panel(naming=True)

    def tear_off(self) -> None:
        self._windows.tear_plan(self._viewing.look)

    def tear_off_panel(self) -> None:
        self._drill.tear_off()

    def start_rotation(self) -> None:
        self._windows.start_wall()

    def export(self) -> None:
        self._export.ask()

    def count_chosen(self) -> None:
        """The bins of the band, else the one that is open, else the current one."""
        picture, chosen = self._plan.pane.view.picture, self._plan.pane.view.choice
        cells = chosen.chosen.cells
        at = self._drill.at
        if len(cells):
            ids = picture.plan.locations.ids[picture.grid.locations_of(np.asarray(cells, np.int64))].tolist()
        elif at is not None and at.kind == "bin":
            ids = [at.id]
        else:
            ids = [chosen.location_id] if chosen.location_id is not None else []
        self.count(ids)

    def count(self, location_ids: list[int]) -> None:
        """Put bins on the count list; says how many are on it now."""
        if self._desk.count is None:
            return
        if not 0 < len(location_ids) <= MOST_COUNTED:
            what = f"{len(location_ids):,} bins are too many for one list." if location_ids else "No bin is chosen."
            self._refuse(Refusal("count", what, "Choose bins on the plan, with Shift and the mouse for many."))
            return
        job = self._desk.jobs.run(self._desk.count, location_ids, owner=self._plan)
        job.then(self._counted).on_refusal(self._refuse).on_fault(self._fail)

    def _counted(self, answer: Mapping[str, Any]) -> None:
        made, already = int(answer.get("counts", 0)), int(answer.get("already", 0))
        said = []
        if made:
            said.append("1 bin is on the count list." if made == 1 else f"{made:,} bins are on the count list.")
        if already:
            said.append("1 was on it already." if already == 1 else f"{already:,} were on it already.")
        self._shell.toast(" ".join(said) or "Nothing is left to be counted there.")

    def _refuse(self, refusal: Refusal) -> None:
        self._shell.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
