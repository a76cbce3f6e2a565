"""HTTP face of the registry: one router for each kind of thing."""

from registry.clauses.api import router as clauses
from registry.evidence_api import router as evidence
from registry.exchange.api import router as exchange
from registry.lineage.api import router as lineage
from registry.lineage.comparison_api import router as comparison
from registry.mandates_api import router as mandates
from registry.reference_api import router as reference
from registry.resolutions_api import router as resolutions
from registry.templates.api import router as templates

ROUTERS = (
    exchange,
    resolutions,
    lineage,
    comparison,
    mandates,
    clauses,
    evidence,
    reference,
    templates,
)
