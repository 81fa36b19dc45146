// Attack: calls itself for ever.
// Expect: crashed

func down(_ n: Int) -> Int { n == -1 ? 0 : down(n + 1) + 1 }
func constant() -> Int { down(0) }
