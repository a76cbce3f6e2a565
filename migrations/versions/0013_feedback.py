"""feedback after events

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-24 20:10:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0013'
down_revision: Union[str, Sequence[str], None] = '0012'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('feedback_form',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('event_id', sa.Uuid(), nullable=False),
        sa.Column('purpose', sa.JSON(), nullable=False),
        sa.Column('questions', sa.JSON(), nullable=False),
        sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_feedback_form_event_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_form')),
        sa.UniqueConstraint('event_id', name=op.f('uq_feedback_form_event_id')),
    )
    op.create_table('feedback_sheet',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('event_id', sa.Uuid(), nullable=False),
        sa.Column('answers', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_feedback_sheet_event_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_sheet')),
    )
    op.create_index(op.f('ix_feedback_sheet_event_id'), 'feedback_sheet', ['event_id'])
    op.add_column('registration', sa.Column('feedback_given', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('registration', 'feedback_given')
    op.drop_index(op.f('ix_feedback_sheet_event_id'), table_name='feedback_sheet')
    op.drop_table('feedback_sheet')
    op.drop_table('feedback_form')
