package outside

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// keep is for how long an address that answered is not asked again.
const keep = 7 * 24 * time.Hour

// readCache gives the good answers that are still young; none when the file is
// missing or is not ours.
func readCache(file string, now time.Time) map[string]answer {
	young := map[string]answer{}
	data, err := os.ReadFile(file)
	if file == "" || err != nil {
		return young
	}
	var all map[string]answer
	if json.Unmarshal(data, &all) != nil {
		return young
	}
	for address, a := range all {
		day, err := time.Parse(time.DateOnly, a.Day)
		if age := now.Sub(day); err == nil && a.good() && age >= 0 && age < keep {
			young[address] = a
		}
	}
	return young
}

// writeCache keeps the good answers. A cache that cannot be written is done
// without, and one that is half written readCache does not take.
func writeCache(file string, all map[string]answer) {
	if file == "" {
		return
	}
	kept := map[string]answer{}
	for address, a := range all {
		if a.good() {
			kept[address] = a
		}
	}
	data, err := json.Marshal(kept)
	if err == nil && os.MkdirAll(filepath.Dir(file), 0o755) == nil {
		_ = os.WriteFile(file, data, 0o600)
	}
}
