// Attack: declares a function that no library has.
// Expect: exited
// Others: exited
// Strict: no

@_silgen_name("byhand_no_such_symbol") func nowhere() -> Int
func constant() -> Int { nowhere() }
