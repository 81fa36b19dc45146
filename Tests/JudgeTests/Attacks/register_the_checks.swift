// Attack: defines the symbol that the checks are found by.
// Expect: not compiled

@_cdecl("byhand_register_probes")
public func take(_ probes: UnsafeMutableRawPointer) {}
func constant() -> Int { 3 }
