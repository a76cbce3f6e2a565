"""reminders, certificates, and letters to mailboxes

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-24 11:31:36.840604

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0003'
down_revision: Union[str, Sequence[str], None] = '0002'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

_BEFORE = (
    "address_confirmation", "invitation", "promotion", "update", "postponement", "cancellation",
    "removal", "waiting_list", "answer_recorded", "current", "counter_refused", "forwarded",
)
_NEW = ("reminder", "certificate", "attendance")


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('noted',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.String(60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_noted_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_noted')),
    sa.UniqueConstraint('event_id', 'what', name=op.f('uq_noted_event_id_what'))
    )
    op.add_column('event', sa.Column('declining_frees', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column('event', sa.Column('reminders', sa.JSON(), server_default='[168, 24]', nullable=False))
    _letters((*_BEFORE, *_NEW), to_mailboxes=True)


def downgrade() -> None:
    """Downgrade schema: letters that the older program does not know are given up."""
    new = ", ".join(f"'{kind}'" for kind in _NEW)
    ours = f"SELECT id FROM letter WHERE kind IN ({new})"
    op.execute(f"DELETE FROM envelope WHERE letter_id IN ({ours})")
    op.execute(f"DELETE FROM letter WHERE kind IN ({new})")
    _letters(_BEFORE, to_mailboxes=False)
    op.drop_column('event', 'reminders')
    op.drop_column('event', 'declining_frees')
    op.drop_table('noted')


def _letters(kinds: tuple[str, ...], *, to_mailboxes: bool) -> None:
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
        for column in ("registration_id", "person_id"):
            batch.alter_column(column, existing_type=sa.Uuid(), nullable=to_mailboxes)
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint(op.f("ck_invitation_letterkind"), type_="check")
        batch.create_check_constraint(op.f("ck_invitation_letterkind"), _one_of("told", kinds))
    if copies:
        op.execute("INSERT INTO envelope SELECT * FROM kept_envelope")
        op.execute("DROP TABLE kept_envelope")


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
