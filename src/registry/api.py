"""HTTP face of the registry: one router, made of one per kind of thing."""

from fastapi import APIRouter

from registry.evidence_api import router as evidence
from registry.mandates_api import router as mandates
from registry.reference_api import router as reference
from registry.resolutions_api import router as resolutions

router = APIRouter()
for part in (resolutions, mandates, evidence, reference):
    router.include_router(part)
