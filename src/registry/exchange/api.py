"""HTTP face of exchange: a resolution for other systems, as Akoma Ntoso and as JSON-LD."""

from fastapi import Request, Response

from core.http.etags import digest, unchanged
from core.http.problems import answers
from core.http.threads import Router
from core.texts import Language
from registry.access import resolution_of
from registry.exchange.jsonld import MEDIA_TYPE as JSON_LD
from registry.exchange.writing import exported_jsonld, exported_xml
from registry.roles import PublicLook, SlugPath

AKN = "application/akn+xml"
router = Router(prefix="/v1/resolutions", tags=["exchange"])


@router.get(
    "/{slug}.akn.xml",
    operation_id="export_akoma_ntoso",
    response_class=Response,
    responses={200: {"content": {AKN: {}}}, **answers()},
)
def export_akoma_ntoso(
    work: PublicLook, slug: SlugPath, request: Request, language: Language | None = None
) -> Response:
    """Write a resolution in one language (its original if there are words) as Akoma Ntoso 3.0."""
    document = exported_xml(work, resolution_of(work, slug), language)
    return _file(request, document, AKN)


@router.get(
    "/{slug}.jsonld",
    operation_id="export_jsonld",
    response_class=Response,
    responses={200: {"content": {JSON_LD: {}}}, **answers()},
)
def export_jsonld(work: PublicLook, slug: SlugPath, request: Request) -> Response:
    """Write a resolution with all languages, mandates and reviews as JSON-LD."""
    return _file(request, exported_jsonld(work, resolution_of(work, slug)), JSON_LD)


def _file(request: Request, document: str, media_type: str) -> Response:
    etag = f'"{digest(document)}"'
    headers = {"ETag": etag, "Vary": "Authorization"}
    if unchanged(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(document, media_type=media_type, headers=headers)
