# The service alone; its database is a PostgreSQL server of its own: see compose.yaml.
FROM rust:1.95-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends esbuild \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system dostyq
WORKDIR /app
COPY --from=build /src/target/release/dostyq /usr/local/bin/dostyq
COPY content content
USER dostyq
ENV DOSTYQ_LISTEN=0.0.0.0:8000 DOSTYQ_LOG_FORMAT=json
EXPOSE 8000
HEALTHCHECK CMD curl -fs http://127.0.0.1:8000/readyz || exit 1
ENTRYPOINT ["dostyq"]
CMD ["serve", "--migrate"]
