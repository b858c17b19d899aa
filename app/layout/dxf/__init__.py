"""Drawings of other programs as elements of a layout: shapes by layer, a mapping, a proposal that is shown first."""
