"""Stillage, the control room: pure cores, services over them, and the faces people see."""
