# Everything that people do with this project, by name. `make help` lists it.
PYTHON ?= python3
PORT ?= 8000
KEEP ?= 14
VENV := .venv
BIN := $(VENV)/bin
export DJANGO_SETTINGS_MODULE ?= config.settings.dev
export BASE_URL ?= http://127.0.0.1:$(PORT)
TEMPLATES := templates
# Addresses of the services that `make services` started, for the tests.
-include var/services/addresses.env
export TEST_POSTGRESQL_URL TEST_REDIS_URL TEST_OPENSEARCH_URL TEST_ELASTICSEARCH_URL
PARALLEL := -n auto --dist loadfile
# On PostgreSQL: what asks a database in a way that another may answer differently. One file a line.
ON_POSTGRESQL := @tests/on_postgresql.txt

.DEFAULT_GOAL := help
.PHONY: help start next-leg install install-dev test check lint format imports types migrations deploy-check tests postgresql-tests browser-tests services services-stop stack stack-stop rolling-restart load-test coverage handbook bench bench-cached kill-test fuzz fault-test permission-matrix scan sbom observatory backup restore restore-drill assets lock restart-test migrations-lint lighthouse clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

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

check: install-dev lint imports types migrations migrations-lint deploy-check ## Everything but the tests

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
		BASE_URL=https://site.invalid EMAIL_URL=smtp://site.invalid MAIL_FROM=no-reply@site.invalid \
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

services: ## Start PostgreSQL, Redis, OpenSearch and Elasticsearch for the tests, and print their addresses
	@.ci/services start

stack: install ## The whole site as in production, on this machine: nginx, two gunicorns, PostgreSQL, Redis (SEARCH=opensearch adds the engine)
	@deploy/stack start

stack-stop: ## End exactly what make stack started
	@deploy/stack stop

rolling-restart: install-dev ## Restart the gunicorns of the running stack 20 times while people use it: nobody may notice
	@$(BIN)/python -m tests.proof.rolling

load-test: install-dev ## What the running stack bears: pages by each way, 300 slow lines, memory of a worker (needs wrk)
	@$(BIN)/python -m tests.proof.load

services-stop: ## End exactly what make services started
	@.ci/services stop

# Another Python (PYTHON=) and the Wagtail that comes next, beside what is installed.
NEXT := var/next
SAYING := -o filterwarnings=default --disable-warnings

