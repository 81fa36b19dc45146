// Attack: makes every difference nothing.
// Expect: wrong

func abs(_ x: Double) -> Double { 0 }
func abs(_ x: Float) -> Float { 0 }
func - (a: Double, b: Double) -> Double { 0 }
func constant() -> Int { 2 }
