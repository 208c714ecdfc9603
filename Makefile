# sandyq: from news pages to figures that can be followed over time.
# `make help` lists the targets.

VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)

MAKEFLAGS += --no-print-directory
# V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)")

# Debian 12 names.  What runs, then what only checks.
DEPS_RUN := gcc libc6-dev make pkg-config libcurl4-openssl-dev libgumbo-dev \
	libpcre2-dev libsqlite3-dev libyaml-dev libexpat1-dev \
	libdeflate-dev zlib1g-dev libbrotli-dev libzstd-dev libuchardet-dev \
	libutf8proc-dev libstemmer-dev libexttextcat-dev libexttextcat-data \
	libxxhash-dev libssl-dev libpsl-dev libidn2-dev libseccomp-dev \
	libxlsxwriter-dev libjs-dygraphs curl
DEPS_CHECK := libcmocka-dev libjansson-dev bats perl jq sqlite3 mandoc \
	python3-minimal python3-jsonschema clang \
	clang-format clang-tidy cppcheck shellcheck valgrind libclang-rt-14-dev \
	chromium chromium-driver systemd
# What the benches compare with, and what measures.
DEPS_BENCH := nginx-light wget jq sqlite3 xz-utils python3-minimal

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual \
	-Wcast-align -Wformat=2 -Wmissing-prototypes -Wstrict-prototypes \
	-Wold-style-definition -Wpointer-arith -Wwrite-strings -Wundef -Wvla \
	-Wdouble-promotion -Wimplicit-fallthrough -Wunused -fno-common
ifneq ($(findstring clang,$(notdir $(CC))),clang)
WARN += -Wlogical-op -Wduplicated-cond -Wduplicated-branches \
	-Wjump-misses-init -Wnull-dereference
endif
# Warnings are errors where we develop (a git checkout), not for packagers.
ifneq ($(wildcard .git),)
WARN += -Werror
endif

# What each stage links beyond common's own libraries.
COMMON_LIBS    := -lidn2 -lpcre2-8 -lyaml -ldeflate -lz \
	-lbrotlidec -lzstd -lutf8proc -lxxhash -lcrypto -lseccomp -lm
crawler_LIBS   := -lcurl -lsqlite3 -lexpat -lpsl -lgumbo
extract_LIBS   := -lgumbo -luchardet -lexttextcat
normalize_LIBS := -lstemmer
store_LIBS     := -lsqlite3 -lxlsxwriter

BANNED := -include common/banned.h
# Its header names what we ban, so it must be read before the ban.
%/store/table_xlsx.o: BANNED := -include xlsxwriter.h $(BANNED)

SANFLAGS ?=
OPTFLAGS ?= -O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2
CFLAGS   ?= -g
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DSANDYQ_VERSION='"$(VERSION)"' -I. \
	$(BANNED) $(WARN) $(OPTFLAGS) -fPIE $(SANFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANFLAGS) $(LDFLAGS)

