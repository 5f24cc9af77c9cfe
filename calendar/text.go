package calendar

import "strconv"

// digits reads a short text of ASCII digits only: no sign, no space.
func digits(text string) (n int, ok bool) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = 10*n + int(text[i]-'0')
	}
	return n, text != ""
}

// appendDigits appends n with at least width digits.
func appendDigits(text []byte, n, width int) []byte {
	if n < 0 {
		return strconv.AppendInt(text, int64(n), 10)
	}
	for limit := 10; width > 1; width-- {
		if n < limit {
			for range width - 1 {
				text = append(text, '0')
			}
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(text, int64(n), 10)
}
