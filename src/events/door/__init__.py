"""On the day: codes, marks at the door, and who was there."""
