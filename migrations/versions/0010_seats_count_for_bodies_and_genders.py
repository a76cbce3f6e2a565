"""seats count for bodies and genders, and say why

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-24 19:30:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0010'
down_revision: Union[str, Sequence[str], None] = '0009'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

# In SQL, since SQLite would write the whole table anew to add a checked column otherwise.
GENDER = """
    ALTER TABLE registration ADD COLUMN gender VARCHAR(32)
    CONSTRAINT ck_registration_gender CHECK (gender IN ('female', 'male'))
"""
OF_THE_PERSON = """
    UPDATE registration SET body = (SELECT person.body FROM person WHERE person.id = registration.person_id)
"""


def upgrade() -> None:
    """Upgrade schema; the body of a registration so far is what was handed in, else the person's."""
    op.add_column('registration', sa.Column('body', sa.String(length=60), nullable=True))
    op.execute(GENDER)
    op.add_column('registration', sa.Column('why', sa.JSON(none_as_null=True), nullable=True))
    op.execute(OF_THE_PERSON)
    rows = sa.table('registration', sa.column('id', sa.Uuid()), sa.column('stated', sa.JSON()), sa.column('body'))
    found = op.get_bind().execute(sa.select(rows.c.id, rows.c.stated).where(rows.c.stated.is_not(None))).all()
    for id, stated in found:
        if stated:
            op.execute(sa.update(rows).where(rows.c.id == id).values(body=stated.get('body')))


def downgrade() -> None:
    """Downgrade schema."""
    for column in ('why', 'gender', 'body'):
        op.drop_column('registration', column)
