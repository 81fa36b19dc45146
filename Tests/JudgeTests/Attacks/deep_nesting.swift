// Attack: nests brackets until the parser has no stack left.
// Expect: not compiled

func constant() -> Int { __DEEP__ }
