"""Picking by batches: what waits, taking one, the paper for sites without handhelds. Blocking: worker threads only."""

from app.services.picking.batches import MODES, OpenBatch, Picking, Sorted, Waits
from app.services.picking.paper import pick_list_pdf, pick_lists_pdf
from app.services.picking.paper_desk import EntrySheet, PaperDesk, Printed
from app.services.picking.paper_entry import PaperLine, PaperResult, PickList, enter_result, read_pick_list
from app.services.picking.substitutes import Substitute, Substitutes

__all__ = [
    "MODES",
    "EntrySheet",
    "OpenBatch",
    "PaperDesk",
    "PaperLine",
    "PaperResult",
    "PickList",
    "Picking",
    "Printed",
    "Sorted",
    "Substitute",
    "Substitutes",
    "Waits",
    "enter_result",
    "pick_list_pdf",
    "pick_lists_pdf",
    "read_pick_list",
]
