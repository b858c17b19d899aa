"""Figures and facts of a drawing in field words."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from app.layout.checks import LiveChecks
from app.layout.diff import LayoutDiff
from app.layout.elements import Aisle, Rack
from app.layout.table import Layout
from app.services.layout import Draft, Version
from app.ui.layout.facts import KIND_WORDS
from app.ui.layout.session import LAYER_OF, LayerName

RULES: Mapping[str, str] = MappingProxyType({
    "overlap": "Two things share floor", "code": "Code stands twice", "address": "Address cannot stand",
    "unreachable": "Bins nobody reaches", "narrow": "Aisle too narrow", "capacity": "Capacity that cannot be",
    "sequence": "Bins outside the pick walk",
})  # fmt: skip
"""What a finding is about, by its check."""

PASSED: Mapping[str, str] = MappingProxyType({
    "address": "No two bins share an address", "overlap": "Nothing overlaps", "unreachable": "Every bin is reached",
    "narrow": "Aisles fit their trucks", "capacity": "Capacities can be kept", "sequence": "All bins are on the walk",
    "code": "Codes are their own",
})  # fmt: skip

LAYER_WORDS: Mapping[LayerName, str] = MappingProxyType({
    "racks": "Bins and racks", "zones": "Zones", "aisles": "Aisles and travel graph", "places": "Docks and stations",
    "walls": "Walls and pillars", "captions": "Words on the plan", "overlays": "Overlays", "underlay": "Underlay",
})  # fmt: skip
"""In the order of the panel."""


def count(number: int, one: str, many: str) -> str:
    """ "1 bin", "448 bins"."""
    return f"{number:,} {one if number == 1 else many}"


def bins(number: int) -> str:
    """Bins in words."""
    return count(number, "bin", "bins")


def number_of(layout: Layout, live: LiveChecks, check: str) -> str:
    """How much a rule was held against, where it is well."""
    racks, aisles = len(layout.of(Rack)), len(layout.of(Aisle))
    return {
        "address": count(len(live.addresses), "address", "addresses"), "overlap": count(racks, "rack", "racks"),
        "unreachable": count(aisles, "aisle", "aisles"), "narrow": count(aisles, "aisle", "aisles"),
    }.get(check, "")  # fmt: skip


def in_layer(layout: Layout, layer: LayerName) -> int:
    """How many elements lie in a layer."""
    return sum(LAYER_OF.get(element.kind) == layer for element in layout.elements.values())


def added(difference: LayoutDiff) -> str:
    """ "8 racks, 448 bins": what came; empty for nothing."""
    new = [change.element.kind for change in difference.elements if change.before is None]
    racks = new.count("rack")
    others = len(new) - racks - new.count("floor")
    parts = [count(racks, "rack", "racks")] if racks else []
    if difference.added:
        parts.append(bins(len(difference.added)))
    if not parts and others:
        parts.append(count(others, "thing", "things"))
    return ", ".join(parts)


def altered(difference: LayoutDiff) -> str:
    """What moved or was renamed or changed otherwise; empty for nothing."""
    parts = []
    if difference.moved:
        parts.append(f"{len(difference.moved):,} moved")
    if difference.renamed:
        parts.append(f"{len(difference.renamed):,} renamed")
    if not parts:
        changed = sum(c.before is not None and c.after is not None for c in difference.elements)
        parts = [f"{changed:,} changed"] if changed else []
    return ", ".join(parts)


def removed(difference: LayoutDiff) -> str:
    """What goes; empty for nothing."""
    if difference.removed:
        return bins(len(difference.removed))
    gone = sum(change.after is None for change in difference.elements)
    return count(gone, "thing", "things") if gone else ""


def ago(then: datetime, now: datetime) -> str:
    """ "4 s ago", "12 min ago", "3 h ago", "5 days ago"."""
    seconds = max(0, round((now - then).total_seconds()))
    for size, word in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {'day' if word == 'days' and number == 1 else word} ago"
    return f"{seconds} s ago"


def base_words(no: int) -> str:
    """What a drawing is based on."""
    return f"from published v{no}" if no else "nothing was published before"


def state_words(draft: Draft) -> str:
    """A draft's state for its chip."""
    return {
        "draft": f"Draft {draft.draft_id}", "review": f"Draft {draft.draft_id} · in review",
        "approved": f"Draft {draft.draft_id} · approved", "published": "Published",
    }[draft.state]  # fmt: skip


def review_words(draft: Draft) -> str:
    """What was said about a draft: by whoever asked for its review, and by whoever looked; empty for nothing."""
    asked = f"{draft.saved_by} asked for a review" if draft.state == "review" else ""
    if asked and draft.note:
        asked += f": “{draft.note}”"
    looked = ""
    if draft.state == "approved":
        looked = f"Approved by {draft.reviewer or 'somebody else'}"
    elif draft.state == "draft" and (draft.reviewer or draft.review_note):
        looked = f"Sent back by {draft.reviewer}" if draft.reviewer else "Sent back before"
    if looked and draft.review_note:
        looked += f": “{draft.review_note}”"
    return asked or looked


def draft_words(draft: Draft, now: datetime) -> str:
    """All about a draft in the list of drafts."""
    begun = f"from v{draft.base}" if draft.base else "the first layout"
    parts = [f"{state_words(draft)}, {begun}, saved {ago(draft.saved_at, now)} by {draft.saved_by}"]
    if draft.author != draft.saved_by:
        parts.append(f"begun by {draft.author}")
    if draft.restores:
        parts.append(f"draws version {draft.restores} again")
    if draft.stale:
        parts.append("the plan changed since")
    return " · ".join([*parts, *([said] if (said := review_words(draft)) else [])])


def version_words(version: Version, zone: tzinfo) -> str:
    """A line about a version: when and by whom."""
    return f"{version.published_at.astimezone(zone):%d %b %Y %H:%M} · {version.publisher}"


def kind_words(kind: str, number: int) -> str:
    """ "3 racks"."""
    return f"{number:,} {KIND_WORDS[kind][number != 1]}"


TOLD = ("hazard_classes", "speed", "truck_speed")
"""Fields whose values are told where they differ: nothing on the plan shows them."""


def value_words(value: float | tuple[str, ...] | None) -> str:
    """The value of such a field; speeds in mm/s."""
    if value is None:
        return "not set"
    return (", ".join(value) or "none") if isinstance(value, tuple) else f"{value / 1_000:g} m/s"
