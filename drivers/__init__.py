"""Devices: protocol on top, makes below, transports beneath, simulators aside."""
