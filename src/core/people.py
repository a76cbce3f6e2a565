"""Who acts: roles, and the person, token or part of the system behind a piece of work."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a caller may do at all; which objects it may do it to is each package's `access`."""

    ADMIN = "admin"
    ORGANIZER = "organizer"
    FOCAL_POINT = "focal_point"
    VIEWER = "viewer"
    MAILER = "mailer"
    ANONYMOUS = "anonymous"
    SYSTEM = "system"


EVERYONE = frozenset(Role) - {Role.SYSTEM}
STAFF = frozenset({Role.ADMIN, Role.ORGANIZER})
SIGNED_IN = EVERYONE - {Role.ANONYMOUS, Role.MAILER}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `name` goes into the journal and never holds personal data."""

    name: str
    role: Role
    body: str | None = None
    state: str | None = None

    @property
    def is_staff(self) -> bool:
        """Say whether it organizes events: an administrator, an organizer, the system itself."""
        return self.role in STAFF or self.role is Role.SYSTEM

    def speaks_for(self, bodies: set[str]) -> bool:
        """Say whether it may act for one of these bodies: a body's organizer only for its own."""
        return self.is_staff and (self.body is None or self.body in bodies)


ANONYMOUS = Actor("anonymous", Role.ANONYMOUS)


def system(part: str) -> Actor:
    """Return the actor of a part of the system itself, such as the worker."""
    return Actor(f"system:{part}", Role.SYSTEM)
