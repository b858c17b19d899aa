"""The address of a single bin of a rack: as the pattern spells it, or one of its own."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.addresses import borne_by, names_of, well_formed
from app.layout.edits import rename_bins
from app.layout.elements import Rack
from app.layout.racking import ElementId, SlotKey
from app.layout.slots import slot_keys
from app.ui.layout.fields import Add, ChoiceField, LineField, Set, in_rows
from app.ui.layout.session import EditSession
from app.ui.theme import Theme

ILL_FORMED = "Use 1 to 40 letters, digits, dots, dashes and underscores."


class BinNames(QWidget):
    """Which bin of a level of a bay, and its own address; emptied, the bin returns to the pattern. refused: a Refusal.
    Not there while the pattern of the rack cannot be read."""

    refused = Signal(object)

    def __init__(self, theme: Theme, session: EditSession, may_edit: bool) -> None:
        super().__init__()
        self._session = session
        self._rack: ElementId | None = None
        self._keys: tuple[SlotKey, ...] = ()
        self._key: SlotKey | None = None
        self.bin = ChoiceField(theme, "Bin")
        self.own = LineField(theme, "Address of its own", code=True)
        self.own.setEnabled(may_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(in_rows([self.bin, self.own], 2))
        self.bin.entered.connect(self._choose)
        self.own.entered.connect(self._rename)
        self.hide()

    def show_cell(self, rack: Rack | None, bay: int = 0, level: int = 0) -> None:
        """The bins of a level of bays[bay]; hidden for no rack, and where there is no bin."""
        keys: tuple[SlotKey, ...] = ()
        if rack is not None and borne_by(rack, self._session.document.find):
            keys = tuple(key for key in slot_keys(rack) if key[:2] == (bay + rack.first_bay, level))
        self.setVisible(bool(keys))
        self._rack, self._keys = (rack.id if rack is not None else None), keys
        if rack is None or not keys:
            return
        if self._key not in keys:
            self._key = keys[0]
        find = self._session.document.find
        self.bin.set_options(list(zip(keys, names_of(rack, find, keys), strict=True)))
        self.bin.show_values([self._key])
        self.own.show_values([dict(rack.names).get(self._key, "")])
        self.own.edit.setPlaceholderText(names_of(replace(rack, names=()), find, [self._key])[0])

    def _choose(self, entry: Set) -> None:
        self._key = entry.value
        self._again()

    def _rename(self, entry: Set | Add) -> None:
        name = str(entry.value) if isinstance(entry, Set) else ""
        document = self._session.document
        if self._rack is None or self._key is None or document.editing is not None:
            return
        if name and not well_formed(name):
            self.own.set_error(True)
            self.refused.emit(Refusal("layout", f"“{name[:40]}” cannot be an address.", ILL_FORMED))
            return
        self.own.set_error(False)
        now = names_of(document.get(self._rack, Rack), document.find, [self._key])[0]
        with document.transaction(f"Name bin {now} {name}" if name else f"Return bin {now} to its pattern"):
            rename_bins(document, self._rack, {self._key: name})
        self._again()

    def _again(self) -> None:
        rack = self._session.document.find(self._rack) if self._rack is not None else None
        if isinstance(rack, Rack) and self._key is not None:
            self.show_cell(rack, self._key[0] - rack.first_bay, self._key[1])
