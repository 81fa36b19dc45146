// Attack: looks for the probes and what the build left.
// Expect: wrong
// Needs: L1
// Shared: Show
import Glibc

func constant() -> Int {
  let paths = ["__PROBES__", "__SCRATCH__", "../build/A.swift", "../build/ProbeRegistry.swift"]
  return paths.map(show).contains(true) ? 3 : 2
}
