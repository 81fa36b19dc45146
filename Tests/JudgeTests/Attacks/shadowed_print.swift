// Attack: takes the place of print and of write.
// Expect: wrong

func print(_ items: Any...) {}
func write(_ to: Int32, _ from: UnsafeRawPointer?, _ count: Int) -> Int { count }
func constant() -> Int { 2 }
