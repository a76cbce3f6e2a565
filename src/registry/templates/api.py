"""HTTP face of report templates: how an organisation's reports look is as public as they are."""

from typing import Annotated

from fastapi import Header, Response

from core.http.etags import Condition, tag
from core.http.problems import answers
from core.http.threads import Router
from core.problem import ConditionRequired, Forbidden, Stale, Unauthenticated
from registry.roles import Code, PublicLook, StaffWork
from registry.templates.actions import set_template, template_to_see
from registry.templates.forms import TemplateForm, TemplateView

router = Router(prefix="/v1/bodies/{code}/report-template", tags=["bodies and states"])


@router.get("", operation_id="get_report_template", responses=answers())
def get_report_template(work: PublicLook, code: Code, response: Response) -> TemplateView:
    """Show how a body's reports look."""
    template = template_to_see(work, code)
    tag(response, template)
    return TemplateView.of(template)


@router.put(
    "",
    operation_id="put_report_template",
    responses={
        201: {"description": "It had none, and has one now", "model": TemplateView},
        **answers(Unauthenticated, Forbidden, ConditionRequired, Stale),
    },
)
def put_report_template(
    work: StaffWork,
    code: Code,
    body: TemplateForm,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=200)] = None,
) -> TemplateView:
    """Set how a body's reports look from now on; reports of earlier moments keep their looks.

    One that is there needs `If-Match`: the ETag that was seen, or `*` for whatever is there.
    """
    template = set_template(work, code, body, lambda last: Condition(if_match).check(last))
    tag(response, template)
    response.status_code = 201 if template.version == 1 else 200
    return TemplateView.of(template)
