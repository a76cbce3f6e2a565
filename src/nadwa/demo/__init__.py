"""The demonstration: what the press reported, an invented plan, invented people."""

from nadwa.demo.load import load_demo

__all__ = ["load_demo"]
