"""The command palette: every command and every record behind Ctrl+K."""
