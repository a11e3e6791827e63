# make        build the site into public/
# make test   everything that must hold before a change is published
# make bench  how fast it is, beside a floor measured in the same run
# make fuzz   each fuzz target for FUZZTIME
# make endure 200 builds of 2,000 pages killed at random moments
# make check  what others know of what we build on: checksums, vulnerabilities
# make cross  the program compiles for every platform it is released for
# make release  binaries of all platforms, what is in them, their digests: in dist/

FUZZTIME ?= 30s
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
TOOL := go tool -modfile=.ci/tools.mod
BROWSER := cmd/build/testdata/browser

.PHONY: site test lint bench fuzz endure check cross release clean

site:
	go run ./cmd/build

# Packages are compiled as those of a release, once: TestSameProgram then has little to
# make. lint vets them.
check test: export CGO_ENABLED := 0
check test: export GOFLAGS := $(GOFLAGS) -trimpath
test: lint $(BROWSER)/node_modules/.package-lock.json
	go test -vet=off -timeout 18m ./...

lint:
	@test -z "$$(gofmt -l cmd layouts assets/*.go)" || { gofmt -d cmd layouts assets/*.go; exit 1; }
	go mod tidy -diff
	go vet ./...
	go tool staticcheck ./...

$(BROWSER)/node_modules/.package-lock.json: $(BROWSER)/package-lock.json
	npm ci --prefix $(BROWSER) --ignore-scripts --no-audit --no-fund
	touch $@

bench:
	go test -run '^$$' -bench . -benchtime 3x ./...

# An input that is new is made smaller for a second: a minute, the default, would
# be all of the time.
fuzz:
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; \
	    go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s $$package || exit 1; \
	  done; \
	done

endure:
	go test -v -timeout 2h -run TestKilledBuild ./cmd/build -kills 200 -kill-pages 2000

check:
	go mod verify
	.ci/audit

# Without optimising, nor what debuggers and running programs need: it takes little more
# than half the time, and says as well what does not compile or link. The tests do this
# machine's own platform.
cross:
	@for platform in $(filter-out $(shell go env GOHOSTOS)/$(shell go env GOHOSTARCH),$(PLATFORMS)); do \
	  echo "$$platform"; \
	  CGO_ENABLED=0 GOOS=$${platform%/*} GOARCH=$${platform#*/} nice go build -gcflags='all=-N -l -B -wb=false -dwarf=false' -ldflags='-s -w' -o /dev/null ./cmd/build || exit 1; \
	done

# Binaries that need neither npm nor network: the DSFR's files that a theme can
# need are embedded in them. The same commit gives the same bytes, anywhere; the
# version is that of its tag. Beside each stands what it is made of (CycloneDX).
release:
	npm ci --prefix assets --ignore-scripts --no-audit --no-fund
	go run ./cmd/build/internal/theme/vendor assets
	rm -rf dist && mkdir dist
	@bom=$$($(TOOL) -n cyclonedx-gomod) || exit 1; \
	for platform in $(PLATFORMS); do \
	  os=$${platform%/*} arch=$${platform#*/} name=build-$$os-$$arch; \
	  file=dist/$$name; [ $$os != windows ] || file=$$file.exe; \
	  echo "$$file"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -buildvcs=auto -o $$file ./cmd/build || exit 1; \
	  version=$$(go version -m $$file | awk '$$1 == "mod" {print $$3}'); \
	  GOPROXY=off $$bom bin -json -licenses -std -noserial -notimestamp -version "$$version" -output dist/$$name.cdx.json $$file || exit 1; \
	done
	.ci/sbom assets > dist/pages.cdx.json
	cp cmd/build/internal/license/texts.txt dist/LICENCES.txt
	cp LICENSE dist/
	cd dist && sha256sum * > empreintes.sha256

clean:
	rm -rf public build dist assets/dist/dsfr assets/node_modules $(BROWSER)/node_modules
