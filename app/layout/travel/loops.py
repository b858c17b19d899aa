"""The inner loops over the travel graph, as plain text that numba compiles: flat arrays, numbers, loops.

Shortest ways by Dijkstra (1959) with a binary heap; sight lines against boxes and walls by slab and side tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from numpy.typing import NDArray

from app.loops import fast, load_numba


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops as they run in this process."""

    name: str
    spread: Callable[..., None]
    sight: Callable[..., None]
    parts: Callable[..., None]


@cache
def loops() -> Loops:
    """Compiled where numba is installed. The first call loads numba (about half a second) and the first use compiles
    (some seconds, kept on disk): off the screen's thread, please."""
    numba = load_numba()
    if numba is None:
        return Loops("plain", spread, sight, parts)
    return Loops("numba", fast(spread, numba), fast(sight, numba), fast(parts, numba))


def spread(
    first: NDArray[Any], to: NDArray[Any], weight: NDArray[Any], far: NDArray[Any], before: NDArray[Any],
    heap_far: NDArray[Any], heap_node: NDArray[Any],
) -> None:  # fmt: skip
    """Lengths of the shortest ways. In and out: far (nodes) with the seeds' own lengths, infinite elsewhere; before
    (nodes) -1. first (nodes + 1), to, weight: edges by node. heap_*: (edges + nodes + 1) room to work in."""
    size = 0
    for node in range(len(far)):
        if far[node] < 1e300:  # sift the seed up
            at = size
            size += 1
            while at > 0 and heap_far[(at - 1) // 2] > far[node]:
                heap_far[at], heap_node[at] = heap_far[(at - 1) // 2], heap_node[(at - 1) // 2]
                at = (at - 1) // 2
            heap_far[at], heap_node[at] = far[node], node
    while size > 0:
        cost, node = heap_far[0], heap_node[0]
        size -= 1
        last_far, last_node = heap_far[size], heap_node[size]
        at = 0
        while 2 * at + 1 < size:  # sift the last down
            child = 2 * at + 1
            if child + 1 < size and heap_far[child + 1] < heap_far[child]:
                child += 1
            if heap_far[child] >= last_far:
                break
            heap_far[at], heap_node[at] = heap_far[child], heap_node[child]
            at = child
        heap_far[at], heap_node[at] = last_far, last_node
        if cost > far[node]:
            continue
        for edge in range(first[node], first[node + 1]):
            there, total = to[edge], cost + weight[edge]
            if total < far[there]:
                far[there] = total
                before[there] = node
                at = size
                size += 1
                while at > 0 and heap_far[(at - 1) // 2] > total:
                    heap_far[at], heap_node[at] = heap_far[(at - 1) // 2], heap_node[(at - 1) // 2]
                    at = (at - 1) // 2
                heap_far[at], heap_node[at] = total, there


def parts(first: NDArray[Any], to: NDArray[Any], part: NDArray[Any], stack: NDArray[Any]) -> None:
    """Which nodes hang together, edges being there both ways. In and out: part (nodes), -1 before. stack: (nodes)."""
    found = 0
    for seed in range(len(part)):
        if part[seed] >= 0:
            continue
        part[seed], stack[0], height = found, seed, 1
        while height > 0:
            height -= 1
            node = stack[height]
            for edge in range(first[node], first[node + 1]):
                if part[to[edge]] < 0:
                    part[to[edge]] = found
                    stack[height] = to[edge]
                    height += 1
        found += 1


def sight(
    here: NDArray[Any], there: NDArray[Any], boxes: NDArray[Any], walls: NDArray[Any], free: NDArray[Any]
) -> None:
    """Whether the straight walk between each row of here and there (n, 2) meets no box and no wall.

    boxes (m, 6): middle, cosine and sine of its angle, half its length and depth. walls (k, 4): both ends; touching
    an end, or beginning at a wall, is no crossing. Out: free (n,) True or False."""
    for n in range(len(here)):
        ax, ay, bx, by = here[n, 0], here[n, 1], there[n, 0], there[n, 1]
        clear = True
        for k in range(len(walls)):
            cx, cy, dx, dy = walls[k, 0], walls[k, 1], walls[k, 2], walls[k, 3]
            one = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
            two = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
            if (one < 0.0) == (two < 0.0) or one == 0.0 or two == 0.0:
                continue
            one = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
            two = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
            if (one < 0.0) != (two < 0.0) and one != 0.0 and two != 0.0:
                clear = False
                break
        m = 0
        while clear and m < len(boxes):
            c, s = boxes[m, 2], boxes[m, 3]
            px, py = ax - boxes[m, 0], ay - boxes[m, 1]
            qx, qy = bx - ax, by - ay
            u, v, du, dv = px * c + py * s, py * c - px * s, qx * c + qy * s, qy * c - qx * s
            enter, leave = 0.0, 1.0
            for p, d, half in ((u, du, boxes[m, 4]), (v, dv, boxes[m, 5])):
                if abs(d) < 1e-9:
                    if abs(p) >= half:
                        leave = -1.0
                else:
                    one, two = (-half - p) / d, (half - p) / d
                    if one > two:
                        one, two = two, one
                    enter, leave = max(enter, one), min(leave, two)
            clear = enter >= leave
            m += 1
        free[n] = clear
