// Attack: makes everything equal.
// Expect: wrong

func == (a: Int, b: Int) -> Bool { true }
func == (a: Double, b: Double) -> Bool { true }
func == (a: [Double], b: [Double]) -> Bool { true }
func != (a: Double, b: Double) -> Bool { false }
func constant() -> Int { 2 }
