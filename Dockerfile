# The bot with PostgreSQL's driver; no sandbox, no tests. Runs as nobody, needs no write access but /data.
FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project --extra postgresql
COPY bot bot
COPY commands commands
COPY intake intake
COPY jobs jobs
COPY messages messages
COPY sandbox sandbox
COPY sla sla
COPY storage storage
RUN uv sync --frozen --no-dev --no-editable --extra postgresql

FROM python:3.13-slim
RUN apt-get update && apt-get install -y --no-install-recommends fonts-droid-fallback && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home sla-bot && mkdir /data && chown sla-bot /data
COPY --from=build /app/.venv /app/.venv
ENV PATH="/app/.venv/bin:$PATH" DATABASE_URL="sqlite:////data/sla-bot.db" HOST="0.0.0.0" MPLCONFIGDIR="/tmp/matplotlib"
USER sla-bot
WORKDIR /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:3000/healthz', timeout=4)"]
ENTRYPOINT ["sla-bot"]
CMD ["run"]
