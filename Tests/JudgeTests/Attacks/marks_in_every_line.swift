// Attack: ten thousand comments that each name a step, to be looked for in each other.
// Expect: passed

func constant() -> Int { 3 }
__MARKS__
