"""Rules with required partners, programmes, what superseded a mandate, and shares of events.

Revision ID: 0011
Revises: 0010
"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = '0011'
down_revision: Union[str, Sequence[str], None] = '0010'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('mandate', sa.Column('rule_partners', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('mandate', sa.Column('programme', sa.String(length=60), nullable=True))
    with op.batch_alter_table('link') as link:
        link.add_column(sa.Column('share', sa.Float(), server_default='1', nullable=False))
        link.create_check_constraint(op.f('ck_link_share_of_one'), 'share > 0 AND share <= 1')
    with op.batch_alter_table('decision') as decision:
        decision.add_column(sa.Column('superseded_by', sa.Uuid(), nullable=True))
        decision.create_foreign_key(
            op.f('fk_decision_superseded_by'), 'resolution', ['superseded_by'], ['id']
        )


def downgrade() -> None:
    with op.batch_alter_table('decision') as decision:
        decision.drop_constraint(op.f('fk_decision_superseded_by'), type_='foreignkey')
        decision.drop_column('superseded_by')
    with op.batch_alter_table('link') as link:
        link.drop_constraint(op.f('ck_link_share_of_one'), type_='check')
        link.drop_column('share')
    op.drop_column('mandate', 'programme')
    op.drop_column('mandate', 'rule_partners')
