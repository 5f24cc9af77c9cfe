package calendar

import "strconv"

// digits reads a text of exactly width ASCII digits: no sign, no space.
func digits(text string, width int) (n int, ok bool) {
	if len(text) != width {
		return 0, false
	}
	for i := range width {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = 10*n + int(text[i]-'0')
	}
	return n, true
}

// appendDigits appends n with at least width digits.
func appendDigits(text []byte, n, width int) []byte {
	if n < 0 {
		return strconv.AppendInt(text, int64(n), 10)
	}
	if n > 9 || width > 1 {
		text = appendDigits(text, n/10, width-1)
	}
	return append(text, byte('0'+n%10))
}
