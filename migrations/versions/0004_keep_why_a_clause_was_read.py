"""Keep why a clause was read as it was: the rules that fired, and what made the reader doubt.

Revision ID: 0004
Revises: 0003
"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = '0004'
down_revision: Union[str, Sequence[str], None] = '0003'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('mandate', sa.Column('reading_notes', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    op.drop_column('mandate', 'reading_notes')
