"""Simulators. Chosen by the name of a driver in the settings; no other package imports this one."""
