"""Table of report templates: how an organisation's reports look, and who signs them."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.storage import Row, document, moment


class ReportTemplate(Row, table=True):
    """One version of a body's template. Versions are added and never changed.

    So a report of a past moment looks as it did. `version` counts from 1 for each body. `logo` is
    a PNG; `logo_says` its alternative text. `colours`: `heading` and `bars`, as `#rrggbb`.
    """

    __table_args__ = (UniqueConstraint("body", "version"),)

    body: str = Field(max_length=60)
    since: datetime = moment()
    name: dict[str, str] = document(dict)
    logo: bytes | None = None
    logo_says: dict[str, str] | None = document()
    colours: dict[str, str] = document(dict)
    foreword: dict[str, str] | None = document()
    signature: dict[str, Any] | None = document()
