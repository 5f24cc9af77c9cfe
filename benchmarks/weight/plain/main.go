// Plain is a service without contracts: it reads a request, in JSON, and answers it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"
)

func main() {
	var request struct {
		At time.Time `json:"at"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = json.NewEncoder(os.Stdout).Encode(request)
}
