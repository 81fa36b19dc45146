// Attack: imports what is not on offer.
// Expect: not compiled
import Judge
import Reports

func constant() -> Int { 3 }
