"""The dashboard: pages for people who would rather look than read JSON."""

from nadwa.dashboard.assets import router as _assets
from nadwa.dashboard.calendar_page import router as _calendar
from nadwa.dashboard.certificate_page import router as _certificate
from nadwa.dashboard.coverage_page import router as _coverage
from nadwa.dashboard.desk_page import router as _desk
from nadwa.dashboard.embed_page import router as _embed
from nadwa.dashboard.event_page import router as _event
from nadwa.dashboard.letters_page import router as _letters
from nadwa.dashboard.mandate_page import router as _mandate
from nadwa.dashboard.personal_page import router as _personal
from nadwa.dashboard.problem_page import install_problem_pages
from nadwa.dashboard.reference_page import router as _reference
from nadwa.dashboard.resolution_page import router as _resolution
from nadwa.dashboard.review_page import router as _review
from nadwa.dashboard.sign_in_page import router as _sign_in
from nadwa.dashboard.tables_page import router as _tables

ROUTERS = (
    _coverage,
    _resolution,
    _review,
    _mandate,
    _event,
    _letters,
    _personal,
    _sign_in,
    _desk,
    _certificate,
    _embed,
    _tables,
    _calendar,
    _reference,
    _assets,
)

__all__ = ["ROUTERS", "install_problem_pages"]
