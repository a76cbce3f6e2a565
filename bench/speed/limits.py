"""The limit programs: what the same machine, framework and database can do without Nadwa.

`python -m bench.speed.limits serve --port 8001` answers `GET /empty` with nothing read or written
and `POST /row` with one SQLModel INSERT and the commit that Nadwa's own engines make.
"""

import argparse
import os
from uuid import UUID

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sqlmodel import Field, Session, SQLModel

from core.engines import open_engines
from core.ids import new_id

app = FastAPI()
engines = open_engines(os.environ["NADWA_DATABASE_URL"])


class BenchBare(SQLModel, table=True):
    """A row about the size of a registration's own fields."""

    id: UUID = Field(primary_key=True)
    name: str
    email: str
    state: str


class Person(BaseModel):
    """Whom the caller names."""

    name: str
    email: str
    state: str


class Nothing(BaseModel):
    """What `/healthz` answers too."""

    status: str


@app.get("/empty")
async def empty() -> Nothing:
    return Nothing(status="ok")


@app.post("/row", status_code=201)
def row(person: Person) -> Person:
    with Session(engines.write) as session:
        session.add(BenchBare(id=new_id(), **person.model_dump()))
        session.commit()
    return person


def main() -> None:
    """Serve with the options of `nadwa serve`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["serve"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--no-worker", action="store_true")
    SQLModel.metadata.tables["benchbare"].create(engines.write, checkfirst=True)
    port = parser.parse_args().port
    uvicorn.run(app, host="127.0.0.1", port=port, access_log=False, server_header=False)


if __name__ == "__main__":
    main()
