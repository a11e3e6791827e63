package check

// Markup says what is wrong with the code of a finished page.
func Markup(page []byte) []fault {
	r := newReader()
	r.read(page, new(shell))
	return r.faults
}
