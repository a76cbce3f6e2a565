"""How the reports of an organisation look: set anew as a further version, never changed."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import col, select

from core.problem import Missing
from core.work import Work
from registry.access import body_of
from registry.facts import ReportTemplateSet
from registry.parties_model import Body
from registry.templates.forms import TemplateForm
from registry.templates.model import ReportTemplate


def set_template(
    work: Work,
    code: str,
    form: TemplateForm,
    check: Callable[[ReportTemplate], None] = lambda _row: None,
) -> ReportTemplate:
    """Set how a body's reports look from now on; reports of earlier moments keep their looks.

    Its own organizers and administrators may, for others it is `Missing`; `check` may refuse, given
    the version that is there.
    """
    if not work.actor.speaks_for({code}):
        raise Missing
    body = work.get(Body, body_of(work, code).id, lock=True)
    last = template_of(work, code)
    if last is not None:
        check(last)
    number = last.version + 1 if last else 1
    row = work.add(ReportTemplate(body=code, version=number, since=work.now, **form.columns()))
    work.record(ReportTemplateSet(subject=body.id, body=code, template=number))
    return row


def template_of(work: Work, code: str, known_at: datetime | None = None) -> ReportTemplate | None:
    """Return a body's template as of a moment (None: the newest); before its first, the first."""
    query = select(ReportTemplate).where(col(ReportTemplate.body) == code)
    versions = query.order_by(col(ReportTemplate.version).desc())
    if known_at is not None:
        then = versions.where(col(ReportTemplate.since) <= known_at)
        if found := work.session.exec(then.limit(1)).first():
            return found
        versions = query.order_by(col(ReportTemplate.version))
    return work.session.exec(versions.limit(1)).first()


def template_to_see(work: Work, code: str) -> ReportTemplate:
    """Return a body's template; raises `Missing` when it has none."""
    template = template_of(work, body_of(work, code).code)
    if template is None:
        raise Missing
    return template
