"""The control room: the plan of the floor, live, with figures, alarms, activity and the way from a bin to the order."""
