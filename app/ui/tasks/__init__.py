"""The room Tasks: the board of people and their work, exceptions, refills."""
