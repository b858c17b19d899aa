"""What happens at a station, as pure state machines: advance(state, event) -> (state, effects)."""
