package entitlementtest

import (
	"testing/fstest"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Play plays the stories of files, by name, as Run does, and returns what goes
// wrong first where Run fails the test.
func Play(files map[string]string, zone calendar.Zone, stage func() Stage) (Shown, error) {
	stored := fstest.MapFS{}
	for name, text := range files {
		stored[name] = &fstest.MapFile{Data: []byte(text)}
	}
	shown := Shown{Clauses: map[entitlement.Clause]bool{}}
	stories, err := read(stored, "*.story")
	for _, story := range stories {
		shown.Examples = append(shown.Examples, story.number)
		if err := story.play(&player{zone: zone, stage: stage(), shown: shown.Clauses}); err != nil {
			return shown, err
		}
	}
	return shown, err
}

// Missing returns what RequireAll fails for.
func Missing(shown Shown, file string, rules entitlement.Rules) ([]string, error) {
	deciding, err := constants(file)
	return shown.missing(deciding, rules), err
}
