package main

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/report"
)

// A stopwatch tells how long each part of a build took: from the moment that it
// was told of to the next one.
type stopwatch struct {
	parts  []string
	starts []time.Time
}

func (s *stopwatch) part(name string) {
	s.parts, s.starts = append(s.parts, name), append(s.starts, time.Now())
}

// stop gives what was measured, in seconds.
func (s *stopwatch) stop() (total float64, stages []report.Stage) {
	times := append(slices.Clone(s.starts), time.Now())
	for i, name := range s.parts {
		stages = append(stages, report.Stage{Name: name, Seconds: times[i+1].Sub(times[i]).Seconds()})
	}
	return times[len(s.parts)].Sub(times[0]).Seconds(), stages
}

// writeReport writes what became of a build into a file. failure is what stopped it.
func writeReport(name string, r *report.Build, clock *stopwatch, failure error) error {
	r.Program = version()
	r.Run.Seconds, r.Run.Stages = clock.stop()
	if failure != nil && !errors.Is(failure, errReported) {
		r.Run.Failure = failure.Error()
	}
	var b bytes.Buffer
	err := r.Write(&b)
	if err == nil {
		err = os.WriteFile(name, b.Bytes(), 0o644)
	}
	if err != nil {
		return diag.Failure("écrire le rapport dans "+name, err)
	}
	return nil
}
