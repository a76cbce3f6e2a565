"""questions and dates of claims

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-24 23:16:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0015'
down_revision: Union[str, Sequence[str], None] = '0014'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('evidence', sa.Column('dates', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('evidence_step', sa.Column('questions', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('evidence_step', sa.Column('answers', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('evidence_step', 'answers')
    op.drop_column('evidence_step', 'questions')
    op.drop_column('evidence', 'dates')
