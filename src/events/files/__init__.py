"""Files kept with an event."""
