// Package entitlementtest tests contract types: this module's own, and those of
// a service that builds one on package entitlement.
//
// [Run] plays stories, text files that read like the contract and that a
// support manager can review:
//
//	given card K sold=2021-05-12 size=10
//	== PCH-09.2 a job as big as the balance
//	2021-06-01 09:00 session T K what=server by=PH place=remote work=4h -> moved=-4 ; PCH-11 PCH-10 PCH-17
//	balance K -> 6
//
// The laws ([Folds], [RoundTrips], [Gaps], [Reasons]) are sentences that hold
// for every contract type and every history. Feed them histories: from stories,
// or from a generator such as pgregory.net/rapid.
//
// [Shown.Vectors] returns the stories that were played as JSON, with all that was on
// the stage after each step: the form for implementations in other languages. A
// test writes them where it is told to:
//
//	vectors, err := shown.Vectors("punchcard")
//	require.NoError(t, err)
//	require.NoError(t, os.CopyFS(folder, vectors))
//
// # The story file
//
//	file   = { comment | given | step } { story }   lines before the first story run before each
//	story  = "== " NUMBER [ " (reading)" ] " " title, then { given | step }
//	given  = "given" noun [ name ] { key=value }    repeating a name replaces it
//	step   = [ N"x" ] [ when ] verb { name } { key=value } "->" answer [ ";" clauses ]
//	when   = date [ clock ] in the story's zone, or RFC 3339; absent: as the step before
//	answer = ok | value ... | key=value ... | refused REASON | invalid | missing | conflict
//
// A comment starts with #. In a step # is the number of the repetition. A value
// with a space is quoted; so is a text that looks like a number or a length of
// time. A key of the outcome that is not mentioned is zero. Clauses, when given, are
// exactly those of the answer, in order. Each story expects an answer of its
// own, and no number is told twice. There are no variables, conditions or sums,
// and nothing updates an expectation but a person.
package entitlementtest
