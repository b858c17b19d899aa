"""Sixteen people, twenty articles, and everything that goes wrong: kill -9 of clients, crashes and restarts of the server."""
