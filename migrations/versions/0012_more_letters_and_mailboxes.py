"""more letters, and mailboxes of focal points

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-24 19:40:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0012'
down_revision: Union[str, Sequence[str], None] = '0011'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

_BEFORE = (
    "address_confirmation", "invitation", "promotion", "update", "postponement", "cancellation",
    "removal", "waiting_list", "answer_recorded", "current", "counter_refused", "forwarded",
    "reminder", "certificate", "attendance",
)
_NEW = (
    "request_received", "approval", "rejection", "substitute", "substituted",
    "nomination_received", "nomination_decided", "deadline",
)


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('state_mailbox',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(2), nullable=False),
    sa.Column('address', sa.String(254), nullable=False),
    sa.Column('language', sa.String(2), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_state_mailbox')),
    sa.UniqueConstraint('state', name=op.f('uq_state_mailbox_state'))
    )
    op.add_column('mailbox', sa.Column('language', sa.String(2), nullable=True))
    _letters((*_BEFORE, *_NEW), about_nothing=True)


def downgrade() -> None:
    """Downgrade schema: letters that the older program does not know are given up."""
    new = ", ".join(f"'{kind}'" for kind in _NEW)
    ours = f"SELECT id FROM letter WHERE kind IN ({new})"
    op.execute(f"DELETE FROM envelope WHERE letter_id IN ({ours})")
    op.execute(f"DELETE FROM letter WHERE kind IN ({new})")
    op.execute(f"UPDATE invitation SET told = 'invitation' WHERE told IN ({new})")
    _letters(_BEFORE, about_nothing=False)
    op.drop_column('mailbox', 'language')
    op.drop_table('state_mailbox')


def _letters(kinds: tuple[str, ...], *, about_nothing: bool) -> None:
    """Let letters and invitations know these kinds.

    SQLite copies both tables and drops the old ones; with the old letters it would drop their
    envelopes too, which refer to them (ON DELETE CASCADE), so these wait elsewhere.
    """
    copies = op.get_bind().dialect.name == "sqlite"
    if copies:
        op.execute("CREATE TEMPORARY TABLE kept_envelope AS SELECT * FROM envelope")
        op.execute("DELETE FROM envelope")
    with op.batch_alter_table("letter") as batch:
        batch.drop_constraint(op.f("ck_letter_letterkind"), type_="check")
        batch.create_check_constraint(op.f("ck_letter_letterkind"), _one_of("kind", kinds))
        batch.alter_column("event_id", existing_type=sa.Uuid(), nullable=about_nothing)
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint(op.f("ck_invitation_letterkind"), type_="check")
        batch.create_check_constraint(op.f("ck_invitation_letterkind"), _one_of("told", kinds))
    if copies:
        op.execute("INSERT INTO envelope SELECT * FROM kept_envelope")
        op.execute("DROP TABLE kept_envelope")


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
