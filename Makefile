# One file, no recursion into folders: objects and their dependencies stand under $(B).
#   make          build build/adit            make V=1      show the commands
#   make run      install, build, open        make test     install, build, all tests
B       ?= build
V       ?= 0
PREFIX  ?= /usr/local
CC      ?= gcc
CLANG   ?= clang
MODE    ?= release
VERSION := 0.1.0

# Debian packages: README's table says why each is there.
DEPS_BUILD := gcc make pkg-config libncurses-dev libyaml-dev libsqlite3-dev \
              libintelrdfpmath-dev libutf8proc-dev libcmark-gfm-dev libcmark-gfm-extensions-dev nettle-dev
DEPS_TEST  := libcmocka-dev clang libclang-rt-dev tmux ncurses-term python3 bc
DEPS_CHECK := clang-format clang-tidy gcovr

Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-6s %s\n' $(1) $(2))

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wstrict-prototypes \
        -Wmissing-prototypes -Wformat=2 -Wwrite-strings -Wcast-qual -Wundef -Werror
CPPFLAGS_ALL := -I. -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DNCURSES_WIDECHAR=1 \
                -DADIT_VERSION='"$(VERSION)"' -DADIT_SOURCE_DIR='"$(CURDIR)"' \
                -DADIT_PREFIX='"$(PREFIX)"' $(CPPFLAGS)
OPT_release := -O2 -g
# The sanitizers change what the compiler can prove: its guesses about uninitialised values err there.
OPT_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
               -Wno-maybe-uninitialized -Wno-format-truncation -Wno-stringop-overflow
