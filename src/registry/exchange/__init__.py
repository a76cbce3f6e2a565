"""Resolutions as Akoma Ntoso and JSON-LD, out and in again."""
