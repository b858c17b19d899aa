"""Ranges, ticks and words of metrics, with nothing, nothing but zeros and nothing but equals on the floor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.heat.metrics import DAYS_TO_EXPIRY, FILL, METRICS, PICKS_HOUR, metric_of, nice_step

NAN = float("nan")


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
@pytest.mark.parametrize("values", [[], [NAN, NAN], [0.0] * 5, [7.0] * 5, [1e6, NAN, 3.0]])
def test_every_metric_has_a_rising_scale_whatever_is_there(metric, values):
    scale = metric.scale(np.array(values, np.float32))
    assert list(scale.knots) == sorted(set(scale.knots))
    severity = scale.severity(np.array(values, np.float32))
    assert ((severity >= 0) & (severity <= 1) | np.isnan(severity)).all()
    assert np.isnan(severity).tolist() == np.isnan(values).tolist()
    ticks = scale.ticks()
    assert [place for place, _ in ticks] == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_a_quantile_range_ends_above_98_percent_of_the_bins_not_at_the_wildest():
    values = np.concatenate((np.arange(1000) % 75, [5000.0]))
    scale = PICKS_HOUR.scale(values)
    assert [text for _, text in scale.ticks()] == ["0", "10", "20", "40", "80+"]
    assert scale.severity(np.array([5000.0, 80, 20])).tolist() == [1.0, 1.0, 0.5]


def test_the_worst_is_at_the_right_end_also_where_less_is_worse():
    scale = DAYS_TO_EXPIRY.scale(np.empty(0))
    assert [text for _, text in scale.ticks()] == ["90+", "30", "14", "7", "0"]
    assert scale.severity(np.array([-4.0, 0, 14, 400])).tolist() == [1.0, 1.0, 0.5, 0.0]


@given(st.floats(1e-6, 1e9))
def test_a_nice_step_is_the_next_one_up_and_never_far(least):
    step = nice_step(least)
    assert step >= min(least * (1 - 1e-8), step)
    assert step >= 1
    assert step <= max(1.0, least * 2)
    assert step >= 10 or step == int(step)


def test_values_are_said_with_their_unit_and_the_unknown_with_a_dash():
    assert FILL.say(62.4) == "62 %"
    assert PICKS_HOUR.say(1234.0) == "1,234 picks / h"
    assert PICKS_HOUR.say(2.5, lambda v: f"{v:.1f}".replace(".", ",")) == "2,5 picks / h"
    assert FILL.say(NAN) == "–"
    assert metric_of("held").unit == "% of on hand"
    with pytest.raises(KeyError):
        metric_of("colour")
