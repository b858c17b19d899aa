"""The tools: small state machines, one transaction a gesture, given up by Esc."""
