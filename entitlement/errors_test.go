package entitlement_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/avtale/avtale/entitlement"
)

func TestFaultsAreOfOneFamily(t *testing.T) {
	families := []entitlement.Family{
		entitlement.ErrInvalid, entitlement.ErrMissing, entitlement.ErrConflict, entitlement.ErrLedger, entitlement.ErrVersion,
	}
	for _, family := range families {
		fault := &entitlement.Failure{Family: family, Field: "charge", Detail: "is odd"}
		assert.Equal(t, family.Error()+": charge: is odd", fault.Error())
		for _, other := range families {
			assert.Equal(t, family == other, errors.Is(fmt.Errorf("wrapped: %w", fault), other))
		}
	}
	assert.EqualError(t, entitlement.Invalid("size", "%d is too many", 7), "malformed input: size: 7 is too many")
	assert.EqualError(t, entitlement.Missing("zone", "%s has none", "K"), "a required figure is missing: zone: K has none")
}

func TestRefusalIsAnAnswer(t *testing.T) {
	const expired, usedUp entitlement.Reason = "Expired", "UsedUp"
	err := fmt.Errorf("wrapped: %w", &entitlement.Refusal{Reason: expired, Clause: "PCH-21", Pass: "a new card"})
	require.ErrorIs(t, err, expired)
	assert.NotErrorIs(t, err, usedUp)
	assert.NotErrorIs(t, err, entitlement.ErrInvalid, "a refusal is no failure")
	assert.EqualError(t, err, "wrapped: refused: Expired (PCH-21); passes with a new card")
	refusal := (*entitlement.Refusal)(nil)
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, entitlement.Clause("PCH-21"), refusal.Clause)
	assert.EqualError(t, expired, "Expired")
}
