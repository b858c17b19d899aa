"""The order in which files begin: the long ones first, so that no worker is alone with one of them at the end."""

# By the seconds that they take alone, longest first; tests/architecture/test_order.py sees that they exist. Whoever
# finds another file among the slowest in the summary of a run adds it here.
FIRST = (
    "gui/test_shots.py",
    "gui/test_shots_other_half.py",
)


def pytest_collection_modifyitems(items):
    """Sort by file; inside a file nothing changes. xdist hands them out in this order (--no-loadscope-reorder)."""
    place = {f"tests/{name}": number for number, name in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))
