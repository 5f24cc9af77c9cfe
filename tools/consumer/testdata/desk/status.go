package main

import (
	"errors"
	"net/http"

	"github.com/avtale/avtale/entitlement"
)

// status returns what a web service answers with: what is recorded already, and told
// again, is answered as what is new.
func status(err error) int {
	refusal := (*entitlement.Refusal)(nil)
	switch {
	case err == nil:
		return http.StatusOK
	case errors.As(err, &refusal):
		return http.StatusUnprocessableEntity
	case errors.Is(err, entitlement.ErrInvalid):
		return http.StatusBadRequest
	case errors.Is(err, entitlement.ErrConflict):
		return http.StatusConflict
	default: // ErrMissing, ErrLedger, ErrVersion, and what is wrong with the database
		return http.StatusInternalServerError
	}
}
