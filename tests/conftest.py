"""The order in which files begin: the long ones first, so that no worker is alone with one of them at the end."""

# Longest first; tests/architecture/test_order.py sees that they exist. Whoever finds another file among the slowest in
# the summary of a run adds it here.
FIRST = (
    "gui/test_shots.py",
    "gui/test_shots_other_half.py",
    "db/model/test_mutations.py",
    "stories/test_demo.py",
    "stories/test_demo_day.py",
    "db/test_embedded_crash.py",
    "db/test_embedded.py",
    "unit/optimise/slotting/test_slotting_search.py",
    "db/chaos/test_chaos.py",
    "db/model/test_model.py",
    "stories/test_demo_command.py",
    "stories/control_room/test_opening.py",
    "db/test_explorer.py",
    "unit/services/demo_data/test_demo_stocking.py",
    "daemon/test_daemon_beside.py",
    "db/test_embedded_cli.py",
    "db/test_batches.py",
    "gui/layout_files/test_plan_out_panel.py",
)


def pytest_collection_modifyitems(items):
    """Sort by file; inside a file nothing changes. xdist hands them out in this order (--no-loadscope-reorder)."""
    place = {f"tests/{name}": number for number, name in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))
