"""The panel for what leaves the editor and comes into it: plan, labels, files; one long job at a time."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.errors import Refusal
from app.layout.dxf.found import Drawing
from app.layout.lists import FoundList
from app.ui.layout.dock import SidePanel
from app.ui.layout.panels import Around
from app.ui.layout.plan_out.file_form import FileForm
from app.ui.layout.plan_out.import_form import ImportForm
from app.ui.layout.plan_out.label_form import LabelForm
from app.ui.layout.plan_out.list_form import ListForm
from app.ui.layout.plan_out.plan_form import PlanForm
from app.ui.layout.plan_out.work import Work
from app.ui.widgets.messages import InlineError
from app.ui.widgets.segmented import Option, Segmented

TABS = (
    Option("plan", "Plan", "The floor on paper, to scale"),
    Option("labels", "Labels", "Labels for the bins"),
    Option("files", "Files", "Drawings and tables, out and in"),
)


class PlanOutPanel(SidePanel):
    """Three forms, and the layers of a drawing or the columns of a list that is being taken over."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Import, export, labels")
        theme = self.theme
        self.tabs = Segmented(theme, "What to export", TABS, "plan")
        self.work = Work(theme, around.desk.jobs)
        self.error = InlineError(theme)
        self.plan = PlanForm(around, self.work, self._refuse)
        self.labels = LabelForm(around, self.work, self._refuse)
        self.files = FileForm(around, self.work, self._refuse)
        self.importing = ImportForm(around, self.work, self._refuse)
        self.listing = ListForm(around, self.work, self._refuse)
        self._guests: tuple[ImportForm | ListForm, ...] = (self.importing, self.listing)
        self._forms: dict[str, PlanForm | LabelForm | FileForm] = {
            "plan": self.plan,
            "labels": self.labels,
            "files": self.files,
        }
        self._stack = QStackedWidget()
        for form in (*self._forms.values(), *self._guests):
            self._stack.addWidget(form)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self._stack, 1)
        self.add_to_foot(self.error)
        self.add_to_foot(self.work)
        acts = [act for form in self._guests for act in (form.act, form.drop)]
        self.add_acts(self.plan.save, self.labels.act, self.files.save, self.files.open, *acts)
        self.tabs.chosen.connect(self.show_tab)
        self.files.found.connect(self.take_over)
        self.files.listed.connect(self.take_list)
        for guest in self._guests:
            guest.left.connect(lambda: self.show_tab("files"))
        self.work.refused.connect(self._refuse)
        self.work.changed.connect(self._show_acts)
        around.session.opened.connect(self._begin_again)
        self.show_tab("plan")

    def show_tab(self, id_: str) -> None:
        """Show a form, as things are now."""
        self.error.clear()
        self.tabs.choose(id_)
        form = self._forms[id_]
        self._show(form)
        form.begin()

    def take_over(self, drawing: Drawing) -> None:
        """Show the layers of a drawing of another program."""
        self.error.clear()
        self._show(self.importing)
        self.importing.show_drawing(drawing)

    def take_list(self, file: Path, found: FoundList) -> None:
        """Show the columns of a list of locations."""
        self.error.clear()
        self._show(self.listing)
        self.listing.show_list(file, found)

    def end(self) -> None:
        """Stop what runs."""
        self.work.stop()

    def _show(self, form: QWidget) -> None:
        self._stack.setCurrentWidget(form)
        # the stack is as high as the form that is shown, not as the highest of them
        for widget in (*self._forms.values(), *self._guests):
            policy = widget.sizePolicy()
            policy.setVerticalPolicy(policy.Policy.Preferred if widget is form else policy.Policy.Ignored)
            widget.setSizePolicy(policy)
        self._show_acts()

    def _show_acts(self) -> None:
        now, running = self._stack.currentWidget(), self.work.running
        self.tabs.setVisible(now not in self._guests)
        for form, acts in (
            (self.plan, [self.plan.save]), (self.labels, [self.labels.act]),
            (self.files, [self.files.save, self.files.open]),
            *((guest, [guest.act, guest.drop]) for guest in self._guests),
        ):  # fmt: skip
            for act in acts:
                act.setVisible(now is form)
        for act in (self.plan.save, self.labels.act, self.files.save):
            act.setEnabled(not running)

    def _begin_again(self) -> None:
        for id_, form in self._forms.items():
            if self._stack.currentWidget() is form:
                self.show_tab(id_)

    def _refuse(self, refusal: Refusal) -> None:
        self.error.show_refusal(refusal)


def make(around: Around) -> QWidget:
    """The panel."""
    return PlanOutPanel(around)
