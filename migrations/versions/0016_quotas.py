"""quotas that outlast a process, letters counted by address

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-24 23:10:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0016'
down_revision: Union[str, Sequence[str], None] = '0015'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('quota_use',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('quota', sa.String(length=40), nullable=False),
        sa.Column('holder', sa.String(length=32), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_quota_use')),
        sa.UniqueConstraint('quota', 'holder', 'begun_at', name=op.f('uq_quota_use_quota_holder_begun_at')),
    )
    op.create_index(op.f('ix_quota_use_begun_at'), 'quota_use', ['begun_at'])
    op.create_index('ix_letter_recipient', 'letter', ['recipient', 'queued_at'])


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index('ix_letter_recipient', table_name='letter')
    op.drop_index(op.f('ix_quota_use_begun_at'), table_name='quota_use')
    op.drop_table('quota_use')
