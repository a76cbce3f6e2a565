# The image runs the same steps as `make setup`, as a user without rights.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 nadwa

WORKDIR /srv/nadwa
COPY --chown=nadwa . .
RUN chown nadwa .
USER nadwa
RUN make setup

ENV PATH=/srv/nadwa/.venv/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["nadwa", "serve", "--host", "0.0.0.0", "--no-worker"]
