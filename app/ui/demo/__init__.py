"""The demo day as a person sees it: the bar that plays it, and the room that tells what to try and how it ended."""
