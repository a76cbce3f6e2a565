"""Whole lists of people, row by row."""
