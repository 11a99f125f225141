# Everything that people do with this project, by name. `make help` lists it.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export DJANGO_SETTINGS_MODULE ?= config.settings.dev
export BASE_URL ?= http://127.0.0.1:$(PORT)
TEMPLATES := templates
# Addresses of the services that `make services` started, for the tests.
-include var/services/addresses.env
export TEST_POSTGRESQL_URL TEST_OPENSEARCH_URL TEST_ELASTICSEARCH_URL
PARALLEL := -n auto --dist loadfile
# On PostgreSQL: what asks a database in a way that another may answer differently. One file a line.
ON_POSTGRESQL := @tests/on_postgresql.txt

.DEFAULT_GOAL := help
.PHONY: help start install install-dev test check lint format imports types migrations deploy-check tests postgresql-tests browser-tests services services-stop coverage handbook bench bench-hostile kill-test assets lock lighthouse clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

start: install ## Start the site with starter content on http://127.0.0.1:8000/ (PORT= changes it)
	@$(BIN)/python manage.py prepare_site --port $(PORT)
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

install: $(VENV)/installed ## Make the virtual environment with the locked packages

$(VENV)/installed: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make start PYTHON=python3.11"; exit 1; }
	@echo "Installing (about a minute, once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install-dev: $(VENV)/installed-dev ## The same with what the tests need

$(VENV)/installed-dev: requirements/dev.txt $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

test: check tests postgresql-tests ## Run everything that .ci/run runs: lint, contracts, types, migrations, checks, tests

check: install-dev lint imports types migrations deploy-check ## Everything but the tests

lint: install-dev ## Style of Python and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djade --check --target-version 5.2 $$(git ls-files '$(TEMPLATES)/*.html')
	@$(BIN)/djhtml --check --tabwidth 2 $$(git ls-files '$(TEMPLATES)/*.html') 2>&1 | tail -n 1

format: install-dev ## Put Python and templates into shape
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $$(git ls-files '$(TEMPLATES)/*.html') || true
	@$(BIN)/djhtml --tabwidth 2 $$(git ls-files '$(TEMPLATES)/*.html') 2>/dev/null || true

imports: install-dev ## Who may import whom (docs/architecture.md)
	@$(BIN)/lint-imports

types: install-dev ## Types
	@$(BIN)/mypy site guidance casestudies selfcheck

migrations: install-dev ## No migration is missing
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

deploy-check: install-dev ## Django's system checks, and its deployment checks on the production settings
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py check --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=config.settings.production ALLOWED_HOSTS=site.invalid \
		SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

tests: install-dev ## All tests, those in a real browser included
	@$(BIN)/python -m pytest $(PARALLEL) --ignore=tests/browser
	@$(BIN)/python -m pytest -n auto --dist worksteal tests/browser

postgresql-tests: install-dev ## On PostgreSQL, the tests of what counts, searches, locks and races (tests/on_postgresql.txt)
	@if [ -n "$(TEST_POSTGRESQL_URL)" ]; then \
		DATABASE_URL="$(TEST_POSTGRESQL_URL)" $(BIN)/python -m pytest -q $(PARALLEL) $(ON_POSTGRESQL); \
	elif [ -n "$(REQUIRE_SERVICES)" ]; then echo "PostgreSQL has to be there: make services"; exit 1; \
	else echo "Skipped: the tests on PostgreSQL. make services starts one."; fi

services: ## Start PostgreSQL, OpenSearch and Elasticsearch for the tests, and print their addresses
	@.ci/services start

services-stop: ## End exactly what make services started
	@.ci/services stop

browser-tests: install-dev ## Only the journeys in a real browser
	@$(BIN)/python -m pytest tests/browser

handbook: install-dev ## Make the pictures of the editor's handbook again (needs Chromium; some minutes)
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(BIN)/python -c 'import django; django.setup(); from tests.browser.handbook import main; main()'

coverage: install-dev ## How much of the code the tests reach (browser tests aside)
	@$(BIN)/coverage run -m pytest -q --ignore=tests/browser
	@$(BIN)/coverage report

assets: ## Build CSS and JavaScript from their sources (needs Node.js; the result is committed)
	npm ci
	npm run build

lock: install-dev ## Lock the packages again, after a change in pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock" --extra install -o requirements/base.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock" --extra install --extra pdf --extra dev -c requirements/base.txt -o requirements/dev.txt pyproject.toml

ENGINES := sqlite $(if $(TEST_POSTGRESQL_URL),postgresql) $(if $(TEST_OPENSEARCH_URL),opensearch) $(if $(TEST_ELASTICSEARCH_URL),elasticsearch)

bench: install-dev ## What the library costs at 100, 1,000 and 10,000 case studies (some minutes for each engine)
	@$(BIN)/python -m tests.bench.library --engine $(ENGINES) --sizes 100 1000 10000 --output var/bench.json

bench-hostile: install-dev ## Figures of a running site: what hostile input costs
	@$(BIN)/python -m tests.bench.hostile_input http://127.0.0.1:$(PORT)

kill-test: install-dev ## Kill workers while people save: nothing may be lost or doubled (some minutes)
	@set -e; for people in kill_saves kill_comments; do \
		$(BIN)/python -m tests.bench.$$people; \
		[ -z "$(TEST_POSTGRESQL_URL)" ] || $(BIN)/python -m tests.bench.$$people --database-url "$(TEST_POSTGRESQL_URL)"; \
		echo "The same without keys, where doubles must be found:"; \
		status=0; $(BIN)/python -m tests.bench.$$people --without-key || status=$$?; test $$status -eq 1; \
	done

lighthouse: ## Lighthouse (mobile) of a running site; needs Node.js and Chromium
	npx --yes lighthouse@13.5.0 http://127.0.0.1:$(PORT)/ --quiet --chrome-flags="--headless=new --no-sandbox --disable-gpu" --output=html --output-path=var/lighthouse.html

clean: ## Remove what was built and the local database
	@.ci/services stop
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
