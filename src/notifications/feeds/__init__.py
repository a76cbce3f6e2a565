"""Feeds: calendars that programs fetch."""
