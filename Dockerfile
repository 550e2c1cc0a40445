# Image of the register: web, worker and beat differ only in their command (docker-compose.yml).
# No embedded database servers and no test tools inside: requirements-production.lock has none.

FROM node:22-bookworm-slim AS browser
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund
COPY tools/vendor.mjs tools/
COPY static static
RUN npm run vendor

FROM python:3.11-slim-bookworm AS libraries
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements-production.lock .
RUN /opt/venv/bin/pip install --no-deps --require-hashes -r requirements-production.lock

FROM python:3.11-slim-bookworm
# WeasyPrint lays out with Pango; poppler and Tesseract read public files for search.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        poppler-utils tesseract-ocr tesseract-ocr-ind \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/kerjasama --shell /usr/sbin/nologin kerjasama \
    && install -d -o kerjasama -g kerjasama /srv/data /srv/data/files
WORKDIR /srv/kerjasama
COPY --from=libraries /opt/venv /opt/venv
COPY . .
COPY --from=browser /build/static/vendor static/vendor
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/srv/data \
    STATIC_ROOT=/srv/kerjasama/static_root \
    PORT=8000
# Hashed and compressed once, here; the values only satisfy the settings and are not kept.
RUN SECRET_KEY=build DATABASE_URL=postgres://build@127.0.0.1/build python manage.py collectstatic --no-input
USER kerjasama
EXPOSE 8000
VOLUME /srv/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-m", "kerjasama.probe"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "20", "--log-level", "warning", "--log-config", "kerjasama/granian.json", "kerjasama.wsgi:application"]
