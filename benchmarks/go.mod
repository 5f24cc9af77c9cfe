module github.com/avtale/avtale/benchmarks

go 1.25.0

require (
	github.com/avtale/avtale v0.0.0-00010101000000-000000000000
	github.com/google/btree v1.1.3
	github.com/google/licensecheck v0.3.1
	github.com/rickar/cal/v2 v2.1.26
)

require (
	github.com/govalues/decimal v0.1.36 // indirect
	github.com/rickb777/date/v2 v2.2.0 // indirect
	github.com/rickb777/period v1.0.21 // indirect
	github.com/rickb777/plural v1.4.7 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
)

replace github.com/avtale/avtale => ../
