// Attack: six thousand errors above two hundred thousand lines, each to be held against the other.
// Expect: not compiled

func constant() -> Int { 3 }
__ERRORS__
__LINES__
