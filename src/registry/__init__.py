"""Resolutions, paragraphs, mandates, bodies and states."""
