"""What ships with the product: states, bodies, resolutions and past events, as data and typed.

The files hold facts and summaries in our own words, and no sentence of a resolution.
"""

from registry.catalogue.files import (
    CatalogueEvent,
    CatalogueResolution,
    Claim,
    bodies,
    catalogue_events,
    resolutions,
    states,
)

__all__ = [
    "CatalogueEvent",
    "CatalogueResolution",
    "Claim",
    "bodies",
    "catalogue_events",
    "resolutions",
    "states",
]