OPT_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
OPT_cover   := -O0 -g --coverage
CFLAGS_ALL  := -std=c17 $(OPT_$(MODE)) $(WARN) $(CFLAGS)
LD_asan     := -fsanitize=address,undefined
LD_fuzz     := -fsanitize=fuzzer,address,undefined
LD_cover    := --coverage
LDFLAGS_ALL := $(LD_$(MODE)) $(LDFLAGS)
# clang-tidy reads its arguments through a shell: quotes in macros are escaped once more.
TIDY_FLAGS  := -std=c17 $(subst ",\",$(subst ',,$(CPPFLAGS_ALL)))
CORE_LIBS   := -lyaml -lsqlite3 -lbidgcc000 -lutf8proc -lcmark-gfm-extensions -lcmark-gfm -lnettle -lm -lpthread
TUI_LIBS    := -lncursesw -ltinfo

CORE_SRC  := $(wildcard core/*/*.c)
TUI_SRC   := $(filter-out tui/main.c,$(wildcard tui/*.c tui/*/*.c))
UNIT_SRC  := $(wildcard tests/unit/test_*.c)
UNIT_HELP := $(filter-out $(UNIT_SRC),$(wildcard tests/unit/*.c))
FUZZ_SRC  := $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SRC := $(wildcard tests/bench/bench_*.c)
PROBE_SRC := $(wildcard tests/tui/*.c)
HEADERS   := $(wildcard core/*/*.h tui/*.h tui/*/*.h)
ALL_C     := $(CORE_SRC) $(TUI_SRC) tui/main.c $(wildcard tests/*/*.c)

obj = $(patsubst %.c,$(B)/%.o,$(1))
UNIT_BIN  := $(patsubst tests/unit/%.c,$(B)/unit/%,$(UNIT_SRC))
FUZZ_BIN  := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(FUZZ_SRC))
BENCH_BIN := $(patsubst tests/bench/%.c,$(B)/bench/%,$(BENCH_SRC))
PROBE_BIN := $(patsubst tests/tui/%.c,$(B)/probe/%,$(PROBE_SRC))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all run test unit deps deps-test deps-check asan fuzz fuzz-bin fuzz-short bench cover \
        check-static fmt fmt-check hdr-check install clean help core-pure

all: $(B)/adit ## build build/adit

$(B)/libadit.a: $(call obj,$(CORE_SRC))
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^
$(B)/libtui.a: $(call obj,$(TUI_SRC))
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^
$(B)/adit: $(B)/tui/main.o $(B)/libtui.a $(B)/libadit.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(CORE_LIBS) $(TUI_LIBS)
# The Intel library's header is not written for our warnings: it is included as a system header.
$(B)/%.o: %.c Makefile
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
# Loops over many trials: wide, but never another result (no fused or reordered sums).
$(patsubst %,$(B)/core/economics/%.o,lanes_run sample_rows risk_draw risk_moments risk_order risk_trials): \
  CFLAGS_ALL += -O3 -ffp-contract=off -fno-math-errno -fno-trapping-math
$(B)/unit/%: $(B)/tests/unit/%.o $(call obj,$(UNIT_HELP)) $(B)/libtui.a $(B)/libadit.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ -lcmocka $(CORE_LIBS) $(TUI_LIBS)
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/libtui.a $(B)/libadit.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(CORE_LIBS) $(TUI_LIBS)
$(B)/bench/%: $(B)/tests/bench/%.o $(B)/libadit.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(CORE_LIBS)
$(B)/probe/%: $(B)/tests/tui/%.o
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ -lutil

run: deps ## install what is missing, build, open the workbench on the sample project
	@$(MAKE) --no-print-directory -j$$(nproc 2>/dev/null || echo 2) all
	@ADIT_BIN=$(B)/adit sh .ci/open-sample

test: deps-test ## install what is missing, build and run every test
	@bash tests/run.sh

unit: $(UNIT_BIN) ## build and run the unit tests alone
	@fail=0; for t in $(UNIT_BIN); do $$t 2>&1 | grep -vE '^\[ +(OK|RUN) ' || true; \
	  [ $${PIPESTATUS[0]:-0} -eq 0 ] || fail=1; done; exit $$fail
unit: SHELL := /bin/bash

deps: ## install the packages that building needs
	@sh .ci/deps $(DEPS_BUILD)
deps-test: ## install the packages that the tests need
	@sh .ci/deps $(DEPS_BUILD) $(DEPS_TEST)
deps-check:
	@sh .ci/deps $(DEPS_BUILD) $(DEPS_TEST) $(DEPS_CHECK)

asan: ## unit tests under the address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory B=build-asan MODE=asan unit build-asan/adit
fuzz-bin:
	@$(MAKE) --no-print-directory B=build-fuzz MODE=fuzz CC="$(CLANG)" fuzz-build
.PHONY: fuzz-build
fuzz-build: $(FUZZ_BIN)
FUZZ_SECONDS ?= 600
fuzz: fuzz-bin ## fuzz each parser for FUZZ_SECONDS (600)
	@sh tests/fuzz/run.sh $(FUZZ_SECONDS)

bench: $(BENCH_BIN) $(B)/adit ## measure speed, beside feelin and json-rules-engine where Node is
	@sh tests/bench/run.sh $(B)

cover: deps-check ## unit-test coverage, by folder
	@$(MAKE) --no-print-directory B=build-cover MODE=cover unit
	@gcovr -r . --object-directory build-cover --gcov-ignore-parse-errors -e 'tests/.*' build-cover | tail -n +5

fmt:
	@clang-format -i $(ALL_C) $(HEADERS)
fmt-check: ## is every file formatted as .clang-format says
	@clang-format --dry-run -Werror $(ALL_C) $(HEADERS)
hdr-check: $(patsubst %,$(B)/hdr/%.ok,$(HEADERS)) ## does each header compile alone
$(B)/hdr/%.h.ok: %.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -fsyntax-only -x c $< && touch $@
core-pure: $(B)/libadit.a ## core/ knows no terminal, prints nothing, ends nothing
	@if nm -u $(B)/libadit.a | grep -wE 'initscr|printf|puts|putchar|exit|_exit|getenv'; then \
	  echo 'core/ must not use these' >&2; exit 1; fi
check-static: deps-check fmt-check hdr-check core-pure ## format, headers, clang warnings, clang-tidy
	@$(MAKE) --no-print-directory B=build-clang CC="$(CLANG)" all
	@printf '%s\n' $(CORE_SRC) $(TUI_SRC) tui/main.c | xargs -P 2 -n 4 \
	  sh -c 'clang-tidy --quiet "$$@" -- $(TIDY_FLAGS)' tidy

install: all ## install under PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/adit $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(B)/adit $(DESTDIR)$(PREFIX)/bin/adit
	cp -R rules templates $(DESTDIR)$(PREFIX)/share/adit/
	$(B)/adit help --man > $(DESTDIR)$(PREFIX)/share/man/man1/adit.1
clean: ## remove all build folders
	rm -rf build build-*
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 16

-include $(patsubst %.o,%.d,$(call obj,$(ALL_C)))
