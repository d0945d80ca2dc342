# prefcount: counts ranked ballots inside PostgreSQL.
#
#	make && make install && make installcheck	with a PostgreSQL of one's own
#	make demo, make test						as root on a fresh Debian machine
#
# To build in another folder: make -f /path/to/this/Makefile there.

# where the source is, from the folder that is built in
SOURCE      := $(or $(VPATH),$(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST)))))

EXTENSION    = prefcount
EXTVERSION  := $(shell sed -n 's/^  "version": "\(.*\)",$$/\1/p' '$(SOURCE)/META.json')
MODULE_big   = prefcount
OBJS         = $(patsubst $(SOURCE)/%.c,%.o,$(sort $(wildcard $(SOURCE)/src/*/*.c)))
DATA_built   = sql/prefcount--$(EXTVERSION).sql
DATA         = $(filter-out $(DATA_built),$(patsubst $(SOURCE)/%,%,$(wildcard $(SOURCE)/sql/prefcount--*.sql)))
TESTS        = $(sort $(wildcard $(SOURCE)/test/sql/*.sql))
REGRESS      = $(patsubst $(SOURCE)/test/sql/%.sql,%,$(TESTS))
REGRESS_OPTS = --inputdir='$(SOURCE)/test'
EXTRA_CLEAN  = results regression.diffs regression.out
PG_CPPFLAGS  = -I'$(SOURCE)/src' -DPREFCOUNT_VERSION='"$(EXTVERSION)"'

# Only what SQL calls is visible outside: libraries that the server links, such
# as Kerberos, have functions with names like profile_init() too, and theirs
# would be called instead of ours.
PG_CFLAGS    = -fvisibility=hidden

# In another folder: the folders that files are made in, and what pg_regress
# looks for in the one it is started in.
ifneq ($(SOURCE),.)
ifneq ($(wildcard $(SOURCE)/src/*/*.o $(SOURCE)/$(DATA_built)),)
$(error $(SOURCE) has been built in: run make clean there first)
endif
$(shell mkdir -p sql $(patsubst $(SOURCE)/%/,%,$(wildcard $(SOURCE)/src/*/)))
REGRESS_PREP = link-expected
EXTRA_CLEAN += expected
endif

PG_CONFIG   ?= pg_config
export PG_CONFIG

# Debian's postgresql-client brings PGXS without the headers that it needs.
ifneq ($(wildcard $(shell '$(PG_CONFIG)' --includedir-server 2>/dev/null)/postgres.h),)
PGXS        := $(wildcard $(shell '$(PG_CONFIG)' --pgxs))
endif
ifneq ($(PGXS),)
include $(PGXS)
else
PGMAJOR     := $(shell '$(PG_CONFIG)' --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/-\1/')
all install installcheck clean:
	$(error $(if $(PGMAJOR),$(PG_CONFIG) is of a PostgreSQL without its server headers,there is no $(PG_CONFIG)): set PG_CONFIG, or install them (Debian: postgresql-server-dev$(or $(PGMAJOR),-all)))
endif

# Every object is built again when a header or the version changes.
$(OBJS): $(wildcard $(SOURCE)/src/*/*.h) META.json

# The families of functions are written out, one for each type.
sql/prefcount--$(EXTVERSION).sql: sql/prefcount.sql sql/expand.awk
	awk -f $(filter %.awk,$^) $< > $@.new && mv $@.new $@

# The documentation, in folders as here, so that its links lead somewhere.
DOC_FILES   := $(shell cd '$(SOURCE)' && find README.md CHANGELOG.md CONTRIBUTING.md LICENSE doc examples test/vectors \
				-name '[!.]*' -type f ! -path '*/node_modules/*' ! -path '*/dist/*' ! -path '*/.observablehq/*' | LC_ALL=C sort)
doc_folder   = $(DESTDIR)$(docdir)/extension/prefcount

ifdef docdir
install: install-documentation
uninstall: uninstall-documentation
endif

.PHONY: install-documentation uninstall-documentation link-expected
install-documentation:
	$(MKDIR_P) $(patsubst %,'$(doc_folder)/%',$(sort $(dir $(DOC_FILES))))
	$(foreach folder,$(sort $(dir $(DOC_FILES))),$(INSTALL_DATA) $(foreach file,$(DOC_FILES),$(if $(filter $(folder),$(dir $(file))),'$(SOURCE)/$(file)')) '$(doc_folder)/$(folder)' &&) :

uninstall-documentation:
	rm -rf '$(doc_folder)'

link-expected:
	ln -sfn '$(abspath $(SOURCE)/expected)' expected

# The bundle for PGXN, of what is committed.
.PHONY: dist
dist:
	git -C '$(SOURCE)' archive --format=zip --prefix=$(EXTENSION)-$(EXTVERSION)/ \
		--output='$(CURDIR)/$(EXTENSION)-$(EXTVERSION).zip' HEAD
	@git -C '$(SOURCE)' diff --quiet HEAD || echo 'What is not committed is not in it.'

.PHONY: test test-majors test-fresh test-trust check-floors fuzz coverage sanitize demo demo-stop bench
test test-majors test-fresh test-trust check-floors fuzz coverage sanitize demo demo-stop bench:
	@MAKE='$(MAKE)' '$(SOURCE)/scripts/$@'