next-leg: ## The tests (browser aside) on the next Wagtail and on the Python of PYTHON=; WAGTAIL=locked keeps ours
	@echo "Installing into $(NEXT) …"
	@$(PYTHON) -m venv --clear $(NEXT)
	@$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@[ "$(WAGTAIL)" = locked ] || $(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/next.txt
	@$(NEXT)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(NEXT)/bin/python -c 'import platform, django, wagtail; print("Python", platform.python_version(), "Django", django.__version__, "Wagtail", wagtail.__version__)'
	@DJANGO_SETTINGS_MODULE=config.settings.test $(NEXT)/bin/python manage.py makemigrations --check --dry-run
	@$(NEXT)/bin/python -m pytest -q $(SAYING) $(PARALLEL) --ignore=tests/browser

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
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock" --extra install --extra pdf --extra s3 --extra sentry --extra dev -c requirements/base.txt -o requirements/dev.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock" --extra install --extra pdf -c requirements/base.txt -o requirements/pdf.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock" -o requirements/scan.txt requirements/scan.in
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --no-deps --python-version 3.11 --custom-compile-command "make lock" -o requirements/next.txt requirements/next.in

ENGINES := sqlite $(if $(TEST_POSTGRESQL_URL),postgresql) $(if $(TEST_OPENSEARCH_URL),opensearch) $(if $(TEST_ELASTICSEARCH_URL),elasticsearch)

bench: install-dev ## What the library costs at 100, 1,000 and 10,000 case studies (some minutes for each engine)
	@$(BIN)/python -m tests.bench.library --engine $(ENGINES) --sizes 100 1000 10000 --output var/bench.json

bench-cached: install-dev ## What a kept page costs, against a bare view with the same bytes (needs Redis: make services)
	@$(BIN)/python -m tests.bench.cached

kill-test: install-dev ## Kill workers while people save: nothing may be lost or doubled (some minutes)
	@set -e; for people in kill_saves kill_comments kill_offers; do \
		$(BIN)/python -m tests.bench.$$people; \
		[ -z "$(TEST_POSTGRESQL_URL)" ] || $(BIN)/python -m tests.bench.$$people --database-url "$(TEST_POSTGRESQL_URL)"; \
		echo "The same without keys, where doubles must be found:"; \
		status=0; $(BIN)/python -m tests.bench.$$people --without-key || status=$$?; test $$status -eq 1; \
	done

restart-test: install-dev ## Restart a PostgreSQL of its own while people save: nothing lost, back in 2 seconds
	@$(BIN)/python -m tests.proof.postgresql_restart
	$(call control,postgresql_restart --restarts 2 --control,: 1 lost)

migrations-lint: install-dev ## New migrations only add: the old version still runs beside them
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python -m tests.proof.migrations_lint

backup: install ## Back up the database and the uploads into one file (KEEP= says how many to keep)
	@$(BIN)/python manage.py back_up --keep $(KEEP)

restore: install ## Put a back-up in the place of what is there: make restore FILE=… (REPLACE=1 over a site)
	@test -n "$(FILE)" || { echo "Say which: make restore FILE=var/backups/backup-….tar.gz"; exit 1; }
	@$(BIN)/python manage.py restore "$(FILE)" $(if $(REPLACE),--replace)

restore-drill: install-dev ## Back up a scratch site, restore it elsewhere, and compare everything (some minutes)
	@$(BIN)/python -m tests.proof.restore_drill
	@if [ -n "$(TEST_POSTGRESQL_URL)" ]; then $(BIN)/python -m tests.proof.restore_drill --database-url "$(TEST_POSTGRESQL_URL)"; \
	elif [ -n "$(REQUIRE_SERVICES)" ]; then echo "PostgreSQL has to be there: make services"; exit 1; fi

# What a scanner and a bill of materials need, in an environment of its own.
PROOF := var/proof/venv
WITH_POSTGRESQL = $(if $(TEST_POSTGRESQL_URL),--database-url "$(TEST_POSTGRESQL_URL)")
INPUTS ?= 10000
MINUTES ?= 300
# A control must fail, and miss what was put in: $(2) stands in a line about it.
control = @echo "A control, in which something must be found:"; status=0; mkdir -p var; \
	said=var/control-$(firstword $(1)).txt; \
	$(BIN)/python -m tests.proof.$(1) >$$said || status=$$?; cat $$said; \
	test $$status -eq 1 && grep -Eq '^\*\*missed\*\*.*$(2)' $$said

$(PROOF)/installed: requirements/scan.txt
	@$(PYTHON) -m venv $(PROOF)
	@$(PROOF)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

fuzz: install-dev ## Send INPUTS= hostile inputs to every public form, on SQLite and PostgreSQL (for MINUTES= each)
	$(call control,fuzz --control --inputs 300 --minutes 10,times unescaped markup)
	@status=0; $(BIN)/python -m tests.proof.fuzz --inputs $(INPUTS) --minutes $(MINUTES) || status=$$?; \
	[ -z "$(TEST_POSTGRESQL_URL)" ] || $(BIN)/python -m tests.proof.fuzz --inputs $(INPUTS) --minutes $(MINUTES) $(WITH_POSTGRESQL) || status=$$?; \
	exit $$status

fault-test: install-dev ## Let search, Redis, PostgreSQL and mail fail in six ways while people use the site (make services)
	$(call control,faults --control --services redis mail --faults hung,hung: )
	@$(BIN)/python -m tests.proof.faults

permission-matrix: install-dev ## Who reaches what: each role, each address of the admin, things of other people
	$(call control,permission_matrix --control,too many .[^]])
	@$(BIN)/python -m tests.proof.permission_matrix
	@[ -z "$(TEST_POSTGRESQL_URL)" ] || $(BIN)/python -m tests.proof.permission_matrix $(WITH_POSTGRESQL)

scan: install-dev $(PROOF)/installed ## Let the scanner Wapiti look for weaknesses in a throw-away site
	$(call control,scan --control --minutes 4)
	@$(BIN)/python -m tests.proof.scan

sbom: install-dev $(PROOF)/installed ## What the site is made of, in CycloneDX, with licences: var/sbom
	$(call control,sbom --control,in no lock)
	@$(BIN)/python -m tests.proof.sbom

observatory: install-dev ## MDN's Observatory on the running stack, and the headers of each kind of answer (root, npm)
	@set -a; . var/stack/addresses.env; set +a; $(BIN)/python -m tests.proof.observatory \
		--url "$$STACK_URL" --http-port "$${STACK_HTTP_URL##*:}" --authority "$$STACK_AUTHORITY"

lighthouse: install-dev ## Lighthouse (mobile) of seven pages of the running stack; needs Node.js and Chromium
	@$(BIN)/python -m tests.proof.lighthouse

clean: ## Remove what was built and the local database
	@[ ! -d var/stack ] || deploy/stack stop
	@.ci/services stop
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
