"""states decide first

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-24 12:02:18.218319

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0006'
down_revision: Union[str, Sequence[str], None] = '0005'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('event', sa.Column('state_first', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('registration', sa.Column('endorsed_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('registration', 'endorsed_at')
    op.drop_column('event', 'state_first')