STAGES := crawler extract normalize store
PROGS_crawler   := sandyq-crawl
PROGS_extract   := sandyq-extract
PROGS_normalize := sandyq-normalize
PROGS_store     := sandyq-store
VERBS := $(patsubst %,$(BUILD)/libexec/sandyq/%,$(wildcard verbs/*.sh))
BINS := $(foreach s,$(STAGES),$(BUILD)/bin/$(PROGS_$(s))) $(BUILD)/bin/sandyq

lib_src = $(filter-out $(1)/main.c,$(wildcard $(1)/*.c))
objs = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIBS := $(foreach s,common $(STAGES),$(BUILD)/lib/lib$(s).a)

UNIT := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*/t_*.c))
SERVER := $(patsubst tests/server/%.c,$(BUILD)/server/%,$(wildcard tests/server/*.c))
HEADERS := $(wildcard $(addsuffix /*.h,common $(STAGES)))
SOURCES := $(wildcard $(addsuffix /*.c,common $(STAGES))) \
	$(wildcard tests/unit/*/*.c tests/server/*.c tests/fuzz/*.c tests/fault/*.c) \
	$(wildcard bench/*.c)

.PHONY: all deb deb-check deps check asan memcheck lint demo run install clean help fuzz \
	newsroom ready kill kill-store crosscheck rules-check bench-crawl \
	bench-extract bench-figures bench-report bench-store
.SUFFIXES:
.SECONDARY:

all: $(BINS) $(VERBS)

## help       this list
help:
	@echo 'sandyq $(VERSION): the targets'
	@sed -n 's/^## /  make /p' $(firstword $(MAKEFILE_LIST))

## deps       installs what is missing, by apt (a no-op when all is there)
deps:
	@sh tests/deps.sh $(DEPS_RUN) $(DEPS_CHECK)

## all        builds the programs into build/bin (the default)
$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC $<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

define stage_rules
$(BUILD)/lib/lib$(1).a: $(call objs,$(call lib_src,$(1)))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(Q)ar rcs $$@ $$^
endef
$(foreach s,common $(STAGES),$(eval $(call stage_rules,$(s))))

define prog_rules
$(BUILD)/bin/$(PROGS_$(1)): $(BUILD)/obj/$(1)/main.o $(BUILD)/lib/lib$(1).a \
    $(BUILD)/lib/libcommon.a
	@mkdir -p $$(@D)
	$$(call say,LD $$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $$@ $$^ $$($(1)_LIBS) $$(COMMON_LIBS)
endef
$(foreach s,$(STAGES),$(eval $(call prog_rules,$(s))))

$(BUILD)/bin/sandyq: sandyq
	@mkdir -p $(@D)
	install -m 755 sandyq $@

$(BUILD)/libexec/sandyq/%: %
	@mkdir -p $(@D)
	$(Q)install -m 644 $< $@

# A unit test links the library of its folder's stage, and common.
define unit_rules
$(BUILD)/tests/$(1)/t_%: $(BUILD)/obj/tests/unit/$(1)/t_%.o \
    $(BUILD)/lib/lib$(1).a $(BUILD)/lib/libcommon.a
	@mkdir -p $$(@D)
	$$(call say,LD $$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $$@ $$^ $$($(1)_LIBS) $$(COMMON_LIBS) \
	    -ljansson -lcmocka
endef
$(foreach s,common $(STAGES),$(eval $(call unit_rules,$(s))))

$(BUILD)/server/%: $(BUILD)/obj/tests/server/%.o $(BUILD)/lib/libcommon.a
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(COMMON_LIBS)

# The yardsticks of the benches, each on its library alone.
gumbo_bare_LIBS  := -lgumbo
pcre2_bare_LIBS  := -lpcre2-8
curl_bare_LIBS   := -lcurl -ldeflate
sqlite_bare_LIBS := -lsqlite3
history_LIBS     := $(COMMON_LIBS)
$(BUILD)/bench/%: $(BUILD)/obj/bench/%.o $(BUILD)/lib/libcommon.a
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $($*_LIBS)

newsroom: $(BUILD)/newsroom/.done
$(BUILD)/newsroom/.done: $(shell find tests/newsroom -type f 2>/dev/null)
	sh tests/newsroom/compose.sh $(BUILD)/newsroom
	@touch $@

ready: deps
	@$(MAKE) -j$(JOBS) all newsroom $(SERVER)

## check      every test, after installing and building what it needs
check: deps
	@$(MAKE) -j$(JOBS) all newsroom $(UNIT) $(SERVER)
	SANDYQ_BUILD=$(abspath $(BUILD)) prove -j$(JOBS) --exec tests/run \
	    $(UNIT) $(wildcard tests/cli/*.bats)

## asan       the same tests under the address and undefined sanitizers
asan: deps
	@ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 \
	    UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
	    $(MAKE) check BUILD=$(BUILD)/asan OPTFLAGS='-O1' \
	    SANFLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

## rules-check    the examples kept in config/rules, each named if it fails
rules-check: $(BUILD)/tests/extract/t_figures
	@SANDYQ_SOURCE=$(CURDIR) $< rules_keep_their_examples

## memcheck   the unit tests under valgrind
memcheck: deps
	@$(MAKE) -j$(JOBS) all newsroom $(UNIT)
	SANDYQ_BUILD=$(abspath $(BUILD)) prove -j$(JOBS) \
	    --exec 'tests/run --valgrind' $(UNIT)

## lint       format, clang-tidy, cppcheck, shellcheck, include fences
lint: deps
	@BUILD=$(BUILD) JOBS=$(JOBS) sh tests/lint.sh $(SOURCES) $(HEADERS)

## kill       200 crawls killed, 200 on full disks: nothing lost, nothing twice
kill: ready kill-store
	SANDYQ_BUILD=$(abspath $(BUILD)) bash tests/fault/kill.sh 200
	SANDYQ_BUILD=$(abspath $(BUILD)) bash tests/fault/kill.sh 200 full

## kill-store     200 loads so killed end as if undisturbed
kill-store: ready
	SANDYQ_BUILD=$(abspath $(BUILD)) bash tests/fault/kill_store.sh 200

## crosscheck our archives before a public reader, wget's before ours
READER := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/sandyq/npm
crosscheck: ready
	@[ -d $(READER)/node_modules/warcio ] || \
	    npm install --silent --no-audit --no-fund --prefix $(READER) warcio || \
	    echo 'crosscheck: no warcio to be had (npm), its tests are skipped'
	SANDYQ_BUILD=$(abspath $(BUILD)) prove --exec tests/run \
	    tests/cli/crosscheck.bats

## fuzz       every fuzz target for FUZZ_SECONDS (60) each
FUZZ_SECONDS ?= 60
fuzz: deps
	@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh

# bench(NAME, PROGRAMS)
bench = @sh tests/deps.sh $(DEPS_RUN) $(DEPS_BENCH) && \
	$(MAKE) -s -j$(JOBS) all $(patsubst %,$(BUILD)/bench/%,race $(2)) && \
	BUILD=$(abspath $(BUILD)) sh bench/$(1).sh

## bench-crawl    the crawler against bare libcurl and wget
bench-crawl:
	$(call bench,crawl,curl_bare)

## bench-extract  extraction against bare gumbo
bench-extract: newsroom
	$(call bench,extract,gumbo_bare)

## bench-figures  rules and normalize against one bare PCRE2 pass
bench-figures:
	$(call bench,figures,pcre2_bare)

## bench-store    load and questions against bare SQLite inserts
bench-store:
	$(call bench,store,sqlite_bare history)

## bench-report   making a report, and a browser drawing it
bench-report:
	@sh tests/deps.sh $(DEPS_RUN) chromium chromium-driver curl jq
	@$(MAKE) -s -j$(JOBS) all
	@BUILD=$(abspath $(BUILD)) bash bench/report.sh

## demo       the whole pipeline over our demonstration sites on loopback
demo: ready
	@$(BUILD)/bin/sandyq demo

## run        a run over the sites of config/sites (DATA=folder)
run: ready
	@$(BUILD)/bin/sandyq $(if $(DATA),--data $(DATA)) run

## install    into DESTDIR and PREFIX
install: all newsroom $(SERVER)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/sandyq \
	    $(DESTDIR)$(PREFIX)/libexec/sandyq/verbs \
	    $(DESTDIR)$(PREFIX)/share/doc/sandyq \
	    $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(BINS) $(DESTDIR)$(PREFIX)/bin
	cp -R config $(DESTDIR)$(PREFIX)/share/sandyq/
	cp -R $(BUILD)/newsroom $(DESTDIR)$(PREFIX)/share/sandyq/
	install -m 755 $(SERVER) $(DESTDIR)$(PREFIX)/libexec/sandyq
	install -m 644 $(VERBS) $(DESTDIR)$(PREFIX)/libexec/sandyq/verbs
	install -m 644 README.md $(wildcard docs/*.md) \
	    $(DESTDIR)$(PREFIX)/share/doc/sandyq
	install -m 644 $(wildcard docs/man/*.1) \
	    $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(wildcard docs/man/*.5) \
	    $(DESTDIR)$(PREFIX)/share/man/man5
	install -Dm 644 completions/sandyq.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/sandyq
	install -Dm 644 completions/_sandyq \
	    $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_sandyq
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	for unit in config/systemd/*.service config/systemd/*.timer; do \
	    sed 's|@BIN@|$(PREFIX)/bin|' $$unit \
	        >$(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/}; done

## deb        the Debian package, into build/
DEPS_DEB := debhelper lintian dpkg-dev fakeroot
deb:
	@sh tests/deps.sh $(DEPS_RUN) $(DEPS_DEB)
	rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb/sandyq
	git ls-files -z | xargs -0 cp --parents -t $(BUILD)/deb/sandyq
	cd $(BUILD)/deb/sandyq && dpkg-buildpackage -us -uc -b
	lintian --fail-on error $(BUILD)/deb/*.changes
	mv $(BUILD)/deb/*.deb $(BUILD)/

## deb-check  installs the package, runs it as another user, removes it (root)
deb-check: deb
	bash tests/package.sh $(BUILD)/sandyq_$(VERSION)_*.deb

## clean      takes the build folder away
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
