"""News of other threads: all of it, in order, a frame at a time, and nothing ticks between."""

import threading

from PySide6.QtCore import QTimer

from app.ui.bridge import Bridge


def test_what_threads_push_arrives_once_in_order_and_in_few_lists(qtbot):
    bridge, lists = Bridge(frame_ms=20), []
    bridge.arrived.connect(lists.append)

    def work(name):
        for number in range(1000):
            bridge.push((name, number))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: sum(map(len, lists)) == 3000)
    for name in "abc":
        assert [number for items in lists for who, number in items if who == name] == list(range(1000))
    assert len(lists) < 30


def test_it_rests_while_nothing_comes_and_wakes_again(qtbot):
    bridge, lists = Bridge(frame_ms=5), []
    bridge.arrived.connect(lists.append)
    bridge.push(1)
    qtbot.waitUntil(lambda: lists == [[1]])
    assert not any(timer.isActive() for timer in bridge.findChildren(QTimer))
    bridge.push(2)
    qtbot.waitUntil(lambda: lists == [[1], [2]])
