// Mutant reads a Go file and writes it with one change, as the mutation tool makes it: at
// an operator or a keyword, in the syntax tree, so that what was calculated first still is.
//
//	mutant KIND LINE COLUMN <file >changed
package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"os"
)

// changes says what becomes of a token, by the kind of change.
var changes = map[string]map[token.Token]token.Token{
	"CONDITIONALS_BOUNDARY": {
		token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	},
	"CONDITIONALS_NEGATION": {
		token.EQL: token.NEQ, token.NEQ: token.EQL,
		token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	},
	"INVERT_LOGICAL": {token.LAND: token.LOR, token.LOR: token.LAND},
	"ARITHMETIC_BASE": {
		token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL,
	},
	"INCREMENT_DECREMENT": {token.INC: token.DEC, token.DEC: token.INC},
	"INVERT_NEGATIVES":    {token.SUB: token.ADD},
	"INVERT_LOOPCTRL":     {token.BREAK: token.CONTINUE, token.CONTINUE: token.BREAK},
	"REMOVE_SELF_ASSIGNMENTS": {
		token.ADD_ASSIGN: token.ASSIGN, token.SUB_ASSIGN: token.ASSIGN, token.MUL_ASSIGN: token.ASSIGN,
		token.QUO_ASSIGN: token.ASSIGN, token.REM_ASSIGN: token.ASSIGN, token.AND_ASSIGN: token.ASSIGN,
		token.OR_ASSIGN: token.ASSIGN, token.XOR_ASSIGN: token.ASSIGN, token.SHL_ASSIGN: token.ASSIGN,
		token.SHR_ASSIGN: token.ASSIGN, token.AND_NOT_ASSIGN: token.ASSIGN,
	},
}

func main() {
	var line, column int
	if len(os.Args) != 4 || !number(os.Args[2], &line) || !number(os.Args[3], &column) {
		fmt.Fprintln(os.Stderr, "usage: mutant KIND LINE COLUMN <file >changed")
		os.Exit(2)
	}
	if err := mutate(os.Stdin, os.Stdout, os.Args[1], line, column); err != nil {
		fmt.Fprintln(os.Stderr, "mutant:", err)
		os.Exit(1)
	}
}

func number(text string, n *int) bool {
	_, err := fmt.Sscan(text, n)
	return err == nil
}

// mutate changes the token of a place, counted from 1, in bytes.
func mutate(from io.Reader, to io.Writer, kind string, line, column int) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", from, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	changed := false
	ast.Inspect(file, func(node ast.Node) bool {
		place, found := operator(node)
		if found == nil {
			return true
		}
		at := files.Position(place)
		if other, ok := changes[kind][*found]; ok && at.Line == line && at.Column == column {
			*found, changed = other, true
		}
		return true
	})
	if !changed {
		return errors.New("there is nothing to change so")
	}
	return format.Node(to, files, file)
}

// operator returns where the token of a node is, and the token; nil if it has none.
func operator(node ast.Node) (token.Pos, *token.Token) {
	switch n := node.(type) {
	case *ast.BinaryExpr:
		return n.OpPos, &n.Op
	case *ast.UnaryExpr:
		return n.OpPos, &n.Op
	case *ast.IncDecStmt:
		return n.TokPos, &n.Tok
	case *ast.AssignStmt:
		return n.TokPos, &n.Tok
	case *ast.BranchStmt:
		return n.TokPos, &n.Tok
	default:
		return token.NoPos, nil
	}
}
