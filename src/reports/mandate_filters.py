"""Which mandates are asked for: by what they say, and by how they stand."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query
from sqlmodel import col

from core.input import Line
from core.problem import Unauthenticated
from core.work import Work
from registry import Kind, Mandate, Paragraph, is_insider, search_key, texts_of
from reports.asked import AsOf, Slug
from reports.asking import columns, tuples
from reports.kept import kept
from reports.ladder import Judgement, Status
from reports.mandate_history import mandate_ids
from reports.standings import OPEN, REJECTED, Standings, mandate_standings
from reports.store import resolution_id
from reports.totals import NO_KEY

Code = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_]{1,60}$")]
Label = Annotated[str | None, Query(min_length=1, max_length=140)]


class Filters:
    """The filters of the list; those that are left out let everything through.

    `section`, `activity` and `addressee` take `none` for mandates that have none, as the groups of
    coverage do. `state`: one that is asked, as a member or by name. `operational`: false
    for acknowledgements, which no figure of a status counts. `q`: words of the paragraph,
    in any language, whatever their accents.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
        self,
        resolution: Slug = None,
        section: Label = None,
        paragraph: Label = None,
        kind: Annotated[Kind | None, Query()] = None,
        activity: Code = None,
        addressee: Code = None,
        state: Code = None,
        status: Annotated[Status | None, Query()] = None,
        overdue: Annotated[bool | None, Query()] = None,
        operational: Annotated[bool | None, Query()] = None,
        review: Annotated[Literal["open", "confirmed", "rejected"], Query()] = "confirmed",
        q: Annotated[Line | None, Query(max_length=200)] = None,
        reference: Label = None,
        as_of: AsOf = None,
    ) -> None:
        self.resolution, self.as_of, self.review = resolution, as_of, review
        self.section, self.paragraph, self.kind = section, paragraph, kind
        self.activity, self.addressee = activity, addressee
        self.state = state.upper() if state else None
        self.status, self.overdue, self.operational = status, overdue, operational
        self.q, self.reference = search_key(q or ""), reference

    def judgements(self, work: Work) -> tuple[Standings, list[Judgement]]:
        """Return the mandates that pass, in the order of their ids; `Unauthenticated` for drafts.

        Suggestions and rejected readings are for those who are signed in.
        """
        if self.review in {OPEN, REJECTED} and not is_insider(work.actor):
            raise Unauthenticated("What nobody has confirmed yet is not public")
        standings = mandate_standings(work, self.resolution, self.as_of, review=self.review)
        named = self._named(work, standings)
        found = (
            judgement
            for judgement in standings.judgements
            if self._lets_through(judgement) and (named is None or judgement.mandate.id in named)
        )
        return standings, sorted(found, key=lambda judgement: judgement.mandate.id)

    def _lets_through(self, judgement: Judgement) -> bool:
        mandate = judgement.mandate
        return (
            self.kind in {None, mandate.kind}
            and self.status in {None, judgement.status}
            and self.overdue in {None, judgement.overdue}
            and self.operational in {None, judgement.operational}
            and self._is_placed(judgement)
            and self._is_asked(judgement)
        )

    def _is_placed(self, judgement: Judgement) -> bool:
        section, label = judgement.mandate.section or NO_KEY, judgement.mandate.label
        return self.section in {None, section, section.rpartition("/")[2]} and (
            self.paragraph in {None, label, label.rpartition("/")[2]}
        )

    def _is_asked(self, judgement: Judgement) -> bool:
        mandate, addressed = judgement.mandate, judgement.asked.addressed
        bodies = set(mandate.addressees) - addressed.named_states
        addressees = {*mandate.addressees, *(bodies or {NO_KEY})}
        return (
            (self.activity is None or self.activity in (mandate.activities or (NO_KEY,)))
            and (self.addressee is None or self.addressee in addressees)
            and (self.state is None or self.state in addressed.states | addressed.named_states)
        )

    def _named(self, work: Work, standings: Standings) -> set[UUID] | None:
        """Return the mandates that have these words and this reference; None: all have."""
        found: set[UUID] | None = None
        if self.reference is not None:
            query = columns(Mandate.id).where(col(Mandate.reference) == self.reference)
            found = {mandate for (mandate,) in tuples(work, query)}
        if self.q:
            key = ("words", standings.version[0], self.resolution)
            words = kept(work.office, key, lambda: _words(work, self.resolution))
            having = {mandate for mandate, text in words.items() if self.q in text}
            found = having if found is None else found & having
        return found


FiltersDep = Annotated[Filters, Depends()]


def _words(work: Work, resolution: str | None) -> dict[UUID, str]:
    """Return what can be searched of each mandate: its paragraph's summaries and texts."""
    mine = mandate_ids(resolution_id(work, resolution) if resolution else None)
    query = columns(Mandate.id, Paragraph.id, Paragraph.summary, Mandate.verb).join(
        Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id)
    )
    rows = tuples(work, query.where(col(Mandate.id).in_(mine)))
    texts = texts_of(work, {paragraph for _, paragraph, _, _ in rows})
    return {
        mandate: search_key(
            "\n".join((verb, *summary.values(), *texts.get(paragraph, {}).values()))
        )
        for mandate, paragraph, summary, verb in rows
    }
