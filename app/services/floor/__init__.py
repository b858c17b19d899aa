"""The floor of one warehouse: what is drawn and published, and what is in its bins.

The published drawing with its travel graph is in `app.services.floor.published`, which is loaded by those who walk."""

from app.services.floor.facts import Content, load_plan, read_contents, read_facts, read_layout_no

__all__ = ["Content", "load_plan", "read_contents", "read_facts", "read_layout_no"]
