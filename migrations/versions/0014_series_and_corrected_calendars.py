"""series and corrected calendars

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-24 19:34:26.794818

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0014'
down_revision: Union[str, Sequence[str], None] = '0013'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('calendar_override',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(2), nullable=False),
    sa.Column('kind', sa.Enum('day_off', 'working_day', 'weekend', name='overridekind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('weekend', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('confidence', sa.Enum('official', 'estimated', name='confidence', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('source', sa.String(300), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('last_day >= first_day', name=op.f('ck_calendar_override_last_after_first')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_override'))
    )
    op.create_index(op.f('ix_calendar_override_state'), 'calendar_override', ['state'], unique=False)
    op.add_column('event', sa.Column('series_id', sa.Uuid(), nullable=True))
    op.add_column('event', sa.Column('series_number', sa.Integer(), nullable=True))
    op.create_index(op.f('ix_event_series_id'), 'event', ['series_id'], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index(op.f('ix_event_series_id'), 'event')
    op.drop_column('event', 'series_number')
    op.drop_column('event', 'series_id')
    op.drop_index(op.f('ix_calendar_override_state'), 'calendar_override')
    op.drop_table('calendar_override')
