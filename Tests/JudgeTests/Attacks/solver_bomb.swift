// Attack: gives the type checker an expression that it cannot end.
// Expect: not compiled

func constant() -> Int {
  let x = __SUM__ + "a"
  return x
}
