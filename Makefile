# make        build the site into public/
# make test   everything that must hold before a change is published
# make bench  how fast it is, beside a floor measured in the same run
# make fuzz   each fuzz target for FUZZTIME

FUZZTIME ?= 30s
BROWSER := cmd/build/testdata/browser

.PHONY: site test lint bench fuzz release clean

site:
	go run ./cmd/build

test: lint $(BROWSER)/node_modules/.package-lock.json
	go test -timeout 18m ./...

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

fuzz:
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; \
	    go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
	  done; \
	done

# A binary that needs neither npm nor network: the DSFR's files that a theme can
# need are embedded in it.
release:
	npm ci --prefix assets --ignore-scripts --no-audit --no-fund
	go run ./cmd/build/internal/theme/vendor assets
	CGO_ENABLED=0 go build -trimpath -o build ./cmd/build

clean:
	rm -rf public build assets/node_modules $(BROWSER)/node_modules
