"""HTTP face of accounts: who may sign in on the pages, as what. For administrators."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import col, select

from core.accounts import Account
from core.http.etags import tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.http.work import look_for, work_for
from core.input import EmailAddress
from core.people import Role
from core.problem import Forbidden, KeyReused, Unauthenticated
from core.sign_in import AddressHasAccount, close_account, open_account
from core.texts import Language
from core.work import Work
from nadwa.scopes import check_scope

router = Router(prefix="/v1/accounts", tags=["accounts"])
AdminLook = Annotated[Work, look_for(Role.ADMIN)]
AdminWork = Annotated[Work, work_for(Role.ADMIN)]
Id = Annotated[UUID, Path()]
_REFUSED = (Unauthenticated, Forbidden)


class AccountForm(BaseModel):
    """Who may sign in: an organizer may have a `body`, a focal point has a `state`."""

    model_config = ConfigDict(extra="forbid")

    address: EmailAddress
    role: Literal[Role.ADMIN, Role.ORGANIZER, Role.FOCAL_POINT, Role.VIEWER]
    body: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,59}$")] | None = None
    state: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    language: Language = Language.EN


class AccountView(BaseModel):
    """An account; `closed_at`: since when nobody signs in with it any more."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    address: str
    role: Role
    body: str | None
    state: str | None
    language: str
    opened_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, account: Account, response: Response) -> Self:
        """Return an account as the API shows it."""
        tag(response, account)
        response.headers["Cache-Control"] = "private, no-store"
        return cls.model_validate(account)


@router.get("", operation_id="list_accounts", responses=answers(*_REFUSED))
def list_accounts(
    work: AdminLook, turn: TurnDep, address: Annotated[EmailAddress | None, Query()] = None
) -> Page[AccountView]:
    """List accounts, oldest first, closed ones too; with an address, those that it had."""
    query = select(Account)
    if address is not None:
        query = query.where(col(Account.address) == address.lower())
    rows, after = turn.rows(work, Account, query)
    return Page(items=[AccountView.model_validate(row) for row in rows], next=after)


@router.post(
    "",
    operation_id="open_account",
    status_code=201,
    responses=answers(*_REFUSED, AddressHasAccount, KeyReused),
)
def open_one(work: AdminWork, body: AccountForm, once: OnceDep, response: Response) -> AccountView:
    """Let somebody sign in by links mailed to this address."""

    def make() -> AccountView:
        check_scope(work, body.role, body.body, body.state)
        account = open_account(
            work,
            body.address,
            body.role,
            body=body.body,
            state=body.state,
            language=body.language,
        )
        return AccountView.of(account, response)

    return once.answer(work, response, AccountView, make)


@router.get("/{id}", operation_id="get_account", responses=answers(*_REFUSED))
def get_account(work: AdminLook, id: Id, response: Response) -> AccountView:
    """Show one account."""
    return AccountView.of(work.get(Account, id), response)


@router.delete("/{id}", operation_id="close_account", status_code=204, responses=answers(*_REFUSED))
def close_one(work: AdminWork, id: Id) -> None:
    """Let somebody sign in no more; sessions and links end at once. Again: no change."""
    close_account(work, id)
