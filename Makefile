# `make run` serves the site, `make test` checks everything, `make check` what is quick.
# Needs only Python 3.11 or newer (with venv) and make.

ENV = .venv
PY = $(ENV)/bin/python
PIP = $(PY) -m pip --disable-pip-version-check --quiet --no-input

.PHONY: help run check coverage test bench cluster-test requirements env env-run env-test env-bench

help:
	@echo "make run           serve the site at http://127.0.0.1:8000 (PORT, HOST and DATABASE_URL change where)"
	@echo "make check         what is quick: lint, types, layers, templates, spelling, dependencies, tests of the law"
	@echo "make test          tests on SQLite and PostgreSQL, lint, types, layers, templates, migrations, deployment"
	@echo "make coverage      the tests on SQLite, with the lines and branches that none of them runs"
	@echo "make bench N=10000  measure loads, pages and rules with so many made-up defendants; writes docs/benchmarks.md"
	@echo "make cluster-test  two replicas, two web servers, a proxy: as root, on Debian (deploy/cluster.sh)"
	@echo "make requirements  pin the versions anew after a change in requirements/*.in"

run: env-run
	@exec $(PY) -m casetracker.start

check: env-test
	@exec $(PY) -m tests.suite check

coverage: env-test
	@exec $(PY) -m tests.suite coverage

test: env-test
	@exec $(PY) -m tests.suite

N = 10000
ENGINES = sqlite postgresql
PARTS = load bare pages beside serving
bench: env-bench
	@exec $(PY) -m tools.bench $(N) --engines $(ENGINES) --parts $(PARTS)

cluster-test: env-test
	@exec $(PY) -m tools.cluster_test

# A copy of the file that was installed last stands in the environment: it is compared, not its date.
env-run: env
	@cmp -s requirements/run.txt $(ENV)/run.txt || { \
		echo "Installing what the site needs into $(ENV)."; \
		$(PIP) install --require-hashes -r requirements/run.txt \
		&& cp requirements/run.txt $(ENV)/run.txt; }

env-test: env
	@cmp -s requirements/test.txt $(ENV)/test.txt || { \
		echo "Installing what the tests need into $(ENV)."; \
		$(PIP) install --require-hashes -r requirements/test.txt \
		&& cp requirements/test.txt requirements/run.txt $(ENV); }

env-bench: env
	@cmp -s requirements/bench.txt $(ENV)/bench.txt || { \
		echo "Installing what the measurements need into $(ENV)."; \
		$(PIP) install --require-hashes -r requirements/bench.txt \
		&& cp requirements/bench.txt requirements/test.txt requirements/run.txt $(ENV); }

env:
	@$(PY) -c '' 2>/dev/null || sh requirements/make_env.sh $(ENV)

requirements: env-test
	@for name in run test bench; do \
		$(ENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
			--python-version 3.11 requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
