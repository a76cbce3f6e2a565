"""letters by when they left

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-24 19:20:00

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '0007'
down_revision: Union[str, Sequence[str], None] = '0006'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_index('ix_letter_sent', 'letter', ['sent_at', 'domain'])


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index('ix_letter_sent', table_name='letter')
